import { Candidates } from '../transport/candidates.js';
import type { OpenCase } from '../transport/coverage.js';
import { NOBODY } from '../types.js';
import type { SidedCase } from './sided-case.js';

const ROUNDS = 300;
/** So often the best of all pairs at the prices of then become candidates. */
const LOOK_EVERY = 50;
const AT_FIRST = 24;
const EACH_LOOK = 6;
/** The first step of a price, of the usual best value. */
const STEP = 0.01;
const SHRINK = 0.985;
/** The shares of the first rounds are those of rough prices. */
const ROUGH = 0.3;

/** What counts, of the usual best value: one more matched, one more employed; and whether scores do. */
export interface SideWeights {
  readonly lift: number;
  readonly first: number;
  readonly score: 0 | 1;
}

/**
 * A bound over all sides for placings with pairs from a floor up. Of somebody happy with either side only the better one counts: what
 * their seats bring, or what they gain as a mentee; that is the dual of the linear program in which a person stands on both
 * sides in parts that make one. Any prices bound; subgradients (Shor 1962; Held and Karp 1971) bring the bound down, over few
 * candidates, and how often somebody mentors on the way is about the part of them that does (Barahona and Anbil 2000).
 */
export class SideBound {
  /** By mentor who is happy with either: how much of them mentors, 0 to 1. */
  readonly shares: Float64Array;
  private readonly prices: Float64Array;
  private readonly candidates: Candidates;
  private readonly unit: number;
  private readonly profits: Float64Array;
  private readonly chosen: Int32Array;
  private least = Infinity;

  constructor(
    private readonly sided: SidedCase,
    private readonly open: OpenCase,
    private readonly aim: { readonly floor: number; readonly weights: SideWeights },
    stop: () => void,
  ) {
    const { mentorCount, menteeCount } = sided;
    this.shares = new Float64Array(mentorCount);
    this.prices = new Float64Array(mentorCount);
    this.profits = new Float64Array(menteeCount);
    this.chosen = new Int32Array(menteeCount);
    this.candidates = new Candidates(menteeCount, 2 * AT_FIRST);
    this.addBest(AT_FIRST);
    this.unit = Math.max(1000, this.usualBest());
    this.prices.fill(this.unit / 5);
    this.lower(stop);
  }

  /** What no placing exceeds beyond what so many matched and employed count, of those who are not locked. */
  beyond({ matched, employed }: { matched: number; employed: number }): number {
    const { lift, first } = this.aim.weights;
    return Math.floor(this.least - this.unit * (lift * matched + first * employed));
  }

  /** No more are matched, where nothing else counts. */
  mostMatched(): number {
    return Math.floor(this.least / this.unit / this.aim.weights.lift + 1e-6);
  }

