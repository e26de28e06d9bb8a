import { doc as document, encode, Raw, type Doc, type Value } from './codec.js';
import { allow, docField, flag, listField, namespaceOf, type Command, type Handler } from './command.js';
import { MongoError, notSupported } from './errors.js';
import { asDoc, compileQuery } from './matcher.js';
import { isNumeric, same, show, toNumber } from './values.js';

const VERSION = '7.0.0';

function hello({ name, connectionId, now }: Command): Doc {
  return document({
    ...(name === 'hello' ? { isWritablePrimary: true } : { ismaster: true, helloOk: true }),
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: now,
    logicalSessionTimeoutMinutes: 30,
    connectionId,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
  });
}

function create(command: Command): Doc {
  allow(command.body, [
    'autoIndexId',
    'validator',
    'validationLevel',
    'validationAction',
    'collation',
    'capped',
    'size',
    'max',
    'storageEngine',
    'indexOptionDefaults',
    'viewOn',
    'pipeline',
    'timeseries',
    'clusteredIndex',
    'expireAfterSeconds',
    'changeStreamPreAndPostImages',
    'encryptedFields',
  ]);
  for (const [name, value] of command.body) {
    const known = [
      'autoIndexId',
      'writeConcern',
      'comment',
      'lsid',
      '$db',
      'create',
      'maxTimeMS',
      '$readPreference',
      '$clusterTime',
    ];
    if (!known.includes(name) && value !== false && value !== null)
      throw notSupported(`${name} when a collection is created`);
  }
  const namespace = namespaceOf(command);
  // Created twice with the same options is created: there are no options here.
  if (!command.store.get(namespace)) command.store.create(namespace);
  return new Map();
}

function drop(command: Command): Doc {
  allow(command.body, []);
  const dropped = command.store.drop(namespaceOf(command));
  if (!dropped) return new Map();
  return document({ nIndexesWas: dropped.indexes.size, ns: dropped.namespace });
}

function dropDatabase({ store, database }: Command): Doc {
  for (const { namespace } of store.inDatabase(database)) store.drop(namespace);
  return document({ dropped: database });
}

function renameCollection({ body, store }: Command): Doc {
  const [from, to] = [body.get('renameCollection'), body.get('to')];
  if (typeof from !== 'string' || typeof to !== 'string')
    throw new MongoError('TypeMismatch', 'renameCollection needs two namespaces');
  const source = store.get(from);
  if (!source) throw new MongoError('NamespaceNotFound', `Source collection ${from} does not exist`);
  if (store.get(to)) {
    if (!flag(body, 'dropTarget')) throw new MongoError('NamespaceExists', 'target namespace exists');
    store.drop(to);
  }
  const target = store.create(to);
  for (const index of source.indexes.values()) store.addIndex(to, index.spec);
  for (const rec of source.records.values()) target.insert(rec.doc);
  store.drop(from);
  return new Map();
}

function cursorOf(namespace: string, docs: Doc[], { cursors }: Command): Doc {
  return cursors.first(
    namespace,
    docs.map((doc) => new Raw(Buffer.from(encode(doc)))),
    { batchSize: Infinity, single: false },
  );
}

function listCollections(command: Command): Doc {
  const { body, store, database } = command;
  allow(body, ['filter', 'nameOnly', 'authorizedCollections', 'cursor']);
  const test = compileQuery(docField(body, 'filter'));
  const rows = store.inDatabase(database).map(({ namespace }) =>
    document({
      name: namespace.slice(database.length + 1),
      type: 'collection',
      ...(flag(body, 'nameOnly')
        ? {}
        : {
            options: new Map(),
            info: document({ readOnly: false }),
            idIndex: document({ v: 2, key: document({ _id: 1 }), name: '_id_' }),
          }),
    }),
  );
  return cursorOf(`${database}.$cmd.listCollections`, rows.filter(test), command);
}

function listDatabases({ body, store }: Command): Doc {
  const names = [...new Set([...store.collections.keys()].map((namespace) => namespace.split('.')[0] ?? ''))];
  const test = compileQuery(docField(body, 'filter'));
  const rows = names.map((name) => document({ name, sizeOnDisk: 0n, empty: false })).filter(test);
  return document({ databases: rows, totalSize: 0n, totalSizeMb: 0n });
}

