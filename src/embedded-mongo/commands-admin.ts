import { doc as document, type Doc } from './bson-value.js';
import { allow, docField, flag, namespaceOf, type Command, type Handler } from './command.js';
import { cursorOf } from './commands-indexes.js';
import { MongoError, notSupported } from './errors.js';
import { compileQuery } from './matcher.js';
import { isNumeric, toNumber } from './values.js';

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

function serverStatus({ now, connectionId }: Command): Doc {
  return document({
    version: VERSION,
    process: 'embedded',
    pid: process.pid,
    localTime: now,
    connections: document({ totalCreated: connectionId }),
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
  ['serverStatus', serverStatus],
  ['buildInfo', buildInfo],
  ['buildinfo', buildInfo],
  ['create', create],
  ['drop', drop],
  ['dropDatabase', dropDatabase],
  ['renameCollection', renameCollection],
  ['listCollections', listCollections],
  ['listDatabases', listDatabases],
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
