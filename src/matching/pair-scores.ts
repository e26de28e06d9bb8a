import { FORBIDDEN } from './forbidden.js';

/** A number for every two of so many people, each once: half of a square. Nobody is paired with oneself. */
export class PairScores {
  readonly all: Int32Array;

  /** @param all of the second person with the first, of the third with the first and the second, and so on */
  constructor(
    readonly count: number,
    all?: Int32Array,
  ) {
    this.all = all ?? new Int32Array(rowStart(count));
  }

  static of(count: number, score: (one: number, other: number) => number): PairScores {
    const scores = new PairScores(count);
    for (let one = 1; one < count; one += 1) {
      for (let other = 0; other < one; other += 1) scores.set(one, other, score(one, other));
    }
    return scores;
  }

  /** @param square symmetric, `square[a * count + b]`; the diagonal is not read */
  static fromSquare(count: number, square: ArrayLike<number>): PairScores {
    return PairScores.of(count, (one, other) => square[one * count + other] as number);
  }

  at(one: number, other: number): number {
    if (one === other) return FORBIDDEN;
    return this.all[one > other ? rowStart(one) + other : rowStart(other) + one] as number;
  }

  set(one: number, other: number, score: number): void {
    this.all[one > other ? rowStart(one) + other : rowStart(other) + one] = score;
  }

  /** With everybody before, by their number: as many as the number of `one`. */
  before(one: number): Int32Array {
    const start = rowStart(one);
    return this.all.subarray(start, start + one);
  }

  copy(): PairScores {
    return new PairScores(this.count, this.all.slice());
  }
}

/** Where in `all` the numbers of one with those before begin. */
export function rowStart(one: number): number {
  return (one * (one - 1)) / 2;
}