  private lower(stop: () => void): void {
    const { prices } = this;
    let [best, kept, step, counted] = [Infinity, prices.slice(), STEP * this.unit, 0];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const isFine = round > ROUGH * ROUNDS;
      this.chooseOfCandidates();
      const { bound, slopes } = this.judged(isFine);
      if (isFine) counted += 1;
      if (bound < best) [best, kept] = [bound, prices.slice()];
      slopes.forEach((slope, mentor) => {
        prices[mentor] = Math.max(-this.firstOf(mentor), (prices[mentor] as number) - step * slope);
      });
      step *= SHRINK;
      if (round % LOOK_EVERY > 0) continue;
      stop();
      prices.set(kept);
      this.addBest(EACH_LOOK);
      this.chooseOfCandidates();
      this.least = Math.min(this.least, this.judged(false).bound);
      best = Infinity;
    }
    this.shares.forEach((often, mentor) => (this.shares[mentor] = often / counted));
  }

  /** What everybody's better side brings, and by how much less it would be for a price one lower; notes who mentors. */
  private judged(notes: boolean): { bound: number; slopes: Float64Array } {
    const { sided, open, prices, profits, chosen, shares } = this;
    const slopes = new Float64Array(sided.mentorCount);
    const isMentee = open.isOpen.slice();
    let bound = 0;
    for (let mentor = 0; mentor < sided.mentorCount; mentor += 1) {
      const seats = open.seats[mentor] as number;
      if (seats === 0) continue;
      const price = prices[mentor] as number;
      const brings = this.firstOf(mentor) + price + Math.max(0, price) * (seats - 1);
      if (sided.isEither[mentor] === 1) {
        const column = sided.columnOf[mentor] as number;
        if (brings < (profits[column] as number)) continue;
        isMentee[column] = 0;
        if (notes) shares[mentor] = (shares[mentor] as number) + 1;
      }
      bound += brings;
      slopes[mentor] = price > 0 ? seats : 1;
    }
    for (let mentee = 0; mentee < sided.menteeCount; mentee += 1) {
      const mentor = chosen[mentee] as number;
      if (isMentee[mentee] === 0 || mentor === NOBODY) continue;
      bound += profits[mentee] as number;
      slopes[mentor] = (slopes[mentor] as number) - 1;
    }
    return { bound, slopes };
  }

  /** Whoever is happy with either side is matched by a first mentee. */
  private firstOf(mentor: number): number {
    const { lift, first } = this.aim.weights;
    return this.unit * (this.sided.isEither[mentor] === 1 ? lift : first * (this.open.employ[mentor] as number));
  }

  private chooseOfCandidates(): void {
    const { prices, profits, chosen } = this;
    const { mentor, value, count, stride } = this.candidates;
    const lift = this.aim.weights.lift * this.unit;
    for (let mentee = 0; mentee < profits.length; mentee += 1) {
      let [most, by] = [0, NOBODY];
      const first = mentee * stride;
      for (let at = first; at < first + (count[mentee] as number); at += 1) {
        const gain = (value[at] as number) + lift - (prices[mentor[at] as number] as number);
        if (gain > most) [most, by] = [gain, mentor[at] as number];
      }
      profits[mentee] = most;
      chosen[mentee] = by;
    }
  }

  /** Of all pairs each mentee's best at the prices: with them the choice among candidates is that among all. */
  private addBest(most: number): void {
    const { sided, open, aim, prices } = this;
    const { mentorCount, menteeCount, scores, columnOf, stay } = sided;
    const gains = new Float64Array(menteeCount * most).fill(-Infinity);
    const mentors = new Int32Array(menteeCount * most).fill(NOBODY);
    for (let mentor = 0; mentor < mentorCount; mentor += 1) {
      if (open.seats[mentor] === 0) continue;
      const row = scores.subarray(mentor * menteeCount, (mentor + 1) * menteeCount);
      const price = prices[mentor] as number;
      for (let mentee = 0; mentee < menteeCount; mentee += 1) {
        const score = row[mentee] as number;
        const last = (mentee + 1) * most - 1;
        const bonus = stay?.mentorOf[mentee] === mentor ? stay.bonus : 0;
        const gain = aim.weights.score * (score + bonus) - price;
        if (gain <= (gains[last] as number) || score < aim.floor || open.isOpen[mentee] === 0) continue;
        if (columnOf[mentor] === mentee) continue;
        let place = last;
        for (; place > mentee * most && (gains[place - 1] as number) < gain; place -= 1) {
          gains[place] = gains[place - 1] as number;
          mentors[place] = mentors[place - 1] as number;
        }
        gains[place] = gain;
        mentors[place] = mentor;
      }
    }
    mentors.forEach((mentor, place) => {
      const mentee = Math.floor(place / most);
      if (mentor === NOBODY || this.candidates.has(mentee, mentor)) return;
      const bonus = stay?.mentorOf[mentee] === mentor ? stay.bonus : 0;
      const value = aim.weights.score * ((scores[mentor * menteeCount + mentee] as number) + bonus);
      this.candidates.add(mentee, mentor, value);
    });
  }

  private usualBest(): number {
    const { value, count, stride } = this.candidates;
    const sum = count.reduce((so, own, mentee) => so + (own > 0 ? (value[mentee * stride] as number) : 0), 0);
    return sum / Math.max(1, count.length);
  }
}
