import type { Candidates } from '../transport/candidates.js';
import type { OpenCase } from '../transport/coverage.js';
import type { LeftOut } from './survey.js';
import { limitsOf } from '../transport/values.js';

/** A mentee's worst offenders are enough for one round, and as many drawn: all may have the same ones in view. */
const PER_MENTEE = 8;

export interface Priced {
  /** By pair, as `scores`. */
  readonly values: Int32Array;
  readonly least: number;
  readonly candidates: Candidates;
  /** What pairs that are no candidates are worth at most; undefined: nothing is known. */
  readonly leftOut: LeftOut | undefined;
}

interface Duals {
  readonly prices: Float64Array;
  readonly profits: Float64Array;
}

/**
 * Adds the pairs of all that exceed the prices of both ends. None left means that the optimum for the candidates is that of all
 * pairs. Where something is known of pairs left out, looks only at those that may be worth more than both
 * prices. Answers how many were added.
 */
export function addUnderpriced(open: OpenCase, priced: Priced, duals: Duals): number {
  const { values, least, candidates, leftOut } = priced;
  const { menteeCount, isOpen } = open;
  const [worst, drawn] = [new Offenders(menteeCount), new Offenders(menteeCount)];
  const judge = (mentor: number, mentee: number) => {
    const value = values[mentor * menteeCount + mentee] as number;
    const excess = value - (duals.prices[mentor] as number) - (duals.profits[mentee] as number);
    if (excess <= 0 || value < least || isOpen[mentee] === 0) return;
    const chance = scattered(mentor, mentee);
    worst.keep(mentee, mentor, excess + chance);
    drawn.keep(mentee, mentor, chance);
  };
  if (leftOut) lookWithin(leftOut, open, { values, ...duals }, judge);
  else lookEverywhere(open, { values, ...duals }, judge);
  return worst.addTo(candidates, values) + drawn.addTo(candidates, values);
}

type Judge = (mentor: number, mentee: number) => void;
type ValuesAndDuals = Duals & { readonly values: Int32Array };

function lookEverywhere(
  { mentorCount, menteeCount, seats }: OpenCase,
  { values, prices, profits }: ValuesAndDuals,
  judge: Judge,
): void {
  const [limits, mentorLimits] = [limitsOf(profits, 1), limitsOf(prices, 1)];
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    if (seats[mentor] === 0) continue;
    const row = values.subarray(mentor * menteeCount, (mentor + 1) * menteeCount);
    const own = (mentorLimits[mentor] as number) - 1;
    for (let mentee = 0; mentee < row.length; mentee += 1) {
      if ((row[mentee] as number) > own + (limits[mentee] as number)) judge(mentor, mentee);
    }
  }
}

function lookWithin(leftOut: LeftOut, open: OpenCase, { values, prices, profits }: ValuesAndDuals, judge: Judge): void {
  const { mentorCount, menteeCount, seats } = open;
  const { mentees, within } = menteesToLookAt(open, { prices, profits }, leftOut.ofMentee);
  const own = Float64Array.from(mentees, (mentee) => profits[mentee] as number);
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    if (seats[mentor] === 0) continue;
    const row = mentor * menteeCount;
    const price = prices[mentor] as number;
    const most = leftOut.ofMentor[mentor] as number;
    for (let at = 0; at < mentees.length && price < (within[at] as number); at += 1) {
      const both = price + (own[at] as number);
      const mentee = mentees[at] as number;
      if (both < most && (values[row + mentee] as number) > both) judge(mentor, mentee);
    }
  }
}

/** From 0 to 1, by the pair, without a pattern. */
function scattered(mentor: number, mentee: number): number {
  const mixed = Math.imul(mentor ^ Math.imul(mentee + 1, 0x85ebca6b), 0x9e3779b1);
  return (Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 1) / 2 ** 31;
}

/** With the price that a mentor must be below, the highest first. */
function menteesToLookAt({ isOpen, seats }: OpenCase, { prices, profits }: Duals, most: Int32Array) {
  const lowest = seats.reduce(
    (least, own, mentor) => (own === 0 ? least : Math.min(least, prices[mentor] as number)),
    Infinity,
  );
  const bound = profits.map((profit, mentee) => (most[mentee] as number) - profit);
  const mentees = Int32Array.from(bound.keys())
    .filter((mentee) => isOpen[mentee] === 1 && (bound[mentee] as number) > lowest)
    .sort((one, other) => (bound[other] as number) - (bound[one] as number));
  return { mentees, within: Float64Array.from(mentees, (mentee) => bound[mentee] as number) };
}

/** Each mentee's pairs of the highest rank. */
class Offenders {
  private readonly count: Uint8Array;
  private mentor = new Int32Array(0);
  private rank = new Float64Array(0);

  constructor(private readonly menteeCount: number) {
    this.count = new Uint8Array(menteeCount);
  }

  keep(mentee: number, mentor: number, rank: number): void {
    if (this.mentor.length === 0) {
      this.mentor = new Int32Array(this.menteeCount * PER_MENTEE);
      this.rank = new Float64Array(this.menteeCount * PER_MENTEE);
    }
    const first = mentee * PER_MENTEE;
    let count = this.count[mentee] as number;
    if (count === PER_MENTEE) {
      if (rank <= (this.rank[first + count - 1] as number)) return;
      count -= 1;
    }
    let at = first + count;
    for (; at > first && (this.rank[at - 1] as number) < rank; at -= 1) {
      this.rank[at] = this.rank[at - 1] as number;
      this.mentor[at] = this.mentor[at - 1] as number;
    }
    this.rank[at] = rank;
    this.mentor[at] = mentor;
    this.count[mentee] = count + 1;
  }

  addTo(candidates: Candidates, values: Int32Array): number {
    let added = 0;
    for (let mentee = 0; mentee < this.menteeCount; mentee += 1) {
      const first = mentee * PER_MENTEE;
      const end = first + (this.count[mentee] as number);
      for (let at = first; at < end; at += 1) {
        const mentor = this.mentor[at] as number;
        if (candidates.has(mentee, mentor)) continue;
        added += 1;
        candidates.add(mentee, mentor, values[mentor * this.menteeCount + mentee] as number);
      }
    }
    return added;
  }
}
