import { announce, stopIfCancelled } from '../run.js';
import type { SolveOptions } from '../types.js';
import { SidedGraph } from './sided-graph.js';
import type { Goal } from './sided-goal.js';
import { searchSides, type Found } from './sided-search.js';
import { worthOf, type SidedCase, type Worth } from './sided-case.js';

/** Edges looked at for one question, and a part of it for each threshold: a second or two altogether. */
const MOST_WORK = 800_000;
const MOST_TRIES = 1_500;
const LEAST_TRIES = 10;
const FOR_A_FLOOR = 0.1;

export interface SidedSolution extends Worth {
  /** By mentee; -1: nobody. */
  readonly mentorOf: Int32Array;
  /** What no placing exceeds, first things first; where it equals the worth, that is proven, over sides as well. */
  readonly bound: Worth;
}

/** Decides sides and pairs together, one aim after the other. */
export function solveSides(sided: SidedCase, options: SolveOptions = {}): SidedSolution {
  const levels = new Levels(sided, options);
  return levels.solve();
}

class Levels {
  private readonly graph: SidedGraph;
  private readonly step: number;
  private readonly aimsAtFloor: boolean;

  constructor(
    private readonly sided: SidedCase,
    private readonly options: SolveOptions,
  ) {
    this.graph = new SidedGraph(sided);
    this.step = sided.mentorCount + sided.menteeCount + 1;
    this.aimsAtFloor = (options.objective ?? 'balanced') !== 'coverage';
  }

  solve(): SidedSolution {
    announce(this.options, 'coverage');
    const most = this.search(0, false);
    announce(this.options, 'floor');
    const floor = this.aimsAtFloor ? this.highestFloor(most) : { threshold: 0, bound: 0 };
    announce(this.options, 'sum');
    const best = this.search(floor.threshold, true);
    const mentorOf = this.withLocked(best.mentorOf ?? most.mentorOf ?? new Int32Array(this.sided.menteeCount).fill(-1));
    const worth = worthOf(this.sided, mentorOf);
    announce(this.options, 'proof');
    return { ...worth, mentorOf, bound: this.boundOf(worth, { most, floor: floor.bound, best }) };
  }

  private search(floor: number, withScores: boolean, enough?: number): Found {
    const { step } = this;
    const scale = withScores ? this.scale() : 1;
    const goal: Goal = {
      ...{ matched: step * step * scale, mutual: step * scale, employed: scale, score: withScores ? 1 : 0, floor },
      ...{ tries: this.tries(enough === undefined ? 1 : FOR_A_FLOOR), stop: () => stopIfCancelled(this.options) },
      ...(enough !== undefined && { enough }),
    };
    return searchSides(this.sided, this.graph, goal);
  }

  private tries(share: number): number {
    return Math.max(LEAST_TRIES, Math.min(MOST_TRIES, (share * MOST_WORK) / this.graph.edgeCount));
  }

  /** More than all scores together. */
  private scale(): number {
    const { scores, stay, menteeCount, capacities } = this.sided;
    const most = scores.reduce((top, score) => Math.max(top, score), 0) + (stay?.bonus ?? 0);
    const seats = Array.from(capacities).reduce((sum, own) => sum + own, 0);
    const scale = (most + 1) * (Math.min(menteeCount, seats) + 1);
    if (scale * this.step ** 3 > Number.MAX_SAFE_INTEGER / 8) throw new RangeError('Too many people for exact sums');
    return scale;
  }

  /** The highest score from which as many are matched, one-way and employed as from none; first by what bounds it. */
  private highestFloor(most: Found): { threshold: number; bound: number } {
    const { floorAtMost = Infinity } = this.options;
    const known = new Set(this.sided.scores.filter((score) => score >= 0 && score <= floorAtMost));
    const scores = [...known].sort((one, other) => one - other);
    if (floorAtMost < Infinity && !known.has(floorAtMost) && scores.length > 0) scores.push(floorAtMost);
    const holds = (at: number) => this.search(scores[at] as number, false, most.worth);
    let [reached, fails, bound] = [0, scores.length, scores.length - 1];
    for (let tried = fails - 1; reached + 1 < fails || tried > reached; tried = (reached + fails) >> 1) {
      if (tried <= reached) break;
      const found = holds(tried);
      if (found.worth >= most.worth) reached = tried;
      else {
        fails = tried;
        if (found.bound < most.worth) bound = Math.min(bound, tried - 1);
      }
    }
    return { threshold: scores[reached] ?? 0, bound: scores[Math.max(bound, reached)] ?? 0 };
  }

  private withLocked(mentorOf: Int32Array): Int32Array {
    const all = mentorOf.slice();
    for (const [mentor, mentee] of this.sided.locked ?? []) all[mentee] = mentor;
    return all;
  }

  /** What was proven stays; what was not is bounded by what the search left open. */
  private boundOf(worth: Worth, { most, floor, best }: { most: Found; floor: number; best: Found }): Worth {
    const left = Math.max(0, best.bound - best.worth);
    const scale = this.scale();
    const isTopProven = most.bound <= most.worth;
    const matched = worth.matched + (isTopProven ? 0 : Math.floor((most.bound - most.worth) / this.step ** 2));
    const sum = worth.sum + Math.min(left, scale);
    return {
      ...worth,
      matched,
      sum,
      floor: this.aimsAtFloor && worth.floor >= 0 ? Math.max(worth.floor, floor) : worth.floor,
    };
  }
}
