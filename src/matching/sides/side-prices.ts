import { NOBODY } from '../types.js';
import type { SidedCase } from './sided-case.js';
import type { OpenCase } from '../transport/coverage.js';

/** What counts, first things first: one more matched, one more employed; scores count one each. */
export interface Lifts {
  readonly lift: number;
  readonly first: number;
}

/** Where everybody happy with either side stands: by mentor, 1 who mentors and 0 who is mentored. */
export type SidesTaken = Uint8Array;

/** What another side is worth to somebody at the prices, beyond the side they have, and who would come together by it. */
export interface Turn {
  readonly mentor: number;
  readonly gain: number;
  /** Mentees who would come, or the mentor they would come to. */
  readonly with: readonly number[];
}

/** What everybody happy with either side would bring on the other one, at the prices of a solve with the sides of now. */
export class SidePrices {
  /** By mentee what the best seat of all who mentor now is worth; with the lift. */
  private readonly profits: Float64Array;
  private readonly bestOf: Int32Array;

  constructor(
    private readonly sided: SidedCase,
    private readonly open: OpenCase,
    private readonly at: Lifts & { readonly taken: SidesTaken; readonly floor: number },
    private readonly prices: Float64Array,
  ) {
    this.profits = new Float64Array(sided.menteeCount);
    this.bestOf = new Int32Array(sided.menteeCount).fill(NOBODY);
    for (let mentor = 0; mentor < sided.mentorCount; mentor += 1) if (this.mentors(mentor)) this.offer(mentor);
  }

  /** What everybody who is happy with either would gain on the other side, most first. */
  turns(): Turn[] {
    const turns: Turn[] = [];
    this.sided.isEither.forEach((is, mentor) => {
      if (is === 0 || this.open.seats[mentor] === 0) return;
      turns.push(this.at.taken[mentor] === 1 ? this.toMentee(mentor) : this.toMentor(mentor));
    });
    return turns.sort((one, other) => other.gain - one.gain || one.mentor - other.mentor);
  }

  private mentors(mentor: number): boolean {
    return this.open.seats[mentor] !== 0 && (this.sided.isEither[mentor] === 0 || this.at.taken[mentor] === 1);
  }

  /** What all seats of a mentor bring at a price each. */
  private revenue(mentor: number, price: number): number {
    const seats = this.open.seats[mentor] as number;
    if (seats === 0) return 0;
    return Math.max(0, this.firstOf(mentor) + price + Math.max(0, price) * (seats - 1));
  }

  /** Whoever is happy with either side is matched by a first mentee. */
  private firstOf(mentor: number): number {
    return this.sided.isEither[mentor] === 1 ? this.at.lift : this.at.first * (this.open.employ[mentor] as number);
  }

  private offer(mentor: number): void {
    const { profits, bestOf } = this;
    const price = this.prices[mentor] as number;
    this.eachValue(mentor, (mentee, value) => {
      if (value - price <= (profits[mentee] as number)) return;
      profits[mentee] = value - price;
      bestOf[mentee] = mentor;
    });
  }

  private eachValue(mentor: number, visit: (mentee: number, value: number) => void): void {
    const { scores, menteeCount, columnOf, stay } = this.sided;
    const { lift, floor } = this.at;
    const own = columnOf[mentor] as number;
    const row = scores.subarray(mentor * menteeCount, (mentor + 1) * menteeCount);
    for (let mentee = 0; mentee < menteeCount; mentee += 1) {
      const score = row[mentee] as number;
      if (score < floor || mentee === own || this.open.isOpen[mentee] === 0) continue;
      visit(mentee, score + lift + (stay?.mentorOf[mentee] === mentor ? stay.bonus : 0));
    }
  }

  private toMentee(mentor: number): Turn {
    const column = this.sided.columnOf[mentor] as number;
    const gain = (this.profits[column] as number) - this.revenue(mentor, this.prices[mentor] as number);
    return { mentor, gain, with: [this.bestOf[column] as number] };
  }

  private toMentor(mentor: number): Turn {
    const { most, from } = this.bestExcess(mentor);
    const [best = -Infinity, ...more] = most;
    const others = more.reduce((sum, own) => sum + Math.max(0, own), 0);
    const asMentee = this.profits[this.sided.columnOf[mentor] as number] as number;
    const gain = Math.max(0, this.at.lift + best + others) - asMentee;
    return { mentor, gain, with: from.filter((_, place) => place === 0 || (most[place] as number) > 0) };
  }

  /** By how much the best mentees, as many as seats, would gain more with this mentor for nothing. */
  private bestExcess(mentor: number): { most: number[]; from: number[] } {
    const size = this.open.seats[mentor] as number;
    const most: number[] = [];
    const from: number[] = [];
    this.eachValue(mentor, (mentee, value) => {
      const excess = value - (this.profits[mentee] as number);
      if (most.length === size && excess <= (most[size - 1] as number)) return;
      let place = Math.min(most.length, size - 1);
      for (; place > 0 && (most[place - 1] as number) < excess; place -= 1) {
        most[place] = most[place - 1] as number;
        from[place] = from[place - 1] as number;
      }
      most[place] = excess;
      from[place] = mentee;
    });
    return { most, from };
  }
}

/** Who gains by it, each way, without two who would come to the same people. */
export function apart(turns: readonly Turn[], sides: Uint8Array): [Turn[], Turn[]] {
  const ways: [Turn[], Turn[]] = [[], []];
  const claimed = [new Set<number>(), new Set<number>()] as const;
  for (const turn of turns) {
    const way = sides[turn.mentor] === 1 ? 0 : 1;
    if (turn.gain <= 0 || turn.with.some((other) => claimed[way].has(other))) continue;
    for (const other of turn.with) claimed[way].add(other);
    ways[way].push(turn);
  }
  return ways;
}
