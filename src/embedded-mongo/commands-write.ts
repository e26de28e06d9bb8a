import { doc as document, Raw, type Doc, type Value } from './bson-value.js';
import { encode } from './bson-write.js';
import {
  allow,
  docField,
  flag,
  listField,
  namespaceOf,
  refuseCollation,
  type Command,
  type Handler,
} from './command.js';
import { type Collection } from './collection.js';
import { MongoError, notSupported } from './errors.js';
import { asDoc } from './matcher.js';
import { optionalProjection } from './projection.js';
import { sortFields } from './sorting.js';
import { type Rec } from './store-index.js';
import { compileUpdate, isReplacement, type Update } from './update.js';
import { type Within } from './time-limit.js';
import { positionFor, seedOf } from './upsert.js';
import { toNumber, truthy } from './values.js';

export function errorFields(error: MongoError): Doc {
  return new Map<string, Value>([['code', error.code], ['errmsg', error.message], ...(error.details ?? [])]);
}

/** Runs the statements of one command; a failed one ends an ordered batch and is told by its place. */
function batch(command: Command, statements: Value[], run: (statement: Doc, i: number) => void): Doc {
  const ordered = flag(command.body, 'ordered', true);
  const errors: Doc[] = [];
  if (statements.length === 0 || statements.length > 100_000) {
    throw new MongoError(
      'InvalidLength',
      `Write batch sizes must be between 1 and 100000. Got ${statements.length} operations.`,
    );
  }
  for (const [i, statement] of statements.entries()) {
    try {
      run(asDoc(statement, 'a statement'), i);
    } catch (error) {
      // As with MongoDB, an operation that is interrupted ends the whole batch.
      if (!(error instanceof MongoError) || error.codeName === 'MaxTimeMSExpired') throw error;
      errors.push(new Map<string, Value>([['index', i], ...errorFields(error)]));
      if (ordered) break;
    }
  }
  return errors.length > 0 ? document({ writeErrors: errors }) : new Map<string, Value>();
}

function insert(command: Command): Doc {
  allow(command.body, ['documents']);
  const collection = command.store.ensure(namespaceOf(command));
  let n = 0;
  const rest = batch(command, listField(command.body, 'documents'), (doc) => {
    collection.insert(doc);
    n += 1;
  });
  return new Map<string, Value>([['n', n], ...rest]);
}

interface Write {
  query: Doc;
  run: Update;
  replaces: boolean;
  upsert: boolean;
  now: Date;
  within: Within;
}

function writeOf(source: Doc, names: { query: string; update: string }, { now, within }: Command): Write {
  const update = source.get(names.update);
  return {
    query: docField(source, names.query),
    run: compileUpdate(update, source.get('arrayFilters')),
    replaces: isReplacement(update),
    upsert: flag(source, 'upsert'),
    now,
    within,
  };
}

/** The new content of a record, as the update makes it. */
function updated(collection: Collection, rec: Rec, write: Write): boolean {
  const position = (prefix: readonly string[]): number | undefined => positionFor(rec.doc, write.query, prefix);
  const context = { inserting: false, now: write.now, position };
  return collection.replace(
    rec,
    write.within(() => write.run(rec.doc, context)),
  );
}

function upserted(collection: Collection, write: Write): Rec {
  const seed = seedOf(write.query, write.replaces);
  const context = { inserting: true, now: write.now, position: () => undefined };
  return collection.insert(write.within(() => write.run(seed, context)));
}

/** Only what may insert makes a collection. */
function existing(command: Command, inserts: boolean): Collection {
  const namespace = namespaceOf(command);
  return inserts ? command.store.ensure(namespace) : (command.store.get(namespace) ?? command.store.empty);
}

