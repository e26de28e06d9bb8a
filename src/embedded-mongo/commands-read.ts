import { doc as document, Raw, type Doc } from './bson-value.js';
import { encode } from './bson-write.js';
import {
  allow,
  bigField,
  countField,
  docField,
  flag,
  listField,
  namespaceOf,
  refuseCollation,
  type Command,
  type Handler,
} from './command.js';
import { MongoError, notSupported } from './errors.js';
import { asDoc } from './matcher.js';
import { reach } from './paths.js';
import { leadingMatch, runPipeline } from './pipeline.js';
import { optionalProjection } from './projection.js';
import { sortFields } from './sorting.js';
import { type Rec } from './store-index.js';
import { keyOf, toNumber, type Maybe } from './values.js';

const READ = ['collation', 'hint', 'let'];

function refuseLet(body: Doc): void {
  if (docField(body, 'let').size > 0) throw notSupported('let');
  refuseCollation(body);
}

function find(command: Command): Doc {
  const { body, store, cursors } = command;
  allow(body, [
    ...READ,
    'filter',
    'projection',
    'sort',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'noCursorTimeout',
    'tailable',
    'awaitData',
    'returnKey',
    'showRecordId',
    'max',
    'min',
    'allowPartialResults',
  ]);
  for (const option of ['tailable', 'awaitData', 'returnKey', 'showRecordId'])
    if (flag(body, option)) throw notSupported(option);
  for (const option of ['min', 'max']) if (docField(body, option).size > 0) throw notSupported(option);
  refuseLet(body);
  const namespace = namespaceOf(command);
  const skip = countField(body, 'skip') ?? 0;
  const limit = countField(body, 'limit') || Infinity;
  const project = optionalProjection(body.get('projection'), docField(body, 'filter'));
  const options = { query: docField(body, 'filter'), sort: sortFields(docField(body, 'sort')), hint: body.get('hint') };
  const found = (store.get(namespace) ?? store.empty).find(options, skip + limit).slice(skip);
  const results = found.map((rec) => new Raw(project ? encode(project(rec.doc)) : rec.bytes));
  return cursors.first(namespace, results, {
    batchSize: countField(body, 'batchSize'),
    single: flag(body, 'singleBatch'),
  });
}

function getMore({ body, database, cursors }: Command): Doc {
  allow(body, ['collection', 'batchSize', 'term']);
  const collection = body.get('collection');
  return cursors.more(
    bigField(body.get('getMore')),
    `${database}.${typeof collection === 'string' ? collection : ''}`,
    countField(body, 'batchSize'),
  );
}

function killCursors({ body, cursors }: Command): Doc {
  const [killed, unknown]: [bigint[], bigint[]] = [[], []];
  for (const value of listField(body, 'cursors'))
    (cursors.kill(bigField(value)) ? killed : unknown).push(bigField(value));
  return document({ cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] });
}

function count(command: Command): Doc {
  const { body, store } = command;
  allow(body, [...READ, 'query', 'limit', 'skip', 'fields']);
  refuseLet(body);
  const skip = countField(body, 'skip') ?? 0;
  const limit = Math.abs(toNumber(body.get('limit') ?? 0)) || Infinity;
  const query = docField(body, 'query');
  const collection = store.get(namespaceOf(command)) ?? store.empty;
  const total =
    query.size === 0 && !body.has('hint')
      ? collection.records.size
      : collection.find({ query, hint: body.get('hint') }, skip + limit).length;
  return document({ n: Math.max(0, Math.min(total - skip, limit)) });
}

function distinct(command: Command): Doc {
  const { body, store } = command;
  allow(body, [...READ, 'key', 'query']);
  refuseLet(body);
  const key = body.get('key');
  if (typeof key !== 'string')
    throw new MongoError('TypeMismatch', "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const found = new Map<string, Exclude<Maybe, undefined>>();
  for (const rec of (store.get(namespaceOf(command)) ?? store.empty).find({
    query: docField(body, 'query'),
    hint: body.get('hint'),
  })) {
    for (const value of reach(rec.doc, key.split('.'))) {
      for (const item of Array.isArray(value) ? value : [value])
        if (item !== undefined) found.set(keyOf(item), found.get(keyOf(item)) ?? item);
    }
  }
  return document({ values: [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) });
}

function aggregate(command: Command): Doc {
  const { body, store, cursors, database, now } = command;
  allow(body, [...READ, 'pipeline', 'cursor', 'explain', 'needsMerge', 'fromMongos']);
  if (flag(body, 'explain')) throw notSupported('explain');
  refuseLet(body);
  if (body.get('aggregate') === 1) throw notSupported('an aggregation without a collection');
  if (!body.has('cursor'))
    throw new MongoError(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  const namespace = namespaceOf(command);
  const { query, rest } = leadingMatch(listField(body, 'pipeline'));
  const docsOf = (name: string, by: Doc): Doc[] =>
    (store.get(name) ?? store.empty).find({ query: by, hint: body.get('hint') }).map((rec: Rec) => rec.doc);
  const lookup = (name: string, by: Doc): Doc[] =>
    (store.get(`${database}.${name}`) ?? store.empty).find({ query: by }).map((rec: Rec) => rec.doc);
  const made = runPipeline(docsOf(namespace, query), rest, { now, lookup });
  const batchSize = countField(asDoc(body.get('cursor'), 'cursor'), 'batchSize');
  return cursors.first(
    namespace,
    made.map((doc) => new Raw(Buffer.from(encode(doc)))),
    { batchSize, single: false },
  );
}

function explain(): Doc {
  throw notSupported('explain');
}

export const READ_COMMANDS: (readonly [string, Handler])[] = [
  ['find', find],
  ['getMore', getMore],
  ['killCursors', killCursors],
  ['count', count],
  ['distinct', distinct],
  ['aggregate', aggregate],
  ['explain', explain],
];
