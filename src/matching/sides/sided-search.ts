import type { Decided, SidedGraph, Tolls } from './sided-graph.js';
import type { Goal } from './sided-goal.js';
import { fairTolls, overuse } from './sided-tolls.js';
import { mutualIn, type Direction, type SidedCase } from './sided-case.js';

export interface Found {
  /** Undefined where none was found before the tries were used up. */
  readonly mentorOf: Int32Array | undefined;
  readonly worth: number;
  /** No placing is worth more; equal to `worth`: proven. */
  readonly bound: number;
}

/** Somebody happy with either side who has both, or two who mentor each other. */
type Clash = readonly [Direction, Direction] | number;

/** Of making a placing of what a bound was found by. */
const MOST_MENDED = 8;

interface Branch {
  readonly decided: Decided;
  /** Couples that may mentor each other, by the lower mentor, at what that costs. */
  readonly accepted: ReadonlySet<string>;
  readonly mentorOf: Int32Array;
  readonly bound: number;
}

/**
 * Branch and bound (Land and Doig 1960) over what the graph does not hold. Two who mentor each other: one of both directions is
 * forbidden, or the two are accepted at their cost. Somebody happy with either side who has a mentor and mentees: is not
 * mentored, or has one mentee at most. Straight down to a first placing, then always what may be best.
 */
export function searchSides(sided: SidedCase, graph: SidedGraph, goal: Goal): Found {
  return new Search(sided, graph, goal).run();
}

class Search {
  private readonly open: Branch[] = [];
  private best: Int32Array | undefined;
  private worth = -Infinity;
  private tries = 0;

  constructor(
    readonly sided: SidedCase,
    readonly graph: SidedGraph,
    readonly goal: Goal,
  ) {}

  run(): Found {
    const nothing: Decided = { never: new Set(), mentorsOnly: new Set(), firstOnly: new Set() };
    this.tolls = this.tollsFrom(nothing);
    this.consider(nothing, new Set());
    while (this.open.length > 0 && this.tries < this.goal.tries && !this.isEnough()) {
      this.goal.stop();
      const branch = this.next();
      if (branch.bound <= this.worth) continue;
      for (const { decided, accepted } of this.branchesOf(branch)) this.consider(decided, accepted);
    }
    return { mentorOf: this.best, worth: this.worth, bound: Math.max(this.worth, this.boundOfOpen()) };
  }

  private isEnough(): boolean {
    const { enough = Infinity } = this.goal;
    return this.worth >= enough || (enough < Infinity && this.boundOfOpen() < enough);
  }

  private boundOfOpen(): number {
    return this.open.reduce((most, { bound }) => Math.max(most, bound), -Infinity);
  }

  private next(): Branch {
    let at = this.open.length - 1;
    if (this.best) this.open.forEach(({ bound }, other) => (at = bound > (this.open[at] as Branch).bound ? other : at));
    const [branch] = this.open.splice(at, 1);
    return branch as Branch;
  }

  private consider(decided: Decided, accepted: ReadonlySet<string>): void {
    this.tries += 1;
    const { mentorOf, worth } = this.graph.best(decided, this.goal, this.tollsBut(accepted));
    const bound = worth - accepted.size * this.goal.mutual;
    if (bound <= this.worth) return;
    const branch = { decided, accepted, mentorOf, bound };
    const clash = this.clash(branch);
    if (clash === undefined) this.keep(mentorOf, accepted.size);
    if (bound > this.worth && (clash ?? this.undecided(branch)) !== undefined) this.push(branch);
  }

  private tollsFrom(nothing: Decided): Tolls {
    const make = (mentorOf: Int32Array, round: number) => {
      this.tries += 1;
      if (round % 4 === 0) this.makePlacing(nothing, mentorOf);
    };
    return fairTolls(this, nothing, { make, reached: () => this.worth });
  }

  private keep(mentorOf: Int32Array, mutual: number): void {
    const worth = this.graph.worthOf(mentorOf, this.goal) - mutual * this.goal.mutual;
    if (worth > this.worth) [this.best, this.worth] = [mentorOf, worth];
  }

  private isMentored(mentorOf: Int32Array, mentor: number): boolean {
    return (mentorOf[this.sided.columnOf[mentor] as number] ?? -1) >= 0;
  }

  /** Everybody takes the side on which they have more, and of two who mentor each other the weaker direction goes, until all is well. */
  private makePlacing(nothing: Decided, first: Int32Array): void {
    let [decided, mentorOf] = [nothing, first];
    for (let round = 0; round < MOST_MENDED; round += 1) {
      const torn = this.tornIn(mentorOf);
      const couples = this.couplesIn(mentorOf);
      if (torn.length + couples.length === 0) {
        this.keep(mentorOf, 0);
        return;
      }
      const mentorsOnly = new Set(decided.mentorsOnly);
      const firstOnly = new Set(decided.firstOnly);
      for (const mentor of torn) (countOf(mentorOf, mentor) > 1 ? mentorsOnly : firstOnly).add(mentor);
      const never = new Set([...decided.never, ...couples.map((couple) => this.weakerOf(couple))]);
      decided = { never, mentorsOnly, firstOnly };
      this.tries += 1;
      mentorOf = this.graph.best(decided, this.goal).mentorOf;
    }
  }