function createIndexes(command: Command): Doc {
  const { body, store } = command;
  allow(body, ['indexes', 'commitQuorum']);
  const namespace = namespaceOf(command);
  const createdCollectionAutomatically = store.get(namespace) === undefined;
  const before = createdCollectionAutomatically ? 1 : (store.get(namespace)?.indexes.size ?? 1);
  let added = 0;
  for (const spec of listField(body, 'indexes')) {
    if (store.addIndex(namespace, new Map([['v', 2], ...asDoc(spec, 'an index specification')]))) added += 1;
  }
  return document({
    numIndexesBefore: before,
    numIndexesAfter: before + added,
    createdCollectionAutomatically,
    ...(added === 0 ? { note: 'all indexes already exist' } : {}),
  });
}

function collectionOf(command: Command) {
  const namespace = namespaceOf(command);
  const collection = command.store.get(namespace);
  if (!collection) throw new MongoError('NamespaceNotFound', `ns does not exist: ${namespace}`);
  return collection;
}

function listIndexes(command: Command): Doc {
  allow(command.body, ['cursor']);
  const collection = collectionOf(command);
  return cursorOf(
    collection.namespace,
    [...collection.indexes.values()].map((index) => index.spec),
    command,
  );
}

function dropIndexes(command: Command): Doc {
  const { body, store } = command;
  allow(body, ['index']);
  const collection = collectionOf(command);
  const nIndexesWas = collection.indexes.size;
  const wanted = body.get('index') ?? null;
  const list = Array.isArray(wanted) ? wanted : [wanted];
  const names = list.flatMap((one: Value) => {
    const found = [...collection.indexes.values()].filter((index) =>
      one === '*' ? index.name !== '_id_' : typeof one === 'string' ? index.name === one : same(index.key, one),
    );
    if (found.length === 0 && one !== '*')
      throw new MongoError('IndexNotFound', `index not found with name [${show(one)}]`);
    return found.map((index) => index.name);
  });
  if (names.includes('_id_')) throw new MongoError('InvalidOptions', 'cannot drop _id index');
  for (const name of names) store.dropIndex(collection.namespace, name);
  return document({ nIndexesWas });
}

function collStats(command: Command): Doc {
  const collection = command.store.get(namespaceOf(command)) ?? command.store.empty;
  let size = 0;
  for (const rec of collection.records.values()) size += rec.bytes.length;
  return document({
    ns: namespaceOf(command),
    count: collection.records.size,
    size,
    nindexes: collection.indexes.size,
  });
}

function dbStats({ store, database }: Command): Doc {
  const all = store.inDatabase(database);
  return document({
    db: database,
    collections: all.length,
    objects: all.reduce((sum, one) => sum + one.records.size, 0),
    indexes: all.reduce((sum, one) => sum + one.indexes.size, 0),
  });
}

function buildInfo(): Doc {
  return document({
    version: VERSION,
    versionArray: VERSION.split('.').map(Number).concat(0),
    gitVersion: 'embedded',
    modules: [],
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
    storageEngines: ['embedded'],
  });
}

/** Transactions answer as a standalone server does, before any command runs. */
export function refuseTransaction(body: Doc): void {
  if (body.has('txnNumber') || body.has('autocommit') || body.has('startTransaction')) {
    throw new MongoError('IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos');
  }
}

/** One server can promise one copy: a write that wants more is refused, as by a standalone one. */
export function refuseReplicas(body: Doc): void {
  const w = docField(body, 'writeConcern').get('w');
  if ((isNumeric(w) && toNumber(w) > 1) || (typeof w === 'string' && w !== 'majority')) {
    throw new MongoError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  }
}

const done: Handler = () => new Map();

function standalone(): Doc {
  throw new MongoError('IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos');
}

export const ADMIN_COMMANDS: (readonly [string, Handler])[] = [
  ['hello', hello],
  ['ismaster', hello],
  ['isMaster', hello],
  ['ping', done],
  ['endSessions', done],
  ['killSessions', done],
  ['refreshSessions', done],
  ['startSession', done],
  ['commitTransaction', standalone],
  ['abortTransaction', standalone],
  ['buildInfo', buildInfo],
  ['buildinfo', buildInfo],
  ['create', create],
  ['drop', drop],
  ['dropDatabase', dropDatabase],
  ['renameCollection', renameCollection],
  ['listCollections', listCollections],
  ['listDatabases', listDatabases],
  ['createIndexes', createIndexes],
  ['listIndexes', listIndexes],
  ['dropIndexes', dropIndexes],
  ['collStats', collStats],
  ['collstats', collStats],
  ['dbStats', dbStats],
  ['dbstats', dbStats],
  ['getParameter', () => document({ featureCompatibilityVersion: document({ version: '7.0' }) })],
  ['connectionStatus', () => document({ authInfo: document({ authenticatedUsers: [], authenticatedUserRoles: [] }) })],
  [
    'replSetGetStatus',
    () => {
      throw new MongoError('Location76', 'not running with --replSet');
    },
  ],
];
