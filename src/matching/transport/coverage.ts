import type { Cover } from '../types.js';

/** What a mentor case leaves open once locked pairs have taken their seats. */
export interface OpenCase {
  readonly mentorCount: number;
  readonly menteeCount: number;
  readonly seats: Int32Array;
  /** 0 where the mentee is locked. */
  readonly isOpen: Uint8Array;
  readonly scores: Int32Array;
  /** 1 where the mentor is to be employed, and is not by a locked pair. */
  readonly employ: Uint8Array;
}

/**
 * The most pairs with a score of at least some threshold: depth-first augmenting paths from mentors with free seats,
 * each mentee entered once a sweep (Pothen and Fan 1990), over all pairs. Keeps its matching between thresholds.
 */
export class ThresholdMatching {
  readonly mentorOf: Int32Array;
  matched = 0;
  private readonly freeSeats: Int32Array;
  /** From each mentee, a step towards the next one not yet entered (path halving, Tarjan 1975). */
  private readonly onward: Int32Array;
  private readonly reached: Uint8Array;
  private readonly seen: Uint8Array;
  private readonly pathMentor: Int32Array;
  private readonly pathMentee: Int32Array;
  private readonly pathAt: Int32Array;

  constructor(private readonly open: OpenCase) {
    const { mentorCount, menteeCount } = open;
    this.mentorOf = new Int32Array(menteeCount).fill(-1);
    this.freeSeats = Int32Array.from(open.seats);
    this.onward = new Int32Array(menteeCount + 1);
    this.reached = new Uint8Array(mentorCount);
    this.seen = new Uint8Array(menteeCount);
    this.pathMentor = new Int32Array(mentorCount + 1);
    this.pathMentee = new Int32Array(mentorCount + 1);
    this.pathAt = new Int32Array(mentorCount + 1);
  }

  /** Starts from these pairs, dropping what is below the threshold. */
  restart(mentorOf: Int32Array, threshold: number): void {
    const { scores, menteeCount, seats } = this.open;
    this.freeSeats.set(seats);
    this.matched = 0;
    for (let mentee = 0; mentee < menteeCount; mentee += 1) {
      const mentor = mentorOf[mentee] as number;
      const holds =
        mentor >= 0 &&
        this.open.isOpen[mentee] === 1 &&
        (this.freeSeats[mentor] as number) > 0 &&
        (scores[mentor * menteeCount + mentee] as number) >= threshold;
      this.mentorOf[mentee] = holds ? mentor : -1;
      if (holds) this.take(mentor);
    }
  }

  /** Grows to the most pairs, or to `enough`; true when `enough` was reached. */
  grow(threshold: number, enough: number): boolean {
    this.fillFreely(threshold, enough);
    while (this.matched < enough) {
      const before = this.matched;
      this.sweep(threshold, enough);
      if (this.matched === before) return false;
    }
    return true;
  }

  /** After `grow` answered false: the cover that shows no more pairs are possible. */
  cover(): Cover {
    return { mentors: this.reached.map((reached) => 1 - reached), mentees: this.seen.slice() };
  }

  private fillFreely(threshold: number, enough: number): void {
    const { scores, menteeCount, mentorCount } = this.open;
    this.onlyOnward((mentee) => this.mentorOf[mentee] === -1);
    for (let mentor = 0; mentor < mentorCount && this.matched < enough; mentor += 1) {
      const row = mentor * menteeCount;
      let mentee = this.unseenFrom(0);
      while (mentee < menteeCount && (this.freeSeats[mentor] as number) > 0 && this.matched < enough) {
        if ((scores[row + mentee] as number) >= threshold) {
          this.mentorOf[mentee] = mentor;
          this.take(mentor);
          this.onward[mentee] = mentee + 1;
        }
        mentee = this.unseenFrom(mentee + 1);
      }
    }
  }

  private sweep(threshold: number, enough: number): void {
    this.onlyOnward(() => true);
    this.reached.fill(0);
    this.seen.fill(0);
    for (let mentor = 0; mentor < this.open.mentorCount; mentor += 1) {
      if (this.reached[mentor] === 1) continue;
      while ((this.freeSeats[mentor] as number) > 0 && this.matched < enough) {
        if (!this.augmentFrom(mentor, threshold)) break;
      }
    }
  }

  /** Looks for a chain mentor - mentee - mentee's mentor - ... - free mentee; everyone on it moves up by one. */
  private augmentFrom(root: number, threshold: number): boolean {
    const { scores, menteeCount } = this.open;
    let depth = 0;
    this.pathMentor[0] = root;
    this.pathAt[0] = 0;
    this.reached[root] = 1;
    while (depth >= 0) {
      const mentor = this.pathMentor[depth] as number;
      const row = mentor * menteeCount;
      let at = this.pathAt[depth] as number;
      at = this.unseenFrom(at);
      while (at < menteeCount && (scores[row + at] as number) < threshold) at = this.unseenFrom(at + 1);
      this.pathAt[depth] = at;
      if (at === menteeCount) {
        depth -= 1;
        continue;
      }
      const mentee = at;
      this.onward[mentee] = mentee + 1;
      this.seen[mentee] = 1;
      this.pathMentee[depth] = mentee;
      const next = this.mentorOf[mentee] as number;
      if (next < 0) {
        this.shiftPath(depth);
        this.take(root);
        return true;
      }
      if (this.reached[next] === 1) continue;
      this.reached[next] = 1;
      depth += 1;
      this.pathMentor[depth] = next;
      this.pathAt[depth] = 0;
    }
    return false;
  }

  private shiftPath(depth: number): void {
    for (let at = depth; at >= 0; at -= 1) {
      this.mentorOf[this.pathMentee[at] as number] = this.pathMentor[at] as number;
    }
  }

  private take(mentor: number): void {
    this.freeSeats[mentor] = (this.freeSeats[mentor] as number) - 1;
    this.matched += 1;
  }

  private onlyOnward(wanted: (mentee: number) => boolean): void {
    const { menteeCount, isOpen } = this.open;
    for (let mentee = 0; mentee < menteeCount; mentee += 1) {
      this.onward[mentee] = isOpen[mentee] === 1 && wanted(mentee) ? mentee : mentee + 1;
    }
    this.onward[menteeCount] = menteeCount;
  }

  private unseenFrom(from: number): number {
    const { onward } = this;
    let mentee = from;
    let step = onward[mentee] as number;
    while (step !== mentee) {
      const after = onward[step] as number;
      onward[mentee] = after;
      mentee = after;
      step = onward[mentee] as number;
    }
    return mentee;
  }
}
