import { Candidates } from '../transport/candidates.js';
import type { OpenCase } from '../transport/coverage.js';
import { SCORE_MAX } from '../types.js';

/** Fewer pairs than this are all candidates. */
const SMALL = 60_000;
const PER_MENTEE = 48;
const MOST_PER_MENTEE = 96;
/** Of equal scores at the threshold so many are drawn, or everyone would look at the same mentors. */
const DRAWN_TIES = 16;
const ROWS_LOOKED_AT = 200;
const RANK_KEPT = 6;

/** What one look at all pairs tells. */
export interface Survey {
  readonly candidates: Candidates;
  /** No pair that is left out scores more than what is here for its mentee, nor for its mentor. */
  readonly leftOut: LeftOut;
  /** Each mentee's best score; -1: nobody is allowed. */
  readonly bestOfMentee: Int32Array;
  /** The best scores of every mentor, one a seat, in any order; -1 where nobody is left for a seat. */
  readonly bestOfSeats: Int32Array;
}

export interface LeftOut {
  readonly ofMentee: Int32Array;
  readonly ofMentor: Int32Array;
}

export function isSmall({ mentorCount, menteeCount }: OpenCase): boolean {
  return mentorCount * menteeCount <= SMALL || mentorCount <= PER_MENTEE;
}

/** Candidates are each mentee's best mentors and each mentor's best mentees, roughly (by a sample); in a small case everybody. */
export function survey(open: OpenCase): Survey {
  return new Surveyor(open).look();
}

class Surveyor {
  private readonly candidates: Candidates;
  private readonly leftOut: LeftOut;
  private readonly bestOfMentee: Int32Array;
  private readonly bestOfSeats: Int32Array;
  private seatsFilled = 0;
  private readonly ties: Ties;
  private readonly isFull: Uint8Array;
  private readonly sample = new Int32Array(256);
  /** One mentor's scores from its threshold up. */
  private readonly strong: Int32Array;

  constructor(private readonly open: OpenCase) {
    const { mentorCount, menteeCount, seats } = open;
    const takesAll = isSmall(open);
    this.candidates = new Candidates(menteeCount, takesAll ? mentorCount : MOST_PER_MENTEE);
    this.leftOut = {
      ofMentee: takesAll ? new Int32Array(menteeCount).fill(-1) : menteeThresholds(open),
      ofMentor: new Int32Array(mentorCount).fill(-1),
    };
    this.bestOfMentee = new Int32Array(menteeCount).fill(-1);
    this.bestOfSeats = new Int32Array(seats.reduce((sum, own) => sum + Math.min(own, menteeCount), 0)).fill(-1);
    this.strong = new Int32Array(menteeCount);
    this.ties = new Ties(takesAll ? 0 : menteeCount);
    this.isFull = new Uint8Array(menteeCount);
  }

  look(): Survey {
    const { mentorCount, menteeCount, seats, scores } = this.open;
    for (let mentor = 0; mentor < mentorCount; mentor += 1) {
      const seatCount = Math.min(seats[mentor] as number, menteeCount);
      if (seatCount === 0) continue;
      const row = scores.subarray(mentor * menteeCount, (mentor + 1) * menteeCount);
      const sample = sampled(row, this.sample);
      if (!isSmall(this.open)) {
        const rank = Math.ceil(((seatCount * 4 + 16) * sample.length) / menteeCount);
        this.leftOut.ofMentor[mentor] = sample[Math.max(0, sample.length - rank)] as number;
      }
      const strong = this.lookAlong(mentor, row);
      this.rank({ row, sample, strong }, seatCount);
    }
    this.ties.addTo(this.candidates, this.open);
    this.isFull.forEach((isFull, mentee) => {
      if (isFull === 1) this.leftOut.ofMentee[mentee] = SCORE_MAX;
    });
    const { candidates, leftOut, bestOfMentee, bestOfSeats } = this;
    return { candidates, leftOut, bestOfMentee, bestOfSeats };
  }

  /** Answers how many scores are strong for the mentor. */
  private lookAlong(mentor: number, row: Int32Array): number {
    const { isOpen } = this.open;
    const { ofMentee } = this.leftOut;
    const { bestOfMentee, strong } = this;
    const ofMentor = this.leftOut.ofMentor[mentor] as number;
    let found = 0;
    for (let mentee = 0; mentee < row.length; mentee += 1) {
      const score = row[mentee] as number;
      if (score < ofMentor && score < (ofMentee[mentee] as number)) continue;
      if (score < 0 || isOpen[mentee] === 0) continue;
      if (score > (bestOfMentee[mentee] as number)) bestOfMentee[mentee] = score;
      if (score >= ofMentor) {
        strong[found] = score;
        found += 1;
      }
      this.consider(mentor, mentee, score);
    }
    return found;
  }

