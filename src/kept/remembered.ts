/** One thing is read once while a question is answered: whoever asks the store again gets the first answer. */
import { AsyncLocalStorage } from 'node:async_hooks';

type Answers = Map<object, Map<string, unknown>>;

/** Undefined once the page is drawn: its sockets and timers live on, and would hold the answers and go on asking them. */
const pages = new AsyncLocalStorage<{ answers: Answers | undefined }>();

/** What is read by {@link remembered} stores while this runs is read once. Only for work that writes nothing it reads. */
export async function readingOnce<T>(work: () => Promise<T>): Promise<T> {
  const page: { answers: Answers | undefined } = { answers: new Map() };
  try {
    return await pages.run(page, work);
  } finally {
    page.answers = undefined;
  }
}

/** Whether a page is being drawn, which writes nothing. */
export function isReadingOnce(): boolean {
  return answersNow() !== undefined;
}

function answersNow(): Answers | undefined {
  return pages.getStore()?.answers;
}

type Reader = (...asked: never[]) => Promise<unknown>;
type Readers<Store> = { [Name in keyof Store]: Store[Name] extends Reader ? Name : never }[keyof Store];

/**
 * The same store, with these of its questions answered once for the same arguments. Several may hold one answer: nobody
 * changes it. Outside {@link readingOnce} nothing is kept.
 */
export function remembered<Store extends object>(store: Store, ...names: readonly (Readers<Store> & string)[]): Store {
  const once = Object.fromEntries(names.map((name) => [name, onceOf(store, name)]));
  return { ...store, ...once };
}

function onceOf<Store extends object>(store: Store, name: Readers<Store> & string) {
  // SAFETY: `Readers` names functions that yield promises.
  const read = store[name] as (...asked: unknown[]) => Promise<unknown>;
  return (...asked: unknown[]): Promise<unknown> => onceFor(store, [name, ...asked], () => read(...asked));
}

/** The answer to this question of this owner while a page is drawn; read anew outside. */
export function onceFor<T>(owner: object, question: readonly unknown[], read: () => Promise<T>): Promise<T> {
  const kept = answersNow();
  if (!kept) return read();
  const ofOwner = kept.get(owner) ?? new Map<string, Promise<unknown>>();
  kept.set(owner, ofOwner);
  const key = JSON.stringify(question);
  const known = ofOwner.get(key) as Promise<T> | undefined;
  if (known) return known;
  const answer = read();
  ofOwner.set(key, answer);
  return answer;
}

/** What this page has read of these owners is read anew: something of it was written meanwhile. */
export function forgetOnce(owners: readonly object[]): void {
  const kept = answersNow();
  for (const owner of owners) kept?.delete(owner);
}
