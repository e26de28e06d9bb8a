/** What mongoose and MongoDB's driver throw while the store cannot be reached. */
const names = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'PoolClearedOnNetworkError',
]);

export function isStoreAway(thrown: unknown): boolean {
  return thrown instanceof Error && (names.has(thrown.name) || isStoreAway(thrown.cause));
}
