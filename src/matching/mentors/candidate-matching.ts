import type { Candidates } from '../transport/candidates.js';
import type { OpenCase } from '../transport/coverage.js';
import { Seating } from '../transport/seating.js';

const NOT_REACHED = -2;

/** As `ThresholdMatching`, over candidates only and searching from mentees: many thresholds are tried in little time. */
export class CandidateMatching {
  readonly mentorOf: Int32Array;
  private seating: Seating;
  private readonly reachedFrom: Int32Array;
  private readonly isFrozen: Uint8Array;
  private readonly touched: number[] = [];
  private readonly queue: Int32Array;

  constructor(
    private readonly open: OpenCase,
    private readonly candidates: Candidates,
  ) {
    this.mentorOf = new Int32Array(open.menteeCount).fill(-1);
    this.seating = new Seating(open.menteeCount, open.mentorCount);
    this.reachedFrom = new Int32Array(open.mentorCount).fill(NOT_REACHED);
    this.isFrozen = new Uint8Array(open.mentorCount);
    this.queue = new Int32Array(open.menteeCount + 1);
  }

  restart(mentorOf: Int32Array, threshold: number): void {
    const { scores, menteeCount } = this.open;
    this.seating = new Seating(menteeCount, this.open.mentorCount);
    this.isFrozen.fill(0);
    this.mentorOf.fill(-1);
    mentorOf.forEach((mentor, mentee) => {
      if (mentor >= 0 && (scores[mentor * menteeCount + mentee] as number) >= threshold) this.seat(mentee, mentor);
    });
  }

  /** Grows until more than `mayStayAlone` mentees are seen to find no seat: then false. */
  grow(threshold: number, mayStayAlone: number): boolean {
    const left: number[] = [];
    for (let mentee = 0; mentee < this.open.menteeCount; mentee += 1) {
      if (this.open.isOpen[mentee] === 1 && this.mentorOf[mentee] === -1 && !this.sitFreely(mentee, threshold))
        left.push(mentee);
    }
    let alone = 0;
    for (const mentee of left) {
      if (this.search(mentee, threshold)) continue;
      alone += 1;
      if (alone > mayStayAlone) return false;
    }
    return true;
  }

  private sitFreely(mentee: number, threshold: number): boolean {
    const { mentor, value, count, stride } = this.candidates;
    const first = mentee * stride;
    for (let at = first; at < first + (count[mentee] as number); at += 1) {
      const other = mentor[at] as number;
      if ((value[at] as number) < threshold || this.isFull(other)) continue;
      this.seat(mentee, other);
      return true;
    }
    return false;
  }

  private search(start: number, threshold: number): boolean {
    const { mentor, value, count, stride } = this.candidates;
    const { firstOf, nextOf } = this.seating;
    this.queue[0] = start;
    let queued = 1;
    for (let next = 0; next < queued; next += 1) {
      const mentee = this.queue[next] as number;
      const first = mentee * stride;
      for (let at = first; at < first + (count[mentee] as number); at += 1) {
        const other = mentor[at] as number;
        if ((value[at] as number) < threshold || this.reachedFrom[other] !== NOT_REACHED || this.isFrozen[other] === 1)
          continue;
        this.reachedFrom[other] = mentee;
        this.touched.push(other);
        if (!this.isFull(other)) {
          this.shift(other);
          this.forget(0);
          return true;
        }
        for (let seated = firstOf[other] as number; seated >= 0; seated = nextOf[seated] as number) {
          this.queue[queued] = seated;
          queued += 1;
        }
      }
    }
    this.forget(1);
    return false;
  }

  private shift(end: number): void {
    let mentor = end;
    while (mentor !== -1) {
      const mentee = this.reachedFrom[mentor] as number;
      const before = this.mentorOf[mentee] as number;
      if (before !== -1) this.seating.remove(mentee, before);
      this.seat(mentee, mentor);
      mentor = before;
    }
  }

  /** What a failed search reached leads nowhere later either. */
  private forget(frozen: 0 | 1): void {
    for (const mentor of this.touched) {
      this.reachedFrom[mentor] = NOT_REACHED;
      this.isFrozen[mentor] = frozen;
    }
    this.touched.length = 0;
  }

  private isFull(mentor: number): boolean {
    return (this.seating.placed[mentor] as number) >= (this.open.seats[mentor] as number);
  }

  private seat(mentee: number, mentor: number): void {
    this.mentorOf[mentee] = mentor;
    this.seating.add(mentee, mentor);
  }
}
