import { doc as document, Raw, type Doc, type Value } from './bson-value.js';
import { encode } from './bson-write.js';
import { type Collection } from './collection.js';
import { allow, listField, namespaceOf, type Command, type Handler } from './command.js';
import { MongoError } from './errors.js';
import { asDoc } from './matcher.js';
import { show } from './show.js';
import { same } from './values.js';

/** All of a short list as the reply of a command that answers with a cursor. */
export function cursorOf(namespace: string, docs: Doc[], { cursors }: Command): Doc {
  return cursors.first(
    namespace,
    docs.map((doc) => new Raw(Buffer.from(encode(doc)))),
    { batchSize: Infinity, single: false },
  );
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

function collectionOf(command: Command): Collection {
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

export const INDEX_COMMANDS: (readonly [string, Handler])[] = [
  ['createIndexes', createIndexes],
  ['listIndexes', listIndexes],
  ['dropIndexes', dropIndexes],
];