  private consider(mentor: number, mentee: number, score: number): void {
    const { candidates, leftOut } = this;
    const isStrong = score > (leftOut.ofMentor[mentor] as number);
    if (!isStrong && score <= (leftOut.ofMentee[mentee] as number)) this.ties.draw(mentor, mentee);
    else if (isStrong || (candidates.count[mentee] as number) < MOST_PER_MENTEE) candidates.add(mentee, mentor, score);
    else this.isFull[mentee] = 1;
  }

  /** The best scores for the mentor's seats: among the strong ones, or, where these are too few, from a lower score of the sample up. */
  private rank(
    { row, sample, strong }: { row: Int32Array; sample: Int32Array; strong: number },
    seatCount: number,
  ): void {
    let found = strong;
    for (let rank = 4; found < seatCount && found < row.length; rank *= 4) {
      found = this.collect(row, sample.at(-rank) ?? -Infinity);
    }
    const among = this.strong.subarray(0, found).sort();
    this.bestOfSeats.set(among.subarray(Math.max(0, found - seatCount)), this.seatsFilled);
    this.seatsFilled += seatCount;
  }

  private collect(row: Int32Array, least: number): number {
    const { isOpen } = this.open;
    let found = 0;
    for (let mentee = 0; mentee < row.length; mentee += 1) {
      const score = row[mentee] as number;
      if (score < least) continue;
      this.strong[found] = isOpen[mentee] === 1 ? score : -1;
      found += 1;
    }
    return found;
  }
}

/** A uniform draw from each mentee's ties, by a fixed sequence of numbers (reservoir, Vitter 1985). */
class Ties {
  private readonly drawn: Int32Array;
  private readonly seen: Int32Array;
  private chance = 1;

  constructor(menteeCount: number) {
    this.drawn = new Int32Array(menteeCount * DRAWN_TIES);
    this.seen = new Int32Array(menteeCount);
  }

  draw(mentor: number, mentee: number): void {
    const seen = this.seen[mentee] as number;
    this.seen[mentee] = seen + 1;
    let place = seen;
    if (seen >= DRAWN_TIES) {
      this.chance = (Math.imul(this.chance, 1_664_525) + 1_013_904_223) >>> 0;
      place = Math.floor((this.chance / 2 ** 32) * (seen + 1));
    }
    if (place < DRAWN_TIES) this.drawn[mentee * DRAWN_TIES + place] = mentor;
  }

  addTo(candidates: Candidates, { scores, menteeCount }: OpenCase): void {
    for (let mentee = 0; mentee < this.seen.length; mentee += 1) {
      const first = mentee * DRAWN_TIES;
      for (let at = first; at < first + Math.min(DRAWN_TIES, this.seen[mentee] as number); at += 1) {
        const mentor = this.drawn[at] as number;
        candidates.add(mentee, mentor, scores[mentor * menteeCount + mentee] as number);
      }
    }
  }
}

/** A value that about `PER_MENTEE` mentors reach, by the ranks in a sample of the rows. */
function menteeThresholds({ mentorCount, menteeCount, seats, scores: values }: OpenCase): Int32Array {
  const step = Math.max(1, Math.floor(mentorCount / ROWS_LOOKED_AT));
  const looked = Math.ceil(mentorCount / step);
  const rank = Math.min(RANK_KEPT * 8, Math.max(1, Math.round((PER_MENTEE * looked) / mentorCount)));
  const best = new Int32Array(menteeCount * rank);
  for (let mentor = 0; mentor < mentorCount; mentor += step) {
    if (seats[mentor] === 0) continue;
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

/** So many of the row, evenly taken, the lowest first. */
function sampled(row: Int32Array, into: Int32Array): Int32Array {
  const step = Math.max(1, Math.floor(row.length / into.length));
  let taken = 0;
  for (let at = 0; at < row.length && taken < into.length; at += step) {
    into[taken] = row[at] as number;
    taken += 1;
  }
  return into.subarray(0, taken).sort();
}
