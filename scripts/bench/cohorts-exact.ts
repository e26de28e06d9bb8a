/** The best of all drafts of a small course by trying every one: it shares nothing with the solver. */

/** First things first; greater is better. */
export type Rank = readonly number[];

export function isBetter(one: Rank, other: Rank): boolean {
  const at = one.findIndex((part, place) => part !== other[place]);
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0);
}

/** Mentors, mentees and who takes one of both sides, by what they said and what was decided. */
export interface Sided {
  /** Places that nobody decided. */
  readonly seats: ReadonlyMap<string, number>;
  readonly mentees: readonly string[];
  readonly either: ReadonlySet<string>;
  /** Who is to be employed. */
  readonly offers: ReadonlySet<string>;
  /** Mentor, then mentee. */
  readonly decided: readonly (readonly [string, string])[];
  /** -1: never. */
  readonly score: (mentor: string, mentee: string) => number;
  readonly aimsAtFloor: boolean;
}

/** People matched, none mentors their own mentor, employed, the weakest pair, the sum; of all that may be. */
export function rankOf(sided: Sided, open: readonly (readonly [string, string])[]): Rank {
  const all = [...sided.decided, ...open];
  const directions = new Set(all.map((pair) => pair.join(' ')));
  const mutual = all.filter(([one, other]) => directions.has(`${other} ${one}`)).length / 2;
  const mentees = new Set(all.map(([, mentee]) => mentee));
  const busy = new Set(all.map(([mentor]) => mentor));
  const turned = [...sided.either].filter((id) => busy.has(id) && !mentees.has(id)).length;
  const scores = open.map(([mentor, mentee]) => sided.score(mentor, mentee));
  const floor = sided.aimsAtFloor && scores.length > 0 ? Math.min(...scores) : 0;
  const sum = scores.reduce((total, score) => total + score, 0);
  return [mentees.size + turned, -mutual, [...sided.offers].filter((id) => busy.has(id)).length, floor, sum];
}

export function bestOfMentors(sided: Sided): Rank {
  const { seats, mentees, either, decided, score } = sided;
  const settled = new Set(decided.map(([, mentee]) => mentee));
  const free = mentees.filter((mentee) => !settled.has(mentee));
  const left = new Map(seats);
  const pairs: [string, string][] = [];
  let best: Rank | undefined;
  const isMentored = (id: string) => pairs.some(([, mentee]) => mentee === id);
  const mentors = (id: string) => pairs.some(([mentor]) => mentor === id);
  const place = (at: number): void => {
    const mentee = free[at];
    if (mentee === undefined) {
      const rank = rankOf(sided, pairs);
      if (!best || isBetter(rank, best)) best = rank;
      return;
    }
    place(at + 1);
    if (either.has(mentee) && mentors(mentee)) return;
    for (const [mentor, open] of left) {
      if (open < 1 || mentor === mentee || score(mentor, mentee) < 0) continue;
      if (either.has(mentor) && isMentored(mentor)) continue;
      left.set(mentor, open - 1);
      pairs.push([mentor, mentee]);
      place(at + 1);
      pairs.pop();
      left.set(mentor, open);
    }
  };
  place(0);
  return best ?? [];
}

/** People in pairs and, of an odd number, one three; the weakest; the sum. */
export function bestOfPeers(
  ids: readonly string[],
  scoreOf: (group: readonly string[]) => number,
  aimsAtFloor: boolean,
): Rank {
  const best = (left: readonly string[], mayBeThree: boolean): Rank[] => {
    const [one, ...rest] = left;
    if (one === undefined) return [[0, Infinity, 0]];
    const groups = [
      ...rest.map((other) => [one, other]),
      ...(mayBeThree ? rest.flatMap((other, at) => rest.slice(at + 1).map((third) => [one, other, third])) : []),
    ].filter((group) => scoreOf(group) >= 0);
    const all = [
      ...best(rest, mayBeThree),
      ...groups.flatMap((group) => {
        const score = scoreOf(group);
        const others = rest.filter((id) => !group.includes(id));
        return best(others, mayBeThree && group.length === 2).map(([people = 0, floor = Infinity, sum = 0]): Rank => [
          people + group.length,
          Math.min(floor, score),
          sum + score,
        ]);
      }),
    ];
    return undominated(all);
  };
  const ends = best(ids, ids.length % 2 === 1).map(([people = 0, floor = 0, sum = 0]): Rank => [
    people,
    aimsAtFloor && people > 0 ? floor : 0,
    sum,
  ]);
  return ends.reduce((most, rank) => (isBetter(rank, most) ? rank : most));
}

/** A better weakest pair of fewer people may be worse in sum: what no other is at least as good in everywhere stays. */
function undominated(ranks: readonly Rank[]): Rank[] {
  const kept: Rank[] = [];
  for (const rank of [...ranks].sort((one, other) => (isBetter(other, one) ? 1 : -1))) {
    if (!kept.some((other) => other.every((part, place) => part >= (rank[place] ?? 0)))) kept.push(rank);
  }
  return kept;
}

/** Of circles of three to six: how many musts are kept, and how many people find a place then. */
export function bestOfCircles(
  ids: readonly string[],
  suits: (one: string, other: string) => boolean,
  musts: readonly (readonly [string, string])[],
): Rank {
  const all = subsetsOf(ids.length).filter((set) => {
    const members = ids.filter((_, at) => ((set >>> at) & 1) === 1);
    return (
      members.length >= 3 &&
      members.length <= 6 &&
      members.every((one, at) => members.slice(at + 1).every((other) => suits(one, other)))
    );
  });
  const kept = (set: number) =>
    musts.filter((must) => must.every((id) => ((set >>> ids.indexOf(id)) & 1) === 1 && ids.includes(id))).length;
  const most = new Map<number, Rank>([[0, [0, 0]]]);
  const best = (people: number): Rank => {
    const known = most.get(people);
    if (known) return known;
    const last = 31 - Math.clz32(people);
    let found = best(people ^ (1 << last));
    for (const set of all) {
      if (31 - Math.clz32(set) !== last || (set & people) !== set) continue;
      const [musting = 0, covered = 0] = best(people ^ set);
      const rank: Rank = [musting + kept(set), covered + countOf(set)];
      if (isBetter(rank, found)) found = rank;
    }
    most.set(people, found);
    return found;
  };
  return best((1 << ids.length) - 1);
}

function subsetsOf(size: number): number[] {
  return Array.from({ length: 1 << size }, (_, set) => set);
}

function countOf(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count += 1;
  return count;
}
