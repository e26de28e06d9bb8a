/** A few heavy things, one a course, each as good as the stamp of what it was made from. */
import { keptAtMost } from './memory.js';

interface Held<T> {
  thing: T;
  stamp: string;
  at: Date;
  /** Bytes that it was made from. */
  weight: number;
}

export type Shelf<T> = ReturnType<typeof shelfOf<T>>;

/** @param most bytes of all courses; the newest stays, however heavy it is */
export function shelfOf<T>(most: number) {
  const held = new Map<string, Held<T>>();
  let weight = 0;

  function forget(courseId: string): void {
    weight -= held.get(courseId)?.weight ?? 0;
    held.delete(courseId);
  }

  return {
    /** Not older than {@link keptAtMost}, whatever its stamp says. */
    find(courseId: string, stamp: string, now: Date): T | undefined {
      const found = held.get(courseId);
      const age = found ? now.getTime() - found.at.getTime() : 0;
      if (found?.stamp !== stamp || age < 0 || age > keptAtMost) return undefined;
      // The last one of a map is the one used last.
      held.delete(courseId);
      held.set(courseId, found);
      return found.thing;
    },

    /** @returns courses that had to make room */
    put(courseId: string, fresh: Held<T>): string[] {
      forget(courseId);
      held.set(courseId, fresh);
      weight += fresh.weight;
      const gone: string[] = [];
      for (const oldest of held.keys()) {
        if (weight <= most || oldest === courseId) break;
        forget(oldest);
        gone.push(oldest);
      }
      return gone;
    },

    clear(): void {
      held.clear();
      weight = 0;
    },
  };
}
