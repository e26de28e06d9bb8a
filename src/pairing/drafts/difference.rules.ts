/** Which pairs of a draft were there before, and which are new. */
export interface Difference {
  /** By pair id of the pairs now. */
  isNew: ReadonlySet<string>;
  stay: number;
  change: number;
  /** Members of pairs that are there no more. */
  gone: readonly (readonly string[])[];
}

interface PairNow {
  pairId: string;
  members: readonly string[];
}

/** @param before members of each pair; whoever stands where in it does not matter */
export function differenceOf(before: readonly (readonly string[])[], now: readonly PairNow[]): Difference {
  const known = new Set(before.map(peopleKey));
  const here = new Set(now.map(({ members }) => peopleKey(members)));
  const fresh = now.filter(({ members }) => !known.has(peopleKey(members)));
  return {
    isNew: new Set(fresh.map(({ pairId }) => pairId)),
    stay: now.length - fresh.length,
    change: fresh.length,
    gone: before.filter((members) => !here.has(peopleKey(members))),
  };
}

/** The same for every order. */
export function peopleKey(members: readonly string[]): string {
  return [...members].sort().join(' ');
}
