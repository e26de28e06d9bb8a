/**
 * A wish for every circle, most important first: no later one is met at the cost of an earlier one. `distribute`: unlike values
 * together. `aggregate`: equal values together. `cluster`: nobody is the only one of their value in a circle (0: not
 * concerned). `balance`: circles alike in their mean. After GroupEng's ordered rules (Dimiduk and Dimiduk 2011).
 */
export interface CircleRule {
  readonly kind: 'distribute' | 'aggregate' | 'cluster' | 'balance';
  readonly values: Int32Array;
}

export interface CircleCase {
  readonly count: number;
  /** 3 to 6, as every circle has; with a remainder some are one larger or, when that does not come out, smaller. */
  readonly size: number;
  readonly rules: readonly CircleRule[];
  /** Symmetric, `pairScore[a * count + b]`; the sum within circles counts last, a negative score forbids. */
  readonly pairScore?: Int32Array;
  readonly forbidden?: readonly (readonly [number, number])[];
  readonly seed: number;
}

/** One number for a circle: a rule's least gain outweighs all that one swap can gain in the rules after it. */
export interface CircleWorth {
  /** Of the people at `people[first]` to `people[last - 1]`. */
  readonly of: (people: Int32Array, first: number, last: number) => number;
  /** What one step of the first and of the last wish weighs: where to start and end the cooling. */
  readonly greatest: number;
  readonly least: number;
}

export function circleWorth({ count, size, rules, pairScore, forbidden = [] }: CircleCase): CircleWorth {
  const clashes = new Set(forbidden.flatMap(([one, other]) => [one * count + other, other * count + one]));
  const most = pairScore?.reduce((top, score) => Math.max(top, score), 1) ?? 0;
  // A swap changes the company of two people, each with at most `size` others.
  let gain = Math.max(1, 2 * size * most);
  const weighed = [...rules].reverse().map((rule) => {
    const weight = gain;
    gain += weight * stepsOf(rule, size);
    return { kind: rule.kind, values: rule.values, weight, mean: meanOf(rule.values) };
  });
  const apart = gain;
  const pairwise = weighed.filter(({ kind }) => kind === 'distribute' || kind === 'aggregate');
  const others = weighed.filter(({ kind }) => kind === 'cluster' || kind === 'balance');
  const ofPair = (one: number, other: number): number => {
    let worth = pairScore ? (pairScore[one * count + other] as number) : 0;
    if (worth < 0 || (clashes.size > 0 && clashes.has(one * count + other))) worth = -apart;
    for (const { kind, values, weight } of pairwise) {
      if ((values[one] === values[other]) === (kind === 'distribute')) worth -= weight;
    }
    return worth;
  };
  return {
    greatest: rules.length > 0 ? (weighed.at(-1)?.weight ?? 1) : Math.max(1, most),
    least: most > 0 ? most : 1,
    of: (people, first, last) => {
      let worth = 0;
      for (let at = first; at < last; at += 1) {
        for (let next = at + 1; next < last; next += 1) worth += ofPair(people[at] as number, people[next] as number);
      }
      for (const { kind, values, weight, mean } of others) {
        const members = people.subarray(first, last);
        worth -= weight * (kind === 'cluster' ? lonely(values, members) : imbalance(values, members, mean));
      }
      return worth;
    },
  };
}

/** How much is left to wish of one rule, over all circles: pairs alike or unlike, people alone, points from the mean. */
export function leftToWish({ kind, values }: CircleRule, circles: readonly (readonly number[])[]): number {
  const mean = meanOf(values);
  return circles.reduce((sum, members) => {
    if (kind === 'cluster') return sum + lonely(values, members);
    if (kind === 'balance') return sum + imbalance(values, members, mean);
    const alike = pairsWithin(members).filter(([one, other]) => values[one] === values[other]).length;
    return sum + (kind === 'distribute' ? alike : pairsWithin(members).length - alike);
  }, 0);
}

export function pairsWithin(members: readonly number[]): [number, number][] {
  return members.flatMap((one, at) => members.slice(at + 1).map((other): [number, number] => [one, other]));
}

function stepsOf({ kind, values }: CircleRule, size: number): number {
  if (kind === 'cluster') return 4;
  if (kind !== 'balance') return 2 * size;
  const [least, most] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0]);
  return 2 * (most - least) + 1;
}

function lonely(values: Int32Array, members: ArrayLike<number>): number {
  let alone = 0;
  for (let at = 0; at < members.length; at += 1) {
    const value = values[members[at] as number];
    let alike = 0;
    for (let next = 0; next < members.length; next += 1) if (values[members[next] as number] === value) alike += 1;
    if (value !== 0 && alike === 1) alone += 1;
  }
  return alone;
}

function imbalance(values: Int32Array, members: ArrayLike<number>, mean: number): number {
  let sum = 0;
  for (let at = 0; at < members.length; at += 1) sum += values[members[at] as number] as number;
  return Math.abs(sum - mean * members.length);
}

function meanOf(values: Int32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
