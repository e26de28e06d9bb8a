import { openCase, solveMentors } from '../mentors/mentors.js';
import { stopIfCancelled } from '../run.js';
import type { OpenCase } from '../transport/coverage.js';
import { FORBIDDEN, type MentorSolution, type SolveOptions } from '../types.js';
import { SideBound, type SideWeights } from './side-bound.js';
import { sideLimits, type SideLimits } from './side-limits.js';
import { apart, SidePrices, type Turn } from './side-prices.js';
import { worthOf, type SidedCase, type Worth } from './sided-case.js';

/** Pairs looked at while some take the other side and everything is solved again, for each floor that is tried. */
const WORK = 20_000_000;
const [LEAST_ROUNDS, MOST_ROUNDS] = [4, 40];
/** Of those happy with either so many change sides at once at first. */
const CHANGE = 0.05;
/** By how much of it the floor is lowered where not everybody finds somebody above it. */
const LOWER = [0, 0.005, 0.011, 0.03, 0.08, 1];
/** Of very many only these. */
const LOWER_OF_MANY = [0, 0.01, 1];
const MANY = 4_000_000;

/** To bring as many to a place as can be; where not all have one, the sum alone is bounded better without. */
const ALL: SideWeights = { lift: 10, first: 5, score: 1 };
const ONLY_SUM: SideWeights = { lift: 0, first: 0, score: 1 };
const ONLY_PEOPLE: SideWeights = { lift: 1, first: 0, score: 0 };

export interface TakenSides {
  /** The case with nobody happy with either side any more. */
  readonly fixed: SidedCase;
  /** Its best sum for pairs from some floor up. */
  readonly solution: MentorSolution;
  /** What no placing exceeds that is worth so much, over all sides. */
  readonly boundFor: (worth: Worth) => Worth;
  /** No floor above it can be reached. */
  readonly highestFloor: number;
}

/**
 * Sides of many people: those of whom the bound's program has the greatest part mentor; then whoever would bring more on the other
 * side at the prices of a solve changes, a few at a time, as long as the whole gets better.
 */
export function takeSides(sided: SidedCase, options: SolveOptions): TakenSides {
  const search = new SidesSearch(sided, options);
  return search.take();
}

interface Taken {
  readonly sides: Uint8Array;
  readonly solution: MentorSolution;
  readonly worth: Worth;
}

class SidesSearch {
  private readonly open: OpenCase;
  private readonly limits: SideLimits;
  private readonly either: number[];
  private readonly lockedPairs: Worth;
  /** Scores of the sides of now. */
  private readonly scores: Int32Array;
  private readonly stop: () => void;

  constructor(
    private readonly sided: SidedCase,
    private readonly options: SolveOptions,
  ) {
    this.open = openCase(sided);
    this.limits = sideLimits(sided, this.open);
    this.either = [...sided.isEither.keys()].filter(
      (mentor) => sided.isEither[mentor] === 1 && (this.open.seats[mentor] as number) > 0,
    );
    const onlyLocked = new Int32Array(sided.menteeCount).fill(-1);
    for (const [mentor, mentee] of sided.locked ?? []) onlyLocked[mentee] = mentor;
    this.lockedPairs = worthOf(sided, onlyLocked);
    this.scores = sided.scores.slice();
    this.stop = () => stopIfCancelled(options);
  }

  take(): TakenSides {
    const aims = (this.options.objective ?? 'balanced') !== 'coverage';
    const { floorAtMost = Infinity } = this.options;
    const highest = aims ? Math.min(floorAtMost, this.limits.floorFor(this.limits)) : 0;
    let found: { taken: Taken; bound: SideBound; floor: number } | undefined;
    for (const share of this.sharesFor(highest)) {
      const floor = Math.round(highest * (1 - share));
      const bound = this.boundBy(floor, ALL);
      const taken = this.improved(this.startFrom(bound), floor);
      found = { taken, bound, floor };
      if (this.isComplete(taken)) break;
    }
    if (!found) throw new Error('Some floor is always tried');
    const { taken, bound, floor } = found;
    return {
      fixed: this.fixed(taken.sides, 0),
      solution: taken.solution,
      highestFloor: aims ? Math.min(floorAtMost, this.limits.floorFor(this.unlocked(taken.worth))) : 0,
      boundFor: (worth) => this.boundFor(worth, { bound, floor, aims }),
    };
  }

