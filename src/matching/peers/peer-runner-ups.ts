import { setPrices } from './missed-pairs.js';
import type { PeerCase, PeerSolution } from '../types.js';
import { valueOf } from '../transport/values.js';

export interface RunnerUpPeer {
  readonly peer: number;
  readonly score: number;
  /** What the last stage's sum loses at least if this pair had to be; 0: it may cost nothing. Undefined where the sum has a gap. */
  readonly shortfall: number | undefined;
  /** Where the floor was an aim: the pair is worse than the worst that was made. */
  readonly isBelowFloor: boolean;
}

/**
 * Who came next for each of some people, the cheapest for the whole first. The shortfall is the pair's reduced cost: the prices of both
 * and of the odd sets around both less the value, by which any pairing with this pair falls short of the bound for as many pairs
 * (weak duality in Edmonds' program). Undefined where three are together, as other threes are not priced.
 */
export function peerRunnerUps(
  { count, scores, worths = scores, locked = [] }: PeerCase,
  { pairs, floor, triple, certificate }: PeerSolution,
  { of, most }: { of: Iterable<number>; most: number },
): ReadonlyMap<number, RunnerUpPeer[]> | undefined {
  if (triple) return undefined;
  const { objective, prices, scale, gap } = certificate;
  const isLocked = new Uint8Array(count);
  for (const person of locked.flat()) isLocked[person] = 1;
  const places = placesOf(isLocked);
  const next = new Nearest(count, {
    ...{ pairs, of: new Set(of), most, factor: 2 * scale, setPrice: setPrices(certificate) },
    ...{
      places,
      priceOf: (person) => (isLocked[person] === 1 ? Infinity : (prices[places[person] as number] as number)),
    },
  });
  const valued = (row: Int32Array) => (objective === 'fair' ? row.map((worth) => valueOf(worth, objective)) : row);
  for (let person = 1; person < count; person += 1) {
    if (isLocked[person] === 0) next.lookFrom(person, scores.before(person), valued(worths.before(person)));
  }
  const least = objective === 'balanced' || objective === 'fair' ? floor : 0;
  const told = ({ peer, score, short }: Near): RunnerUpPeer => ({
    ...{ peer, score, isBelowFloor: score < least },
    shortfall: gap > 0 ? undefined : Math.max(0, Math.ceil(short / 2 / scale)),
  });
  return new Map([...next.found].map(([person, near]) => [person, near.map(told)]));
}

function placesOf(isLocked: Uint8Array): Int32Array {
  let place = -1;
  return Int32Array.from(isLocked, (locked) => (locked === 1 ? -1 : (place += 1)));
}

interface Near {
  peer: number;
  score: number;
  short: number;
}

interface Asked {
  pairs: PeerSolution['pairs'];
  of: ReadonlySet<number>;
  most: number;
  /** Of values beside prices. */
  factor: number;
  /** By person. */
  places: Int32Array;
  priceOf: (person: number) => number;
  setPrice: (one: number, other: number) => number;
}

/** Of each person asked for the few nearest so far. */
class Nearest {
  readonly found: ReadonlyMap<number, Near[]>;
  private readonly mateOf: Int32Array;
  private readonly prices: Float64Array;
  /** By person: who falls further short is of no use to them; 0 for whom nobody asked for. */
  private readonly farthest: Float64Array;
  /** Where a value is less than those of both together, the pair falls further short than either asks for. */
  private readonly limits: Float64Array;

  constructor(
    count: number,
    private readonly asked: Asked,
  ) {
    this.mateOf = new Int32Array(count).fill(-1);
    for (const [one, other] of asked.pairs) {
      this.mateOf[one] = other;
      this.mateOf[other] = one;
    }
    this.prices = Float64Array.from(this.mateOf, (_, person) => asked.priceOf(person));
    const paired = [...asked.of].filter((person) => (this.mateOf[person] as number) >= 0 && this.isOpen(person));
    this.found = new Map(paired.map((person) => [person, []]));
    this.limits = this.prices.map((price) => price / asked.factor);
    this.farthest = new Float64Array(count);
    for (const person of paired) this.reaches(person, Infinity);
  }

  /** Who is locked has no price that any pair is worth. */
  private isOpen(person: number): boolean {
    return (this.prices[person] as number) < Infinity;
  }

  /** @param row scores with all before them, and what these count */
  lookFrom(person: number, row: Int32Array, values: Int32Array): void {
    const { limits } = this;
    for (let peer = 0; peer < values.length; peer += 1) {
      const value = values[peer] as number;
      if (value >= (limits[person] as number) + (limits[peer] as number)) this.offer(person, peer, { value, row });
    }
  }

  private offer(one: number, other: number, { value, row }: { value: number; row: Int32Array }): void {
    const score = row[other] as number;
    if (score < 0 || this.mateOf[one] === other) return;
    const { prices, farthest } = this;
    const { places, factor, setPrice } = this.asked;
    const quick = (prices[one] as number) + (prices[other] as number) - factor * value;
    if (quick > (farthest[one] as number) && quick > (farthest[other] as number)) return;
    const short = quick + setPrice(places[one] as number, places[other] as number);
    this.put(one, { peer: other, score, short });
    this.put(other, { peer: one, score, short });
  }

  private put(person: number, near: Near): void {
    const list = this.found.get(person);
    if (!list || near.short > (this.farthest[person] as number)) return;
    list.push(near);
    list.sort((one, other) => one.short - other.short || other.score - one.score || one.peer - other.peer);
    list.length = Math.min(list.length, this.asked.most);
    if (list.length === this.asked.most) this.reaches(person, list.at(-1)?.short ?? Infinity);
  }

  private reaches(person: number, farthest: number): void {
    this.farthest[person] = farthest;
    this.limits[person] = ((this.prices[person] as number) - farthest) / this.asked.factor;
  }
}