  /** Of two who mentor each other the direction that nobody decided, else the one with the lower score. */
  private weakerOf(couple: readonly [Direction, Direction]): number {
    const { scores, menteeCount } = this.sided;
    const placeOf = ({ mentor, mentee }: Direction) => mentor * menteeCount + mentee;
    const open = couple.filter((direction) => !this.isLocked(direction)).map(placeOf);
    return open.reduce((least, place) => ((scores[place] as number) < (scores[least] as number) ? place : least));
  }

  /** Who mentor each other, also by a pair that was decided; where both were, nothing is to be done. */
  private couplesIn(mentorOf: Int32Array): [Direction, Direction][] {
    const all = mentorOf.slice();
    for (const [mentor, mentee] of this.sided.locked ?? []) all[mentee] = mentor;
    return mutualIn(this.sided, all).filter((couple) => !couple.every((direction) => this.isLocked(direction)));
  }

  private tornIn(mentorOf: Int32Array): number[] {
    const busy = new Set(mentorOf);
    return [...this.sided.isEither.keys()].filter(
      (mentor) => this.sided.isEither[mentor] === 1 && busy.has(mentor) && this.isMentored(mentorOf, mentor),
    );
  }

  /** Whose toll still leaves the bound above what was found. */
  private undecided({ decided, accepted, mentorOf }: Branch): Clash | undefined {
    const { either, couples } = this.tollsBut(accepted);
    const torn = either.findIndex(
      (toll, mentor) =>
        toll > 0 &&
        !decided.mentorsOnly.has(mentor) &&
        !decided.firstOnly.has(mentor) &&
        overuse(this.sided, this.graph, mentorOf, mentor) !== 0,
    );
    if (torn >= 0) return torn;
    for (const [place, toll] of couples) {
      const couple = this.graph.coupleAt(place);
      const isUsed = couple.some(({ mentor, mentee }) => mentorOf[mentee] === mentor);
      if (toll > 0 && !isUsed && this.graph.isOpenCouple(place, decided)) return couple;
    }
    return undefined;
  }

  private tolls: Tolls = { either: new Float64Array(0), couples: new Map() };

  private tollsBut(accepted: ReadonlySet<string>): Tolls {
    if (accepted.size === 0) return this.tolls;
    const couples = [...this.tolls.couples].filter(([place]) => !accepted.has(keyOf(this.graph.coupleAt(place))));
    return { ...this.tolls, couples: new Map(couples) };
  }

  /** The best of those pushed together is looked at first. */
  private push(branch: Branch): void {
    const last = this.open.at(-1);
    if (last && !this.best && last.bound > branch.bound && this.siblings > 0) this.open.splice(-1, 0, branch);
    else this.open.push(branch);
    this.siblings += 1;
  }

  private siblings = 0;

  private *branchesOf(branch: Branch): Generator<Pick<Branch, 'decided' | 'accepted'>> {
    this.siblings = 0;
    const { decided, accepted } = branch;
    const clash = this.clash(branch) ?? this.undecided(branch);
    if (clash === undefined) return;
    if (typeof clash === 'number') {
      yield { accepted, decided: { ...decided, mentorsOnly: new Set([...decided.mentorsOnly, clash]) } };
      yield { accepted, decided: { ...decided, firstOnly: new Set([...decided.firstOnly, clash]) } };
      return;
    }
    for (const direction of clash) {
      if (this.isLocked(direction)) continue;
      const never = new Set([...decided.never, direction.mentor * this.sided.menteeCount + direction.mentee]);
      yield { accepted, decided: { ...decided, never } };
    }
    yield { decided, accepted: new Set([...accepted, keyOf(clash)]) };
  }

  private clash({ mentorOf, accepted }: Branch): Clash | undefined {
    const [torn] = this.tornIn(mentorOf);
    return torn ?? this.couplesIn(mentorOf).find((couple) => !accepted.has(keyOf(couple)));
  }

  private isLocked({ mentor, mentee }: Direction): boolean {
    return (this.sided.locked ?? []).some((pair) => pair[0] === mentor && pair[1] === mentee);
  }
}

function countOf(mentorOf: Int32Array, mentor: number): number {
  return mentorOf.reduce((sum, own) => sum + (own === mentor ? 1 : 0), 0);
}

function keyOf([one, other]: readonly [Direction, Direction]): string {
  return `${one.mentor} ${other.mentor}`;
}