  private sharesFor(highest: number): readonly number[] {
    if (highest <= 0) return [1];
    return this.scores.length > MANY ? LOWER_OF_MANY : LOWER;
  }

  private boundBy(floor: number, weights: SideWeights): SideBound {
    return new SideBound(this.sided, this.open, { floor, weights }, this.stop);
  }

  private boundFor(worth: Worth, known: { bound: SideBound; floor: number; aims: boolean }): Worth {
    const { limits, lockedPairs } = this;
    const own = this.unlocked(worth);
    const floor = known.aims ? Math.max(0, worth.floor) : 0;
    const isAll = own.matched >= limits.matched;
    const matched = isAll ? limits.matched : Math.min(limits.matched, this.boundBy(0, ONLY_PEOPLE).mostMatched());
    const bound = floor === known.floor ? known.bound : this.boundBy(floor, ALL);
    const sum = Math.min(bound.beyond(own), isAll ? Infinity : this.boundBy(floor, ONLY_SUM).beyond(own));
    return {
      matched: Math.max(worth.matched, matched + lockedPairs.matched),
      mutual: lockedPairs.mutual,
      employed: Math.max(worth.employed, limits.employed + lockedPairs.employed),
      floor: known.aims ? Math.max(worth.floor, limits.floorFor(own)) : worth.floor,
      sum: Math.max(worth.sum, sum + lockedPairs.sum),
    };
  }

  private unlocked({ matched, employed }: Worth): { matched: number; employed: number } {
    return { matched: matched - this.lockedPairs.matched, employed: employed - this.lockedPairs.employed };
  }

  private isComplete({ worth }: Taken): boolean {
    const { matched, employed } = this.unlocked(worth);
    return matched >= this.limits.matched && employed >= this.limits.employed;
  }

  /** As many mentor as the bound's program has in all, and as it takes to give everybody a place. */
  private startFrom(bound: SideBound): Uint8Array {
    const { shares } = bound;
    const ranked = [...this.either].sort(
      (one, other) => (shares[other] as number) - (shares[one] as number) || one - other,
    );
    const wanted = Math.round(ranked.reduce((sum, mentor) => sum + (shares[mentor] as number), 0));
    const sides = new Uint8Array(this.sided.mentorCount);
    let mentees = this.open.isOpen.reduce((sum, is) => sum + is, 0);
    let seats = this.open.seats.reduce((sum, own, mentor) => sum + (this.sided.isEither[mentor] === 1 ? 0 : own), 0);
    for (const [at, mentor] of ranked.entries()) {
      if (at >= wanted && seats >= mentees) break;
      sides[mentor] = 1;
      mentees -= 1;
      seats += this.open.seats[mentor] as number;
    }
    return sides;
  }

  private improved(start: Uint8Array, floor: number): Taken {
    let best = this.solved(start, floor);
    let most = Math.ceil(CHANGE * this.either.length);
    const rounds = Math.max(LEAST_ROUNDS, Math.min(MOST_ROUNDS, Math.floor(WORK / this.scores.length)));
    for (let round = 0; round < rounds && most > 0; round += 1) {
      this.stop();
      const sides = this.changed(best, { floor, most });
      if (!sides) break;
      const next = this.solved(sides, floor, best.solution);
      if (isBetter(next.worth, best.worth)) best = next;
      else most >>= 1;
    }
    return best;
  }

  private solved(sides: Uint8Array, floor: number, from?: MentorSolution): Taken {
    const solution = solveMentors(this.fixed(sides, floor), {
      objective: 'coverage',
      ...(from && { from }),
      ...(this.options.isCancelled && { isCancelled: this.options.isCancelled }),
    });
    return { sides, solution, worth: worthOf(this.sided, solution.mentorOf) };
  }

