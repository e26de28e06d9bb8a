/** Answers of the store that outlive a page, the least used forgotten first: a bound on documents, not on time alone. */
import type { Clock } from '../shared/clock.js';
import { minute } from '../shared/clock.js';

/** After a process that died between its write and its note, pages of the others are this old at most. */
export const keptAtMost = 2 * minute;
/** Some 60 MB of people with their answers. */
export const documentsAtMost = 60_000;

export interface Entry<T> {
  /** Of its subject, when it was read. */
  count: number;
  readAt: Date;
  answer: T;
  /** Documents it holds. */
  size: number;
}

export type Memory = ReturnType<typeof memoryOf>;

export function memoryOf(clock: Clock, most = documentsAtMost) {
  const entries = new Map<string, Entry<unknown>>();
  let held = 0;

  function forget(key: string): void {
    held -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  }

  return {
    /** Not older than {@link keptAtMost}, whatever was written since. */
    entry<T>(key: string): Entry<T> | undefined {
      const found = entries.get(key) as Entry<T> | undefined;
      if (!found) return undefined;
      const age = clock().getTime() - found.readAt.getTime();
      if (age < 0 || age > keptAtMost) {
        forget(key);
        return undefined;
      }
      // The last one of a map is the youngest.
      entries.delete(key);
      entries.set(key, found);
      return found;
    },

    /** @returns the answer that is kept afterwards: a slower reader does not put an older one in its place */
    keep<T>(key: string, fresh: Omit<Entry<T>, 'readAt' | 'size'> & { readAt?: Date }): T {
      const known = entries.get(key) as Entry<T> | undefined;
      if (known && known.count > fresh.count) return fresh.answer;
      forget(key);
      const size = sizeOf(fresh.answer);
      if (size > most) return fresh.answer;
      entries.set(key, { ...fresh, readAt: fresh.readAt ?? clock(), size });
      held += size;
      for (const oldest of entries.keys()) {
        if (held <= most) break;
        forget(oldest);
      }
      return fresh.answer;
    },
  };
}

function sizeOf(answer: unknown): number {
  if (Array.isArray(answer)) return answer.length + 1;
  if (answer instanceof Map || answer instanceof Set) return answer.size + 1;
  // A draft weighs as much as its pairs.
  if (typeof answer === 'object' && answer !== null) return lengthsIn(Object.values(answer)) + 1;
  return 1;
}

function lengthsIn(values: readonly unknown[]): number {
  return values.reduce<number>((sum, one) => sum + (Array.isArray(one) ? one.length : 0), 0);
}