function update(command: Command): Doc {
  allow(command.body, ['updates', 'let']);
  const upserts = listField(command.body, 'updates').some((one) => one instanceof Map && flag(one, 'upsert'));
  const collection = existing(command, upserts);
  let [n, nModified] = [0, 0];
  const made: Doc[] = [];
  const rest = batch(command, listField(command.body, 'updates'), (statement, i) => {
    allowStatement(statement, ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'collation', 'hint', 'c']);
    const write = writeOf(statement, { query: 'q', update: 'u' }, command);
    const multi = flag(statement, 'multi');
    if (multi && write.replaces)
      throw new MongoError('FailedToParse', 'multi update is not supported for replacement-style update');
    const wanted = { query: write.query, hint: statement.get('hint') };
    const found = command.within(() => collection.find(wanted, multi ? Infinity : 1));
    for (const rec of found) {
      if (updated(collection, rec, write)) nModified += 1;
      n += 1;
    }
    if (found.length === 0) {
      if (!write.upsert) return;
      const rec = upserted(collection, write);
      made.push(document({ index: i, _id: rec.doc.get('_id') }));
      n += 1;
    }
  });
  return new Map<string, Value>([
    ['n', n],
    ['nModified', nModified],
    ...(made.length > 0 ? [['upserted', made] as const] : []),
    ...rest,
  ]);
}

function allowStatement(statement: Doc, names: string[]): void {
  for (const name of statement.keys()) {
    if (!names.includes(name)) throw new MongoError('Location40415', `BSON field '${name}' is an unknown field.`);
  }
  refuseCollation(statement);
  if (statement.has('c')) throw notSupported('constants in an update');
}

function remove(command: Command): Doc {
  allow(command.body, ['deletes', 'let']);
  const collection = command.store.get(namespaceOf(command)) ?? command.store.empty;
  let n = 0;
  const rest = batch(command, listField(command.body, 'deletes'), (statement) => {
    allowStatement(statement, ['q', 'limit', 'collation', 'hint']);
    const limit = toNumber(statement.get('limit') ?? 0);
    if (limit !== 0 && limit !== 1)
      throw new MongoError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`);
    const wanted = { query: docField(statement, 'q'), hint: statement.get('hint') };
    for (const rec of command.within(() => collection.find(wanted, limit || Infinity))) {
      collection.remove(rec);
      n += 1;
    }
  });
  return new Map<string, Value>([['n', n], ...rest]);
}

function findAndModify(command: Command): Doc {
  const { body } = command;
  allow(body, [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'arrayFilters',
    'collation',
    'hint',
    'let',
  ]);
  refuseCollation(body);
  const removing = flag(body, 'remove');
  if (removing === truthy(body.get('update'))) {
    throw new MongoError(
      'FailedToParse',
      removing ? 'Cannot specify both an update and remove=true' : 'Either an update or remove=true must be specified',
    );
  }
  if (removing && (flag(body, 'upsert') || flag(body, 'new')))
    throw new MongoError('FailedToParse', 'Cannot specify upsert or new together with remove=true');
  const write = removing ? undefined : writeOf(body, { query: 'query', update: 'update' }, command);
  const collection = existing(command, write?.upsert === true);
  const project = optionalProjection(body.get('fields'), docField(body, 'query'));
  const shown = (doc: Doc): Value => (project ? project(doc) : new Raw(encode(doc)));
  const wanted = { query: docField(body, 'query'), sort: sortFields(docField(body, 'sort')), hint: body.get('hint') };
  const [rec] = command.within(() => collection.find(wanted, 1));
  if (!rec) {
    if (!write?.upsert)
      return document({
        lastErrorObject: document({ n: 0, ...(removing ? {} : { updatedExisting: false }) }),
        value: null,
      });
    const made = upserted(collection, write);
    const last = document({ n: 1, updatedExisting: false, upserted: made.doc.get('_id') });
    return document({ lastErrorObject: last, value: flag(body, 'new') ? shown(made.doc) : null });
  }
  const old = rec.doc;
  if (!write) collection.remove(rec);
  else updated(collection, rec, write);
  const last = document({ n: 1, ...(removing ? {} : { updatedExisting: true }) });
  return document({ lastErrorObject: last, value: shown(flag(body, 'new') ? rec.doc : old) });
}

export const WRITE_COMMANDS: (readonly [string, Handler])[] = [
  ['insert', insert],
  ['update', update],
  ['delete', remove],
  ['findAndModify', findAndModify],
  ['findandmodify', findAndModify],
];
