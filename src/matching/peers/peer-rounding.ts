import type { PairValues } from './pair-values.js';

/** Of each person on an odd cycle so many ways out are looked at first. */
const WAYS_OUT = 8;

/**
 * Pairs from the optimum of the double cover, which is made of cycles whose steps the prices support (Balinski 1965). Even ones
 * are pairs at no loss; two odd ones are joined by any step between them, and lose just what that step falls short of its
 * prices: the least short first. Of one that cannot be joined somebody is left over (-1).
 * @param prices doubled: both ends' are at least twice the value of a pair
 */
export function roundCycles(choice: Int32Array, prices: Float64Array, values: PairValues): Int32Array {
  const cycles = cyclesOf(choice);
  const partner = new Int32Array(choice.length).fill(-1);
  const pairUp = (people: readonly number[]) => {
    for (let at = 0; at + 1 < people.length; at += 2) {
      const [one, other] = [people[at] as number, people[at + 1] as number];
      partner[one] = other;
      partner[other] = one;
    }
  };
  const odd = cycles.filter((cycle) => cycle.length % 2 === 1);
  for (const cycle of cycles) if (cycle.length % 2 === 0) pairUp(cycle);
  const cycleOf = new Map(odd.flatMap((cycle) => cycle.map((person) => [person, cycle] as const)));
  const open = new Set(odd);
  const leave = (person: number): readonly number[] => {
    const cycle = cycleOf.get(person) ?? [];
    open.delete(cycle);
    const at = cycle.indexOf(person);
    return [...cycle.slice(at + 1), ...cycle.slice(0, at)];
  };
  for (const atMost of [WAYS_OUT, Infinity]) {
    for (const [one, other] of waysOut([...open], prices, values, atMost)) {
      const [cycle, next] = [cycleOf.get(one), cycleOf.get(other)];
      if (!cycle || !next || !open.has(cycle) || !open.has(next)) continue;
      pairUp([one, other]);
      pairUp(leave(one));
      pairUp(leave(other));
    }
  }
  for (const [person = -1] of open) pairUp(leave(person));
  return partner;
}

function cyclesOf(choice: Int32Array): number[][] {
  const seen = new Uint8Array(choice.length);
  const cycles: number[][] = [];
  for (let start = 0; start < choice.length; start += 1) {
    const cycle: number[] = [];
    for (let person = start; seen[person] === 0; person = choice[person] as number) {
      seen[person] = 1;
      cycle.push(person);
    }
    if (cycle.length > 0) cycles.push(cycle);
  }
  return cycles;
}

/** Allowed pairs of people on different cycles, the least short of their prices first. */
function waysOut(
  cycles: readonly (readonly number[])[],
  prices: Float64Array,
  values: PairValues,
  atMost: number,
): [number, number][] {
  const found: { pair: [number, number]; short: number }[] = [];
  const people = cycles.flatMap((cycle, at) => cycle.map((person) => ({ person, cycle: at })));
  for (const [at, { person, cycle }] of people.entries()) {
    const own: typeof found = [];
    for (const { person: other, cycle: otherCycle } of people.slice(at + 1)) {
      if (otherCycle === cycle) continue;
      const value = values.of(person, other);
      if (value <= values.apart) continue;
      const short = (prices[person] as number) + (prices[other] as number) - 2 * value;
      if (own.length >= atMost && short >= (own.at(-1)?.short ?? 0)) continue;
      own.push({ pair: [person, other], short });
      if (own.length <= atMost) continue;
      own.sort((one, two) => one.short - two.short);
      own.pop();
    }
    found.push(...own);
  }
  return found.sort((one, two) => one.short - two.short).map(({ pair }) => pair);
}
