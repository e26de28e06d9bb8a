import { seededRandom, type Random } from '../../shared/random.js';

/**
 * A wish for every circle, most important first. `distribute`: unlike codes together. `aggregate`: equal codes together.
 * `cluster`: nobody marked 1 is the only one in a circle. `balance`: circles alike in their mean. `suit`: the sum of the pair
 * scores in the circle. After GroupEng's ordered rules (Dimiduk and Dimiduk 2011), as one weighted sum.
 */
export type CircleRule =
  | { readonly kind: 'distribute' | 'aggregate' | 'cluster'; readonly codes: Uint8Array }
  | { readonly kind: 'balance'; readonly values: Float64Array }
  | { readonly kind: 'suit'; readonly scores: Int32Array };

export interface CircleCase {
  readonly count: number;
  /** 3 to 6; with a remainder some circles are one larger or, when that does not come out, smaller. */
  readonly size: number;
  readonly rules: readonly CircleRule[];
  readonly never?: readonly (readonly [number, number])[];
}

export interface CircleSolution {
  readonly circles: number[][];
  /** Weighted sum over the circles, each rule's part between 0 and 1 times its weight; negative for each never-pair kept together. */
  readonly worth: number;
}

/** Each rule outweighs the one after it by so much: a gain of a tenth in one is worth any gain in the next. */
const STEP = 10;
const NEVER = -1e6;
/** From so many people on one run is enough. */
const MANY = 300;

/** Sizes that differ by one at most. */
export function circleSizes(count: number, size: number): number[] {
  const circles = Math.max(1, Math.floor(count / size));
  return Array.from({ length: circles }, (_, circle) => Math.floor((count + circles - 1 - circle) / circles));
}

/** What a circle of these people is worth. */
export function circleWorth(circleCase: CircleCase, members: readonly number[]): number {
  return worthBy(circleCase)(members);
}

/**
 * Circles by swaps of two people: simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983), then swaps downhill until none
 * helps; of a small case the best of several runs. The same seed gives the same circles.
 */
export function solveCircles(circleCase: CircleCase, seed: number, swaps = 150 * circleCase.count): CircleSolution {
  const runs = Math.max(1, Math.ceil(MANY / circleCase.count));
  const [first, ...others] = Array.from({ length: runs }, (_, run) => anneal(circleCase, seed + run, swaps));
  // The cast holds because there is at least one run.
  return others.reduce((best, other) => (other.worth > best.worth ? other : best), first as CircleSolution);
}

function anneal(circleCase: CircleCase, seed: number, swaps: number): CircleSolution {
  const random = seededRandom(seed);
  const { count } = circleCase;
  const worthOf = worthBy(circleCase);
  const sizes = circleSizes(count, circleCase.size);
  const order = shuffledPeople(count, random);
  let taken = 0;
  const circles = sizes.map((size) => order.slice(taken, (taken += size)));
  const worths = circles.map(worthOf);
  const homeOf = new Int32Array(count);
  circles.forEach((members, circle) => members.forEach((member) => (homeOf[member] = circle)));

  const trySwap = (one: number, other: number, heat: number): boolean => {
    const [here, there] = [homeOf[one] as number, homeOf[other] as number];
    if (here === there) return false;
    const [from, to] = [circles[here] as number[], circles[there] as number[]];
    from[from.indexOf(one)] = other;
    to[to.indexOf(other)] = one;
    const [worthHere, worthThere] = [worthOf(from), worthOf(to)];
    const gain = worthHere + worthThere - (worths[here] as number) - (worths[there] as number);
    if (gain > 1e-9 || (heat > 0 && random() < Math.exp(gain / heat))) {
      worths[here] = worthHere;
      worths[there] = worthThere;
      homeOf[one] = there;
      homeOf[other] = here;
      return true;
    }
    from[from.indexOf(other)] = one;
    to[to.indexOf(one)] = other;
    return false;
  };

  const hottest = STEP ** (circleCase.rules.length - 1) / 4;
  for (let swap = 0; swap < swaps; swap += 1) {
    const heat = hottest * 10 ** ((-4 * swap) / swaps);
    trySwap(Math.floor(random() * count), Math.floor(random() * count), heat);
  }
  descend(count, trySwap);
  return { circles, worth: worths.reduce((sum, worth) => sum + worth, 0) };
}

/** At most a few rounds over all pairs of people: the rest of the gain is not worth the time. */
function descend(count: number, trySwap: (one: number, other: number, heat: number) => boolean): void {
  for (let round = 0, improved = true; improved && round < 3; round += 1) {
    improved = false;
    for (let one = 0; one < count; one += 1) {
      for (let other = one + 1; other < count; other += 1) if (trySwap(one, other, 0)) improved = true;
    }
  }
}

function shuffledPeople(count: number, random: Random): number[] {
  const people = Array.from({ length: count }, (_, person) => person);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [people[last], people[other]] = [people[other] as number, people[last] as number];
  }
  return people;
}

function worthBy({ count, rules, never = [] }: CircleCase): (members: readonly number[]) => number {
  const parts = rules.map((rule, place) => ({ weight: STEP ** (rules.length - 1 - place), of: partBy(rule, count) }));
  const apart = new Set(never.flatMap(([one, other]) => [one * count + other, other * count + one]));
  const clashes = (members: readonly number[]) => {
    if (apart.size === 0) return 0;
    return members.reduce(
      (sum, one, at) => sum + members.slice(at + 1).filter((other) => apart.has(one * count + other)).length,
      0,
    );
  };
  return (members) => parts.reduce((sum, { weight, of }) => sum + weight * of(members), NEVER * clashes(members));
}

/** Between 0 and 1. */
function partBy(rule: CircleRule, count: number): (members: readonly number[]) => number {
  switch (rule.kind) {
    case 'distribute':
      return (members) => (distinct(rule.codes, members) - 1) / Math.max(1, members.length - 1);
    case 'aggregate':
      return (members) => 1 - (distinct(rule.codes, members) - 1) / Math.max(1, members.length - 1);
    case 'cluster':
      return (members) => (members.filter((member) => rule.codes[member] === 1).length === 1 ? 0 : 1);
    case 'balance': {
      const mean = rule.values.reduce((sum, value) => sum + value, 0) / count;
      const spread = rule.values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0) || 1;
      return (members) => {
        const own = members.reduce((sum, member) => sum + (rule.values[member] as number), 0) / members.length;
        return 1 - Math.abs(own - mean) / spread;
      };
    }
    case 'suit':
      return (members) => {
        let sum = 0;
        for (let at = 0; at < members.length; at += 1) {
          const row = (members[at] as number) * count;
          for (let next = at + 1; next < members.length; next += 1)
            sum += rule.scores[row + (members[next] as number)] as number;
        }
        return sum / 1_000_000 / Math.max(1, (members.length * (members.length - 1)) / 2);
      };
  }
}

function distinct(codes: Uint8Array, members: readonly number[]): number {
  let seen = 0;
  let found = 0;
  for (const member of members) {
    const bit = 1 << ((codes[member] as number) & 31);
    if ((seen & bit) === 0) found += 1;
    seen |= bit;
  }
  return found;
}
