import { allNeighbours } from './neighbours.js';
import { PairCoverage } from './pair-coverage.js';
import { PairScores } from '../pair-scores.js';
import type { Three } from './threes.js';
import type { PeerCase } from '../types.js';

/** How many of the others find somebody when three are taken out, from a score up. */
export class Others {
  private readonly coverage: PairCoverage;
  private readonly placeOf: ReadonlyMap<number, number>;
  private readonly scores: readonly number[];
  private best: Int32Array;

  constructor(peerCase: PeerCase, people: readonly number[]) {
    const size = people.length;
    const scores = PairScores.of(size, (one, other) =>
      peerCase.scores.at(people[one] as number, people[other] as number),
    );
    const table = { count: size, people: Int32Array.from(people), scores, worths: scores };
    this.coverage = new PairCoverage(allNeighbours(table, 0));
    this.placeOf = new Map(people.map((person, place) => [person, place]));
    this.scores = [...new Set(scores.all)].filter((score) => score >= 0).sort((one, other) => one - other);
    this.best = new Int32Array(size).fill(-1);
  }

  reach(three: Three, least: number, alone: number): boolean {
    this.coverage.close(three.map((person) => this.placeOf.get(person) ?? -1));
    this.coverage.restart(this.best, least);
    const reaches = this.coverage.grow(least, alone);
    if (reaches) this.best = this.coverage.partner.slice();
    return reaches;
  }

  /** The highest score up to `most` from which as many find somebody; it is known that they do from some score up. */
  highest(three: Three, most: number, alone: number): number {
    if (this.reach(three, most, alone)) return most;
    let [holds, fails] = [0, this.scores.findIndex((score) => score >= most)];
    if (fails < 0) fails = this.scores.length;
    while (holds + 1 < fails) {
      const tried = (holds + fails) >> 1;
      if (this.reach(three, this.scores[tried] as number, alone)) holds = tried;
      else fails = tried;
    }
    return this.scores[holds] ?? 0;
  }
}
