import type { Decided, SidedGraph, Weights } from './sided-graph.js';
import { mutualIn, type Direction, type SidedCase } from './sided-case.js';

export interface Goal extends Weights {
  /** What two who mentor each other cost. */
  readonly mutual: number;
  /** A placing worth as much ends the search, and so does a bound below it. */
  readonly enough?: number;
  /** Matchings looked for at most. */
  readonly tries: number;
  readonly stop: () => void;
}

export interface Found {
  /** Undefined where none was found before the tries were used up. */
  readonly mentorOf: Int32Array | undefined;
  readonly worth: number;
  /** No placing is worth more; equal to `worth`: proven. */
  readonly bound: number;
}

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
    private readonly sided: SidedCase,
    private readonly graph: SidedGraph,
    private readonly goal: Goal,
  ) {}

  run(): Found {
    const nothing: Decided = { never: new Set(), mentorsOnly: new Set(), firstOnly: new Set() };
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
    const { mentorOf, worth } = this.graph.best(decided, this.goal);
    const bound = worth - accepted.size * this.goal.mutual;
    if (bound <= this.worth) return;
    const branch = { decided, accepted, mentorOf, bound };
    if (this.clash(branch) !== undefined) {
      this.push(branch);
      return;
    }
    [this.best, this.worth] = [mentorOf, bound];
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
    const clash = this.clash(branch);
    if (typeof clash === 'number') {
      yield { accepted, decided: { ...decided, mentorsOnly: new Set([...decided.mentorsOnly, clash]) } };
      yield { accepted, decided: { ...decided, firstOnly: new Set([...decided.firstOnly, clash]) } };
      return;
    }
    for (const direction of clash ?? []) {
      if (this.isLocked(direction)) continue;
      const never = new Set([...decided.never, direction.mentor * this.sided.menteeCount + direction.mentee]);
      yield { accepted, decided: { ...decided, never } };
    }
    if (clash) yield { decided, accepted: new Set([...accepted, keyOf(clash)]) };
  }

  private clash({ mentorOf, accepted }: Branch): readonly [Direction, Direction] | number | undefined {
    const { isEither, columnOf, locked = [] } = this.sided;
    const busy = new Set(mentorOf);
    const torn = columnOf.findIndex(
      (column, mentor) => isEither[mentor] === 1 && (mentorOf[column] ?? -1) >= 0 && busy.has(mentor),
    );
    if (torn >= 0) return torn;
    const all = mentorOf.slice();
    for (const [mentor, mentee] of locked) all[mentee] = mentor;
    return mutualIn(this.sided, all).find(
      (couple) => !accepted.has(keyOf(couple)) && !couple.every((direction) => this.isLocked(direction)),
    );
  }

  private isLocked({ mentor, mentee }: Direction): boolean {
    return (this.sided.locked ?? []).some((pair) => pair[0] === mentor && pair[1] === mentee);
  }
}

function keyOf([one, other]: readonly [Direction, Direction]): string {
  return `${one.mentor} ${other.mentor}`;
}