  /** Who mentors is no mentee and is to be employed, who is mentored has no seats. */
  private fixed(sides: Uint8Array, floor: number): SidedCase {
    const { sided, scores } = this;
    const { menteeCount, isEither, columnOf, employ, capacities } = sided;
    const isClosed = new Uint8Array(menteeCount);
    for (const mentor of this.either) if (sides[mentor] === 1) isClosed[columnOf[mentor] as number] = 1;
    for (let at = 0, mentee = 0; at < scores.length; at += 1, mentee += 1) {
      if (mentee === menteeCount) mentee = 0;
      const score = sided.scores[at] as number;
      scores[at] = isClosed[mentee] === 1 || score < floor ? FORBIDDEN : score;
    }
    for (const [mentor, mentee] of sided.locked ?? [])
      scores[mentor * menteeCount + mentee] = sided.scores[mentor * menteeCount + mentee] as number;
    return {
      ...sided,
      scores,
      capacities: isEither.map((is, mentor) => (is === 1 && sides[mentor] === 0 ? 0 : (capacities[mentor] as number))),
      employ: isEither.map((is, mentor) => (is === 1 ? (sides[mentor] as number) : (employ?.[mentor] ?? 0))),
      isEither: new Uint8Array(isEither.length),
    };
  }

  /** A few on the other side: as many each way where all seats are taken, or seats would be missing. Undefined where nobody gains. */
  private changed({ sides, solution, worth }: Taken, { floor, most }: { floor: number; most: number }) {
    const seats = this.open.seats.reduce(
      (sum, own, mentor) => sum + (this.sided.isEither[mentor] === 0 || sides[mentor] === 1 ? own : 0),
      0,
    );
    const missing = this.limits.matched - this.unlocked(worth).matched;
    const taken = solution.mentorOf.filter((mentor) => mentor >= 0).length - (this.sided.locked?.length ?? 0);
    const isFull = taken >= seats;
    const at = { ...solution.certificate, taken: sides, floor };
    const turnsAt = (prices: Float64Array) => new SidePrices(this.sided, this.open, at, prices).turns();
    const { prices } = solution.certificate;
    const raw = turnsAt(prices);
    const isSwap = isFull && missing <= 0;
    const shift = isSwap ? this.balance(raw, sides) : 0;
    const turns = shift === 0 ? raw : turnsAt(prices.map((price) => price + shift));
    const [out, into] = apart(turns, sides);
    const swaps = isSwap ? Math.min(out.length, into.length, most) : most;
    const enter = missing > 0 ? Math.min(most, Math.ceil(missing / 2)) : swaps;
    const changing = [...out.slice(0, missing > 0 && isFull ? 0 : swaps), ...into.slice(0, enter)];
    if (changing.length === 0) return undefined;
    const next = sides.slice();
    for (const { mentor } of changing) next[mentor] = 1 - (next[mentor] as number);
    return next;
  }

  /** With all seats taken they may all cost more or less: as much as makes as many wish to leave one side as the other. */
  private balance(turns: readonly Turn[], sides: Uint8Array): number {
    const perSeat = ({ mentor, gain }: Turn) => gain / ((this.open.seats[mentor] as number) + 1);
    const out = turns.filter(({ mentor }) => sides[mentor] === 1).map(perSeat);
    const into = turns.filter(({ mentor }) => sides[mentor] === 0).map((turn) => -perSeat(turn));
    if (out.length === 0 || into.length === 0) return 0;
    out.sort((one, other) => other - one);
    into.sort((one, other) => one - other);
    let at = 0;
    while (at + 1 < Math.min(out.length, into.length) && (out[at + 1] as number) > (into[at + 1] as number)) at += 1;
    return Math.round(((out[at] as number) + (into[at] as number)) / 2);
  }
}

function isBetter(one: Worth, other: Worth): boolean {
  return (one.matched - other.matched || one.employed - other.employed || one.sum - other.sum) > 0;
}
