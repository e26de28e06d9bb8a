import type { CircleWorth } from './circle-worth.js';

/** More possible circles than this are not listed. */
const MOST_CIRCLES = 20_000;
const MOST_STEPS = 400_000;
const ROUNDS = 200;

/** All circles of the sizes in question, each with what it is worth. */
interface Listed {
  readonly members: Int32Array[];
  readonly worth: Float64Array;
}

/**
 * The best way to part few people into circles: prices on people so that no circle is worth more than its members
 * (Lagrange, by subgradients; Held and Karp 1971), then depth-first search over circles that the distance between bound and
 * best leaves possible. Answers what it was given, not proven, when there are too many.
 */
export function improveToBest(sizes: readonly number[], worth: CircleWorth, start: readonly number[][]) {
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const given = { circles: start.map((members) => [...members]), proven: sizes.length <= 1 };
  const kinds = [...new Set(sizes)];
  if (given.proven || kinds.reduce((sum, size) => sum + choose(count, size), 0) > MOST_CIRCLES) return given;
  const listed = listCircles(count, kinds, worth);
  const best = start.reduce((sum, members) => sum + worth.of(Int32Array.from(members), 0, members.length), 0);
  const prices = pricesFor(listed, count, best);
  return new Search(listed, prices, sizes).improve(given.circles, best);
}

function listCircles(count: number, kinds: readonly number[], worth: CircleWorth): Listed {
  const members: Int32Array[] = [];
  for (const size of kinds) {
    const chosen = Int32Array.from({ length: size }, (_, at) => at);
    for (;;) {
      members.push(chosen.slice());
      let at = size - 1;
      while (at >= 0 && chosen[at] === count - size + at) at -= 1;
      if (at < 0) break;
      chosen[at] = (chosen[at] as number) + 1;
      for (let next = at + 1; next < size; next += 1) chosen[next] = (chosen[next - 1] as number) + 1;
    }
  }
  return { members, worth: Float64Array.from(members, (circle) => worth.of(circle, 0, circle.length)) };
}

/** Every circle's worth is at most the sum of its members' prices; the sum of all is the bound. */
function pricesFor({ members, worth }: Listed, count: number, best: number): Float64Array {
  let prices = new Float64Array(count).fill(best / count);
  let lowest = Infinity;
  let kept = prices;
  let reach = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    const over = new Float64Array(count).fill(-Infinity);
    const argument = new Int32Array(count);
    members.forEach((circle, at) => {
      const share =
        ((worth[at] as number) - circle.reduce((sum, one) => sum + (prices[one] as number), 0)) / circle.length;
      for (const one of circle) {
        if (share <= (over[one] as number)) continue;
        over[one] = share;
        argument[one] = at;
      }
    });
    const feasible = prices.map((price, one) => price + (over[one] as number));
    const bound = feasible.reduce((sum, price) => sum + price, 0);
    if (bound < lowest) [lowest, kept] = [bound, feasible];
    else reach *= 0.97;
    const slope = new Float64Array(count).fill(1);
    argument.forEach((at) => {
      const circle = members[at] as Int32Array;
      for (const one of circle) slope[one] = (slope[one] as number) - 1 / circle.length;
    });
    const length = slope.reduce((sum, part) => sum + part * part, 0);
    if (length < 1e-12 || lowest - best <= 1e-6) break;
    const step = (reach * (bound - best)) / length;
    prices = prices.map((price, one) => price - step * (slope[one] as number));
  }
  return kept;
}

class Search {
  private steps = 0;
  private readonly isTaken: Uint8Array;
  private readonly leftOfSize = new Map<number, number>();
  /** By its first person, the circles worth trying with what each loses against the prices, least first. */
  private readonly byFirst: { members: Int32Array; loss: number }[][];
  private readonly chosen: Int32Array[] = [];
  private found: number[][] | undefined;
  private mayLose: number;
  private readonly bound: number;

  constructor(
    private readonly listed: Listed,
    private readonly prices: Float64Array,
    sizes: readonly number[],
  ) {
    this.isTaken = new Uint8Array(prices.length);
    for (const size of sizes) this.leftOfSize.set(size, (this.leftOfSize.get(size) ?? 0) + 1);
    this.byFirst = Array.from(prices, () => []);
    this.bound = prices.reduce((sum, price) => sum + price, 0);
    this.mayLose = 0;
  }

  improve(given: number[][], best: number): { circles: number[][]; proven: boolean } {
    // Sums of rounded numbers: what differs by less is as good.
    this.mayLose = this.bound - best - 1e-9 * Math.max(1, Math.abs(best));
    this.listed.members.forEach((members, at) => {
      const price = members.reduce((sum, one) => sum + (this.prices[one] as number), 0);
      const loss = Math.max(0, price - (this.listed.worth[at] as number));
      if (loss < this.mayLose) this.byFirst[members[0] as number]?.push({ members, loss });
    });
    for (const circles of this.byFirst) circles.sort((one, other) => one.loss - other.loss);
    const isDone = this.place(0, 0);
    return { circles: this.found ?? given, proven: isDone };
  }

  /** False when it gave up. */
  private place(from: number, lost: number): boolean {
    let first = from;
    while (this.isTaken[first] === 1) first += 1;
    if (first === this.isTaken.length) {
      this.found = this.chosen.map((members) => [...members]);
      this.mayLose = lost - 1e-9 * Math.max(1, Math.abs(this.bound));
      return true;
    }
    for (const { members, loss } of this.byFirst[first] ?? []) {
      if (lost + loss >= this.mayLose) return true;
      const left = this.leftOfSize.get(members.length) ?? 0;
      if (left === 0 || members.some((one) => this.isTaken[one] === 1)) continue;
      this.steps += 1;
      if (this.steps > MOST_STEPS) return false;
      for (const one of members) this.isTaken[one] = 1;
      this.leftOfSize.set(members.length, left - 1);
      this.chosen.push(members);
      const isDone = this.place(first + 1, lost + loss);
      this.chosen.pop();
      this.leftOfSize.set(members.length, left);
      for (const one of members) this.isTaken[one] = 0;
      if (!isDone) return false;
    }
    return true;
  }
}

function choose(count: number, size: number): number {
  let ways = 1;
  for (let at = 1; at <= size; at += 1) ways = (ways * (count - size + at)) / at;
  return ways;
}
