/**
 * Stores whose answers are kept in memory from page to page, as good as the store's own: every write is noted in the
 * course's one document of changes, which each page reads once. See docs/decisions/11-kept-answers.md.
 */
import type { Clock } from '../shared/clock.js';
import { frozen } from '../shared/frozen.js';
import { everything, type ChangesStore, type Noted, type Written } from './changes.store.js';
import { memoryOf, type Memory } from './memory.js';
import { gathered } from './gather.js';
import { forgetOnce, isReadingOnce, onceFor, remembered } from './remembered.js';

/** Says after a write which rows it wrote, by their keys, from what was asked and answered. */
type Wrote<Method> = Method extends (...asked: infer Asked) => Promise<infer Answer>
  ? (answer: Answer, ...asked: Asked) => Written
  : never;

type RowOf<Method> = Method extends (courseId: string, ...asked: never[]) => Promise<readonly (infer Row)[]>
  ? Row
  : never;

/**
 * What a function of a store is to those who keep its answers: `kept` as long as nothing of the subject is written (its
 * first argument is the course, the others plain values), `rows` of which those written are read again (its last argument,
 * where it is a list, names whose rows are wanted), `read` each time, `once` a page, `writes` everything, `wrote` what it
 * says.
 */
type Part<Method> =
  | 'kept'
  | 'read'
  | 'once'
  | 'writes'
  | { wrote: Wrote<Method> }
  | ([RowOf<Method>] extends [never] ? never : { rows: (row: RowOf<Method>) => string });

/** Every function of the store: one that is forgotten does not compile. */
export type KeptParts<Store> = { readonly [Name in keyof Store]: Part<Store[Name]> };

export type Keeping = ReturnType<typeof keepingOf>['kept'];
/** Names the state of these subjects of a course: another after any write, the same in every process. */
export type StampOf = ReturnType<typeof keepingOf>['stampOf'];

interface Ground extends ChangesStore {
  memory: Memory;
  /** Whose answers a page has asked for already. */
  readonly owners: object[];
}

type Plain = (courseId: string, ...asked: unknown[]) => Promise<unknown>;

async function notedOf({ noted }: Ground, courseId: string, subject: string): Promise<Noted> {
  return notedIn(await noted(courseId), subject);
}

function notedIn(all: Readonly<Record<string, Noted>>, subject: string): Noted {
  const { count = 0, ids = [] } = all[subject] ?? {};
  return { count: count + (all[everything]?.count ?? 0), ids };
}

/** @param most documents that are held, of all courses */
export function keepingOf(changes: ChangesStore, clock: Clock, most?: number) {
  const own = { ...changes };
  const ground: Ground = { ...remembered(own, 'noted'), memory: memoryOf(clock, most), owners: [own] };

  function kept<Store extends object>(subject: string, store: Store, parts: KeptParts<Store>): Store {
    const methods = Object.entries(parts) as [keyof Store & string, Part<Plain>][];
    const changed = methods.map(([name, part]) => {
      // SAFETY: `parts` names functions of the store.
      const method = store[name] as unknown as Plain;
      ground.owners.push(method);
      return [name, methodFor({ ground, subject, name, method }, part)];
    });
    return { ...store, ...(Object.fromEntries(changed) as object) };
  }

  async function stampOf(courseId: string, subjects: readonly string[]): Promise<string> {
    const all = await ground.noted(courseId);
    return subjects.map((subject) => notedIn(all, subject).count).join();
  }

  return { kept, stampOf };
}

interface Kept {
  ground: Ground;
  subject: string;
  name: string;
  method: Plain;
}

function methodFor(kept: Kept, part: Part<Plain> | { rows: (row: never) => string }): Plain {
  if (part === 'read') return (...asked) => readFew(kept.method, asked);
  if (part === 'once') return (...asked) => onceFor(kept.method, asked, () => readFew(kept.method, asked));
  if (part === 'kept') return keptAnswer(kept);
  if (part === 'writes') return noting(kept, () => 'all');
  if ('wrote' in part) return noting(kept, part.wrote as unknown as (answer: unknown, ...asked: unknown[]) => Written);
  return keptRows(kept, part.rows as (row: unknown) => string);
}

/** What is asked of more than a course names whose rows are meant: a page asks that together with others. */
function readFew(method: Plain, asked: Parameters<Plain>): Promise<unknown> {
  return isReadingOnce() && asked.length > 1 ? gathered(() => method(...asked)) : method(...asked);
}

