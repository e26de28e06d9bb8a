import { seededRandom, shuffled, type Random } from '../../shared/random.js';
import { circleWorth, leftToWish, pairsWithin, type CircleCase, type CircleWorth } from './circle-worth.js';
import { circleSizes } from './circle-sizes.js';
import { improveToBest } from './circles-exact.js';

export interface CircleSolution {
  readonly circles: number[][];
  /** By rule, what is left to wish: pairs alike (distribute) or unlike (aggregate), people alone, points from the mean. */
  readonly left: number[];
  /** Sum of the pair scores within circles. */
  readonly total: number;
  /** Forbidden pairs that could not be kept apart. */
  readonly clashes: [number, number][];
  /** Everything was tried, or ruled out by a bound: no circles are worth more. */
  readonly proven: boolean;
}

const FEWEST_SWAPS = 50_000;
const MOST_SWAPS = 4_000_000;
const SWAPS_A_PERSON = 1_200;
/** Half of all swaps bring somebody to one of so many who suit best. */
const FAVOURITES = 16;

/**
 * Circles by swaps of two people under simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983), cooling through the rules
 * in their order; of few people, then, the best of all by branch and bound. The same seed gives the same circles.
 */
export function formCircles(circleCase: CircleCase): CircleSolution {
  const { count, size, rules, pairScore, forbidden = [], seed } = circleCase;
  const sizes = circleSizes(count, size);
  const worth = circleWorth(circleCase);
  const annealing = new Annealing(circleCase, sizes, worth);
  const swaps = Math.min(MOST_SWAPS, Math.max(FEWEST_SWAPS, SWAPS_A_PERSON * count));
  annealing.cool(swaps, seededRandom(seed));
  const { circles, proven } = improveToBest(sizes, worth, annealing.circles());
  const never = new Set(forbidden.map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}`));
  const scoreOf = ([one, other]: readonly [number, number]) => pairScore?.[one * count + other] ?? 0;
  const pairs = circles.flatMap(pairsWithin);
  return {
    circles,
    left: rules.map((rule) => leftToWish(rule, circles)),
    total: pairs.reduce((sum, pair) => sum + Math.max(0, scoreOf(pair)), 0),
    clashes: pairs.filter((pair) => scoreOf(pair) < 0 || never.has(`${Math.min(...pair)}-${Math.max(...pair)}`)),
    proven,
  };
}

class Annealing {
  /** People in the order of their seats; a circle's seats are next to each other. */
  private readonly people: Int32Array;
  private readonly seatOf: Int32Array;
  private readonly circleOf: Int32Array;
  private readonly firstSeat: Int32Array;
  private readonly worths: Float64Array;
  private readonly favourites: Int32Array;

  constructor(
    private readonly circleCase: CircleCase,
    sizes: readonly number[],
    private readonly worth: CircleWorth,
  ) {
    const { count, seed } = circleCase;
    const order = Array.from({ length: count }, (_, person) => person);
    this.people = Int32Array.from(shuffled(order, seededRandom(seed)));
    this.seatOf = new Int32Array(count);
    this.people.forEach((person, seat) => (this.seatOf[person] = seat));
    this.circleOf = Int32Array.from(sizes.flatMap((size, circle) => new Array<number>(size).fill(circle)));
    this.firstSeat = Int32Array.from([
      0,
      ...sizes.map((_, at) => sizes.slice(0, at + 1).reduce((sum, own) => sum + own, 0)),
    ]);
    this.worths = Float64Array.from(sizes, (_, circle) => this.worthOf(circle));
    this.favourites = favouritesOf(circleCase);
  }

  circles(): number[][] {
    return Array.from(this.worths, (_, circle) => [
      ...this.people.subarray(this.firstSeat[circle] as number, this.firstSeat[circle + 1] as number),
    ]);
  }

  cool(swaps: number, random: Random): void {
    const { count } = this.circleCase;
    if (this.worths.length < 2) return;
    const [hottest, coldest] = [this.worth.greatest * 0.15, this.worth.least * 0.012];
    const kept = this.favourites.length / count;
    let heat = hottest;
    for (let swap = 0; swap < swaps; swap += 1) {
      if (swap % 256 === 0) heat = hottest * (coldest / hottest) ** (swap / swaps);
      const one = Math.floor(random() * count);
      let other = Math.floor(random() * count);
      if (kept > 0 && random() < 0.5) {
        const favourite = this.favourites[one * kept + Math.floor(random() * kept)] as number;
        const circle = this.circleOf[this.seatOf[favourite] as number] as number;
        const first = this.firstSeat[circle] as number;
        other = first + Math.floor(random() * ((this.firstSeat[circle + 1] as number) - first));
      }
      this.trySwap(this.seatOf[one] as number, other, heat * -Math.log(1 - random()));
    }
    this.descend();
  }

  /** Swaps unless that loses more than `mayLose`. */
  private trySwap(seat: number, otherSeat: number, mayLose: number): boolean {
    const [here, there] = [this.circleOf[seat] as number, this.circleOf[otherSeat] as number];
    if (here === there) return false;
    this.exchange(seat, otherSeat);
    const [worthHere, worthThere] = [this.worthOf(here), this.worthOf(there)];
    const gain = worthHere + worthThere - (this.worths[here] as number) - (this.worths[there] as number);
    if (gain <= -mayLose) {
      this.exchange(seat, otherSeat);
      return false;
    }
    this.worths[here] = worthHere;
    this.worths[there] = worthThere;
    return gain > 1e-6;
  }

  private exchange(seat: number, otherSeat: number): void {
    const [one, other] = [this.people[seat] as number, this.people[otherSeat] as number];
    this.people[seat] = other;
    this.people[otherSeat] = one;
    this.seatOf[one] = otherSeat;
    this.seatOf[other] = seat;
  }

  /** At most a few rounds over all pairs of seats: the rest of the gain is not worth the time. */
  private descend(): void {
    const { count } = this.circleCase;
    const rounds = count > 300 ? 1 : 3;
    for (let round = 0, improved = true; improved && round < rounds; round += 1) {
      improved = false;
      for (let one = 0; one < count; one += 1) {
        for (let other = one + 1; other < count; other += 1) if (this.trySwap(one, other, 0)) improved = true;
      }
    }
  }

  private worthOf(circle: number): number {
    return this.worth.of(this.people, this.firstSeat[circle] as number, this.firstSeat[circle + 1] as number);
  }
}

/** By person those with the best pair scores, in no order; empty without scores or with few people. */
function favouritesOf({ count, pairScore }: CircleCase): Int32Array {
  if (!pairScore || count <= 2 * FAVOURITES) return new Int32Array(0);
  const favourites = new Int32Array(count * FAVOURITES);
  const keys = new Float64Array(count);
  for (let one = 0; one < count; one += 1) {
    for (let other = 0; other < count; other += 1) {
      const score = other === one ? -1 : (pairScore[one * count + other] as number);
      keys[other] = -score * count + other;
    }
    keys.sort();
    for (let rank = 0; rank < FAVOURITES; rank += 1) {
      const key = keys[rank] as number;
      favourites[one * FAVOURITES + rank] = ((key % count) + count) % count;
    }
  }
  return favourites;
}
