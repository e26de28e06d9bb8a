import type { Decided, SidedGraph, Tolls, Weights } from './sided-graph.js';
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

/** Of bringing the bound down. */
const ROUNDS = 40;

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
    if (this.goal.score === 1) this.tolls = this.fairTolls(nothing);
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
    const { mentorOf, worth } = this.graph.best(decided, this.goal, this.tolls);
    const bound = worth - accepted.size * this.goal.mutual;
    if (bound <= this.worth) return;
    const branch = { decided, accepted, mentorOf, bound };
    const clash = this.clash(branch);
    if (clash === undefined) this.keep(mentorOf, accepted.size);
    if (bound > this.worth && (clash !== undefined || this.undecided(branch) >= 0)) this.push(branch);
  }

  private keep(mentorOf: Int32Array, mutual: number): void {
    const worth = this.graph.worthOf(mentorOf, this.goal) - mutual * this.goal.mutual;
    if (worth > this.worth) [this.best, this.worth] = [mentorOf, worth];
  }

  /** Tolls that bring the bound down, by subgradients (Held and Karp 1971), each time with a placing made from what was found. */
  private fairTolls(nothing: Decided): Tolls | undefined {
    const { isEither } = this.sided;
    const { furtherSeats } = this.graph;
    const concerned = [...isEither.keys()].filter(
      (mentor) => isEither[mentor] === 1 && (furtherSeats[mentor] as number) > 0,
    );
    if (concerned.length === 0) return undefined;
    const tolls = new Float64Array(isEither.length);
    let [lowest, kept, reach] = [Infinity, tolls.slice(), 1];
    for (let round = 0; round < ROUNDS; round += 1) {
      this.goal.stop();
      this.tries += 1;
      const { mentorOf, worth } = this.graph.best(nothing, this.goal, tolls);
      if (worth < lowest) [lowest, kept] = [worth, tolls.slice()];
      else reach *= 0.85;
      if (round % 4 === 0) this.makePlacing(nothing, mentorOf);
      const over = concerned.map((mentor) => this.overuse(mentorOf, mentor));
      const length = over.reduce((sum, own) => sum + own * own, 0);
      if (length === 0 || lowest <= this.worth) break;
      const step = (reach * Math.min(worth - this.worth, this.goal.employed)) / length;
      concerned.forEach((mentor, at) => {
        tolls[mentor] = Math.max(0, Math.round((tolls[mentor] as number) + step * (over[at] as number)));
      });
    }
    return kept;
  }

  /** Of somebody happy with either: further mentees, and as many again when mentored, beyond what one side takes. */
  private overuse(mentorOf: Int32Array, mentor: number): number {
    const further = Math.max(0, countOf(mentorOf, mentor) - (this.isMentored(mentorOf, mentor) ? 0 : 1));
    const seats = this.graph.furtherSeats[mentor] as number;
    return further + (this.isMentored(mentorOf, mentor) ? seats : 0) - seats;
  }

  private isMentored(mentorOf: Int32Array, mentor: number): boolean {
    return (mentorOf[this.sided.columnOf[mentor] as number] ?? -1) >= 0;
  }

  /** Takes the side for everybody on which they have more, until nobody has both. */
  private makePlacing(nothing: Decided, first: Int32Array): void {
    let [decided, mentorOf] = [nothing, first];
    for (;;) {
      const torn = this.tornIn(mentorOf);
      if (torn.length === 0) break;
      const mentorsOnly = new Set(decided.mentorsOnly);
      const firstOnly = new Set(decided.firstOnly);
      for (const mentor of torn) (countOf(mentorOf, mentor) > 1 ? mentorsOnly : firstOnly).add(mentor);
      decided = { ...decided, mentorsOnly, firstOnly };
      this.tries += 1;
      mentorOf = this.graph.best(decided, this.goal).mentorOf;
    }
    const mutual = mutualIn(this.sided, mentorOf);
    if (mutual.length === 0) this.keep(mentorOf, 0);
  }

  private tornIn(mentorOf: Int32Array): number[] {
    const busy = new Set(mentorOf);
    return [...this.sided.isEither.keys()].filter(
      (mentor) => this.sided.isEither[mentor] === 1 && busy.has(mentor) && this.isMentored(mentorOf, mentor),
    );
  }

  /** Whose toll still leaves the bound above what was found. */
  private undecided({ decided, mentorOf }: Branch): number {
    if (!this.tolls) return -1;
    return this.tolls.findIndex(
      (toll, mentor) =>
        toll > 0 &&
        !decided.mentorsOnly.has(mentor) &&
        !decided.firstOnly.has(mentor) &&
        this.overuse(mentorOf, mentor) !== 0,
    );
  }

  private tolls: Tolls | undefined;

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

  private clash({ mentorOf, accepted }: Branch): readonly [Direction, Direction] | number | undefined {
    const { locked = [] } = this.sided;
    const [torn] = this.tornIn(mentorOf);
    if (torn !== undefined) return torn;
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

function countOf(mentorOf: Int32Array, mentor: number): number {
  return mentorOf.reduce((sum, own) => sum + (own === mentor ? 1 : 0), 0);
}

function keyOf([one, other]: readonly [Direction, Direction]): string {
  return `${one.mentor} ${other.mentor}`;
}
