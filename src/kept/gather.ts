/**
 * What the contributors of a page ask of many collections at one time goes to the store as one command: each costs the same
 * way there and back, and a home of fifteen parts would go it fifteen times. See docs/decisions/11-kept-answers.md.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
// The one of the module: tests put another clock in the place of the global one.
import { setImmediate } from 'node:timers';
import type { Connection, mongo } from 'mongoose';

type Row = mongo.Document;
type Options = Readonly<Record<string, unknown>>;

/** One that waits for the others of this turn of the event loop. */
interface Question {
  from: mongo.Collection;
  stages: Row[];
  alone: () => Promise<Row[]>;
  answer: (rows: Row[]) => void;
  refuse: (problem: unknown) => void;
}

const asking = new AsyncLocalStorage<boolean>();

/** What this asks of a few rows waits for what others ask in the same turn. Not for whole courses: an answer is one reply. */
export function gathered<T>(work: () => Promise<T>): Promise<T> {
  return asking.run(true, work);
}

const known = new WeakSet<object>();

/** Lets this connection ask together what is {@link gathered}; called before the models of its stores are made. */
export function gatherOn(connection: Connection): void {
  const ask = gathererOf();
  const original = connection.collection.bind(connection);
  connection.collection = ((name: string, options: object) => {
    const collection = original(name, options);
    if (!known.has(collection)) {
      known.add(collection);
      // SAFETY: mongoose's collection has all methods of the driver's.
      togetherIn(collection, ask);
    }
    return collection;
  }) as typeof connection.collection;
}

type Ask = (question: Omit<Question, 'answer' | 'refuse'>) => Promise<Row[]>;

function togetherIn(collection: mongo.Collection, ask: Ask): void {
  const [find, findOne] = [collection.find.bind(collection), collection.findOne.bind(collection)];
  collection.find = ((filter: Row, options: Options = {}) => {
    const cursor = find(filter, options);
    const stages = stagesOf(filter, options);
    if (!stages || asking.getStore() !== true) return cursor;
    const alone = cursor.toArray.bind(cursor);
    cursor.toArray = () => ask({ from: collection, stages, alone }) as ReturnType<typeof alone>;
    return cursor;
  }) as typeof collection.find;
  collection.findOne = (async (filter: Row, options: Options = {}) => {
    const stages = stagesOf(filter, { ...options, limit: 1 });
    if (!stages || asking.getStore() !== true) return findOne(filter, options);
    const alone = async () => [await findOne(filter, options)].flatMap((row) => row ?? []);
    const [row] = await ask({ from: collection, stages, alone });
    return row ?? null;
  }) as typeof collection.findOne;
}

const understood = new Set(['projection', 'limit']);

/** The same question as stages of a pipeline; undefined where it means more. Of a union the order is nobody's promise. */
function stagesOf(filter: Row, options: Options): Row[] | undefined {
  const said = Object.entries(options).filter(([, value]) => value !== undefined);
  if (said.some(([name]) => !understood.has(name))) return undefined;
  const fields = (options['projection'] ?? {}) as Row;
  if (Object.values(fields).some((wanted) => ![0, 1, true, false].includes(wanted as number))) return undefined;
  const limit = options['limit'] as number | undefined;
  return [
    { $match: filter },
    ...(limit ? [{ $limit: limit }] : []),
    ...(Object.keys(fields).length > 0 ? [{ $project: fields }] : []),
  ];
}

function gathererOf(): Ask {
  let waiting: Question[] = [];
  return (asked) =>
    new Promise((answer, refuse) => {
      waiting.push({ ...asked, answer, refuse });
      if (waiting.length > 1) return;
      setImmediate(() => {
        const all = waiting;
        waiting = [];
        void answerAll(all);
      });
    });
}

async function answerAll(all: readonly Question[]): Promise<void> {
  const [first, ...others] = all;
  if (!first) return;
  if (others.length === 0) return answerAlone(first);
  try {
    const union = others.map(({ from, stages }, index) => ({
      $unionWith: { coll: from.collectionName, pipeline: [...stages, numbered(index + 1)] },
    }));
    const rows = await first.from.aggregate([...first.stages, numbered(0), ...union]).toArray();
    const parts = all.map((): Row[] => []);
    for (const { part, row } of rows as { part: number; row: Row }[]) parts[part]?.push(row);
    all.forEach(({ answer }, part) => answer(parts[part] ?? []));
  } catch {
    // One question that the store refuses, or too long an answer, is no other's fault: each is asked, and told, alone.
    await Promise.all(all.map(answerAlone));
  }
}

function numbered(part: number): Row {
  return { $replaceWith: { part: { $literal: part }, row: '$$ROOT' } };
}

async function answerAlone({ alone, answer, refuse }: Question): Promise<void> {
  try {
    answer(await alone());
  } catch (problem) {
    refuse(problem);
  }
}