function noting({ ground, subject, method }: Kept, wrote: (answer: unknown, ...asked: unknown[]) => Written): Plain {
  return async (courseId, ...asked) => {
    // Of a write that failed nobody knows how much of it is done.
    let written: Written = 'all';
    try {
      const answer = await method(courseId, ...asked);
      written = wrote(answer, courseId, ...asked);
      return answer;
    } finally {
      await ground.note(courseId, subject, written);
      // A page that had to write something reads what it wrote.
      if (written === 'all' || written.length > 0) forgetOnce(ground.owners);
    }
  };
}

function keptAnswer(kept: Kept): Plain {
  const { method } = kept;
  return (courseId, ...asked) => {
    if (!isReadingOnce()) return method(courseId, ...asked);
    return onceFor(method, [courseId, ...asked], () => answerTo(kept, courseId, asked));
  };
}

async function answerTo(
  { ground, subject, name, method }: Kept,
  courseId: string,
  asked: readonly unknown[],
): Promise<unknown> {
  const { count } = await notedOf(ground, courseId, subject);
  const key = JSON.stringify([subject, name, courseId, ...asked]);
  const entry = ground.memory.entry(key);
  if (entry?.count === count) return entry.answer;
  const answer = await readFew(method, [courseId, ...asked]);
  return ground.memory.keep(key, { count, answer: Array.isArray(answer) ? allFrozen(answer as Rows) : answer });
}

type Rows = readonly unknown[];

/** Everybody's rows are kept and mended; a few are taken from them, or kept alone while nobody needed all. */
function keptRows(kept: Kept, keyOf: (row: unknown) => string): Plain {
  const { ground, subject, name, method } = kept;
  // SAFETY: `rows` is given only where the function yields an array.
  const read = method as (courseId: string, ...asked: unknown[]) => Promise<Rows>;

  async function everybody(courseId: string, place: readonly unknown[]): Promise<Rows> {
    const { count, ids } = await notedOf(ground, courseId, subject);
    const key = JSON.stringify([subject, name, courseId, ...place]);
    const entry = ground.memory.entry<Rows>(key);
    if (entry?.count === count) return entry.answer;
    const missed = entry ? count - entry.count : 0;
    if (!entry || missed < 0 || missed > ids.length) {
      return ground.memory.keep(key, { count, answer: allFrozen(await read(courseId, ...place)) });
    }
    const keys = [...new Set(ids.slice(-missed))];
    const fresh = allFrozen(await read(courseId, ...place, keys));
    const answer = Object.freeze(mended(entry.answer, { keys, fresh }, keyOf));
    return ground.memory.keep(key, { count, answer, readAt: entry.readAt });
  }

  return (courseId, ...asked) => {
    if (!isReadingOnce()) return method(courseId, ...asked);
    const last = asked.at(-1);
    const place = asked.filter((one) => one !== undefined && !Array.isArray(one));
    const all = () => onceFor(method, [courseId, ...place], () => everybody(courseId, place));
    if (!Array.isArray(last)) return all();
    return onceFor(method, [courseId, ...asked], async () => {
      if (!ground.memory.entry(JSON.stringify([subject, name, courseId, ...place])))
        return answerTo(kept, courseId, asked);
      const wanted = new Set<unknown>(last);
      return (await all()).filter((row) => wanted.has(keyOf(row)));
    });
  };
}

/** Rows keep their places; new ones come last, as in the store. */
function mended(
  rows: Rows,
  { keys, fresh }: { keys: readonly string[]; fresh: Rows },
  keyOf: (row: unknown) => string,
): Rows {
  const now = new Map<string, unknown[]>(keys.map((key) => [key, []]));
  for (const row of fresh) now.get(keyOf(row))?.push(row);
  // Taken once, at the place of the first; what was not there before is left for the end.
  const take = (key: string) => now.get(key)?.splice(0) ?? [];
  const stayed = rows.flatMap((row) => (now.has(keyOf(row)) ? take(keyOf(row)) : [row]));
  return [...stayed, ...[...now.values()].flat()];
}

/** Many pages hold one answer: who changes it is told at once. */
function allFrozen(rows: Rows): Rows {
  return Object.freeze(rows.map(frozen));
}
