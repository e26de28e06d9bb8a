import type { OpenCase } from './coverage.js';
import { limitsOf } from './values.js';

/** Fewer pairs than this are all candidates. */
const SMALL = 60_000;
const PER_MENTEE = 48;
const ROWS_LOOKED_AT = 200;
const RANK_KEPT = 6;

/**
 * Pairs worth looking at: those of mentee j are at `j * stride` to `j * stride + count[j] - 1`. A pair that is not among them
 * is found by its price when it matters (`addUnderpriced`): column generation, as in dense assignment codes.
 */
export class Candidates {
  mentor: Int32Array;
  value: Int32Array;
  readonly count: Int32Array;

  constructor(
    readonly menteeCount: number,
    public stride: number,
  ) {
    this.count = new Int32Array(menteeCount);
    this.mentor = new Int32Array(menteeCount * stride);
    this.value = new Int32Array(menteeCount * stride);
  }

  add(mentee: number, mentor: number, value: number): void {
    const count = this.count[mentee] as number;
    if (count === this.stride) this.widen();
    const at = mentee * this.stride + count;
    this.mentor[at] = mentor;
    this.value[at] = value;
    this.count[mentee] = count + 1;
  }

  /** Adds the pair, or sets its value. */
  put(mentee: number, mentor: number, value: number): void {
    const at = this.placeOf(mentee, mentor);
    if (at < 0) this.add(mentee, mentor, value);
    else this.value[at] = value;
  }

  has(mentee: number, mentor: number): boolean {
    return this.placeOf(mentee, mentor) >= 0;
  }

  private placeOf(mentee: number, mentor: number): number {
    const first = mentee * this.stride;
    for (let at = first + (this.count[mentee] as number) - 1; at >= first; at -= 1) {
      if (this.mentor[at] === mentor) return at;
    }
    return -1;
  }

  /** Leaves out what is worth less; `worth` then revalues the rest. */
  dropBelow(least: number, worth: (value: number) => number = (value) => value): void {
    for (let mentee = 0; mentee < this.menteeCount; mentee += 1) {
      const first = mentee * this.stride;
      const last = first + (this.count[mentee] as number);
      let kept = first;
      for (let at = first; at < last; at += 1) {
        if ((this.value[at] as number) < least) continue;
        this.mentor[kept] = this.mentor[at] as number;
        this.value[kept] = worth(this.value[at] as number);
        kept += 1;
      }
      this.count[mentee] = kept - first;
    }
  }

  private widen(): void {
    const wider = Math.max(8, this.stride * 2);
    const relay = (old: Int32Array) => {
      const fresh = new Int32Array(this.menteeCount * wider);
      for (let mentee = 0; mentee < this.menteeCount; mentee += 1) {
        fresh.set(old.subarray(mentee * this.stride, (mentee + 1) * this.stride), mentee * wider);
      }
      return fresh;
    };
    this.mentor = relay(this.mentor);
    this.value = relay(this.value);
    this.stride = wider;
  }
}

/** Each mentee's best mentors and each mentor's best mentees, roughly (by a sample); of a small case all allowed pairs. */
export function firstCandidates(open: OpenCase): Candidates {
  const { mentorCount, menteeCount, isOpen, scores: values } = open;
  const isSmall = mentorCount * menteeCount <= SMALL || mentorCount <= PER_MENTEE;
  const candidates = new Candidates(menteeCount, isSmall ? mentorCount : PER_MENTEE * 2);
  const enough = isSmall ? new Int32Array(menteeCount) : menteeThresholds(open);
  const sample = new Int32Array(256);
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    if (open.seats[mentor] === 0) continue;
    const row = values.subarray(mentor * menteeCount, (mentor + 1) * menteeCount);
    const enoughHere = isSmall ? 0 : mentorThreshold(row, (open.seats[mentor] as number) * 4 + 16, sample);
    for (let mentee = 0; mentee < menteeCount; mentee += 1) {
      const value = row[mentee] as number;
      if (value < (enough[mentee] as number) && value < enoughHere) continue;
      if (value < 0 || isOpen[mentee] === 0) continue;
      if (!isSmall && (candidates.count[mentee] as number) >= PER_MENTEE * 2) continue;
      candidates.add(mentee, mentor, value);
    }
  }
  return candidates;
}

/** A value that about `PER_MENTEE` mentors reach, by the ranks in a sample of the rows. */
function menteeThresholds({ mentorCount, menteeCount, scores: values }: OpenCase): Int32Array {
  const step = Math.max(1, Math.floor(mentorCount / ROWS_LOOKED_AT));
  const looked = Math.ceil(mentorCount / step);
  const rank = Math.min(RANK_KEPT * 8, Math.max(1, Math.round((PER_MENTEE * looked) / mentorCount)));
  const best = new Int32Array(menteeCount * rank);
  for (let mentor = 0; mentor < mentorCount; mentor += step) {
    const row = mentor * menteeCount;
    for (let mentee = 0; mentee < menteeCount; mentee += 1) {
      const value = values[row + mentee] as number;
      const last = (mentee + 1) * rank - 1;
      if (value <= (best[last] as number)) continue;
      let at = last;
      for (; at > mentee * rank && (best[at - 1] as number) < value; at -= 1) best[at] = best[at - 1] as number;
      best[at] = value;
    }
  }
  return Int32Array.from({ length: menteeCount }, (_, mentee) => best[(mentee + 1) * rank - 1] as number);
}

function mentorThreshold(row: Int32Array, wanted: number, sample: Int32Array): number {
  const step = Math.max(1, Math.floor(row.length / sample.length));
  let taken = 0;
  for (let at = 0; at < row.length && taken < sample.length; at += step) {
    sample[taken] = row[at] as number;
    taken += 1;
  }
  const sorted = sample.subarray(0, taken).sort();
  return sorted[Math.max(0, taken - Math.ceil((wanted * taken) / row.length))] as number;
}

/**
 * Looks at every pair: adds those whose value exceeds the prices of both ends (at most `atMost` a mentee). None left means
 * that the optimum for the candidates is that of all pairs. Answers how many were added.
 */
export function addUnderpriced(
  open: OpenCase,
  { values, least }: { readonly values: Int32Array; readonly least: number },
  duals: { readonly prices: Float64Array; readonly profits: Float64Array },
  candidates: Candidates,
): number {
  const { mentorCount, menteeCount, isOpen } = open;
  const { prices, profits } = duals;
  const atMost = 24;
  const added = new Uint8Array(menteeCount);
  let total = 0;
  const [limits, mentorLimits] = [limitsOf(profits, 1), limitsOf(prices, 1)];
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    if (open.seats[mentor] === 0) continue;
    const row = values.subarray(mentor * menteeCount, (mentor + 1) * menteeCount);
    const price = prices[mentor] as number;
    const own = (mentorLimits[mentor] as number) - 1;
    for (let mentee = 0; mentee < row.length; mentee += 1) {
      const value = row[mentee] as number;
      if (value <= own + (limits[mentee] as number)) continue;
      if (value - price <= (profits[mentee] as number) || value < least) continue;
      if (isOpen[mentee] === 0 || (added[mentee] as number) >= atMost) continue;
      candidates.add(mentee, mentor, value);
      added[mentee] = (added[mentee] as number) + 1;
      total += 1;
    }
  }
  return total;
}
