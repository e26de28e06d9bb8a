import { minute, type Clock } from '../shared/clock.js';

/** Counts of the running minute, by key, in this process only. */
export interface Tally {
  /** Counts one more and says how many there are. */
  count(key: string): number;
  of(key: string): number;
}

// Invented keys must not fill the memory: those beyond share one count.
const keyLimit = 50_000;
const others = '';

export function createTally(clock: Clock): Tally {
  let counts = new Map<string, number>();
  let startedAt = 0;

  function current(): Map<string, number> {
    const now = clock().getTime();
    if (now - startedAt >= minute || now < startedAt) {
      counts = new Map();
      startedAt = now;
    }
    return counts;
  }

  const placeOf = (known: ReadonlyMap<string, number>, key: string) =>
    known.has(key) || known.size < keyLimit ? key : others;

  return {
    count(key) {
      const known = current();
      const place = placeOf(known, key);
      const sum = (known.get(place) ?? 0) + 1;
      known.set(place, sum);
      return sum;
    },
    of(key) {
      const known = current();
      return known.get(placeOf(known, key)) ?? 0;
    },
  };
}
