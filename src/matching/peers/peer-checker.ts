import { SCORE_MAX, type PeerCase, type PeerCertificate, type PeerSolution } from '../types.js';

/** As `checkMentors`, for peers: what is wrong with the pairs or their proof; empty when all is well. */
export function checkPeers(
  peerCase: PeerCase,
  solution: PeerSolution,
  options: { readonly floorAtMost?: number; readonly gapAtMost?: number } = {},
): string[] {
  const judge = new PeerJudge(peerCase, solution, { floorAtMost: SCORE_MAX, gapAtMost: 0, ...options });
  judge.everyoneOnce();
  if (judge.faults.length === 0) judge.proof();
  return judge.faults;
}

/** In an odd number the last place is empty. */
const EMPTY = -1;

class PeerJudge {
  readonly faults: string[] = [];
  private readonly places: number[] = [];
  private readonly freePairs: (readonly [number, number])[];
  private readonly inLocked = new Set<number>();

  constructor(
    private readonly asked: PeerCase,
    private readonly given: PeerSolution,
    private readonly options: { readonly floorAtMost: number; readonly gapAtMost: number },
  ) {
    const lockedKeys = new Set((asked.locked ?? []).map(keyOf));
    for (const person of (asked.locked ?? []).flat()) this.inLocked.add(person);
    const settled = new Set([...this.inLocked, ...(given.triple ?? [])]);
    for (let person = 0; person < asked.count; person += 1) if (!settled.has(person)) this.places.push(person);
    if (this.places.length % 2 === 1) this.places.push(EMPTY);
    this.freePairs = given.pairs.filter((pair) => !lockedKeys.has(keyOf(pair)));
  }

  everyoneOnce(): void {
    const { pairs, unmatched, total, floor } = this.given;
    const triple: readonly number[] = this.given.triple ?? [];
    const seen = [...pairs.flat(), ...triple, ...unmatched].sort((one, other) => one - other);
    if (seen.length !== this.asked.count || seen.some((person, place) => person !== place)) {
      this.faults.push('Not everyone has exactly one place');
    }
    const made = new Set(pairs.map(keyOf));
    for (const pair of this.asked.locked ?? []) {
      const isKept = made.has(keyOf(pair)) || pair.every((person) => triple.includes(person));
      if (!isKept) this.faults.push(`The locked pair ${pair.join('-')} was not kept`);
    }
    for (const pair of this.freePairs) {
      if (this.score(...pair) < 0) this.faults.push(`The pair ${pair.join('-')} is forbidden`);
    }
    this.three();
    const sum = pairs.reduce((so, pair) => so + Math.max(0, this.score(...pair)), this.scoreOfThree());
    if (sum !== total) this.faults.push('The total is not that of the pairs');
    if (floor !== this.worst()) this.faults.push('The floor is not the score of the worst pair');
  }

  /** An odd number has three together, all of whom suit each other unless two of them are locked. */
  private three(): void {
    const { triple } = this.given;
    if (!triple) return;
    if ((this.asked.count - this.inLocked.size) % 2 === 0) this.faults.push('There is a triple without an odd one');
    const [one, other, third] = triple;
    for (const pair of [[one, other] as const, [one, third] as const, [other, third] as const]) {
      const isLocked = (this.asked.locked ?? []).some((locked) => keyOf(locked) === keyOf(pair));
      if (!isLocked && this.score(...pair) < 0) this.faults.push('The third is forbidden there');
    }
  }

  private scoreOfThree(): number {
    const { triple } = this.given;
    if (!triple) return 0;
    const [one, other, third] = triple;
    const scores = [this.score(one, other), this.score(one, third), this.score(other, third)];
    return Math.floor(scores.reduce((sum, score) => sum + Math.max(0, score), 0) / 3);
  }

  proof(): void {
    const { certificate } = this.given;
    const floor = this.worstPair();
    const seated = 2 * this.freePairs.length;
    if (certificate.objective !== 'sum')
      this.barrier(certificate.coverage, 0, this.places.length - seated, 'number of pairs');
    const highest = Math.min(this.options.floorAtMost, this.given.triple ? this.given.floor : SCORE_MAX);
    const aimsAtFloor = certificate.objective === 'balanced' || certificate.objective === 'fair';
    if (aimsAtFloor && floor >= 0 && floor < highest) {
      this.barrier(certificate.floor, floor + 1, this.places.length - seated + 1, 'floor');
    }
    this.duals(certificate, aimsAtFloor && floor >= 0 ? Math.min(floor, highest) : 0);
  }

  /** Tutte and Berge: at least (odd parts without the barrier) - (barrier) people stay alone. */
  private barrier(barrier: Uint8Array | null, least: number, alone: number, what: string): void {
    if (barrier === null) return void this.faults.push(`The ${what} is not proven`);
    let unseen = [...this.places.keys()].filter((place) => barrier[place] === 0);
    let odd = 0;
    for (let start = unseen.pop(); start !== undefined; start = unseen.pop()) {
      const part = [start];
      for (const place of part) {
        const further: number[] = [];
        for (const next of unseen) (this.isAllowed(place, next, least) ? part : further).push(next);
        unseen = further;
      }
      odd += part.length % 2;
    }
    const size = barrier.reduce((sum, member) => sum + member, 0);
    if (odd - size < alone) this.faults.push(`The barrier proves ${odd - size} alone for the ${what}, not ${alone}`);
  }

  private duals(certificate: PeerCertificate, least: number): void {
    const { places } = this;
    const { prices, apart, scale, objective } = certificate;
    for (let one = 0; one < places.length; one += 1) {
      let shared: ((other: number) => number) | undefined;
      for (let other = one + 1; other < places.length; other += 1) {
        const value = this.isAllowed(one, other, least) ? this.worth(one, other, objective) : apart;
        const short = 2 * scale * value - (prices[one] as number) - (prices[other] as number);
        if (short <= 0) continue;
        shared ??= sharedPrice(certificate, one);
        if (short > 2 * shared(other)) this.faults.push(`Places ${one} and ${other} are worth more than their prices`);
      }
    }
    const bound = prices.reduce((sum, price) => sum + price, 0) + this.boundOfSets(certificate);
    const place = new Map(places.map((person, index) => [person, index]));
    const pairs = this.freePairs.map((pair) =>
      this.worth(place.get(pair[0]) ?? -1, place.get(pair[1]) ?? -1, objective),
    );
    const worth = pairs.reduce((sum, value) => sum + value, 0) + (places.length / 2 - pairs.length) * apart;
    const gap = bound / 2 / scale - worth;
    if (gap !== this.given.certificate.gap) this.faults.push(`The sum is proven to another gap, of ${gap}`);
    if (gap > this.options.gapAtMost) this.faults.push(`The sum is proven to a gap of ${gap}`);
  }

  /** No more than half of a set pairs inside it, and an odd one out is left. */
  private boundOfSets({ sets, innermost }: PeerCertificate): number {
    const sizes = new Int32Array(sets.length);
    if (sets.some(({ around }, set) => around >= set)) this.faults.push('A set is not inside the one around it');
    for (const inner of innermost) {
      for (let set = inner; set >= 0; set = sets[set]?.around ?? -1) sizes[set] = (sizes[set] as number) + 1;
    }
    if (sets.some(({ price }, set) => price < 0 || (sizes[set] as number) % 2 === 0)) {
      this.faults.push('A set is even or has a negative price');
    }
    return sets.reduce((sum, { price }, set) => sum + price * ((sizes[set] as number) - 1), 0);
  }

  private worst(): number {
    const { triple } = this.given;
    const isFree = triple !== undefined && triple.filter((person) => this.inLocked.has(person)).length === 0;
    if (!isFree) return this.worstPair();
    return this.freePairs.length === 0 ? this.scoreOfThree() : Math.min(this.worstPair(), this.scoreOfThree());
  }

  private worstPair(): number {
    return this.freePairs.length === 0 ? -1 : Math.min(...this.freePairs.map((pair) => this.score(...pair)));
  }

  private isAllowed(one: number, other: number, least: number): boolean {
    const [person, mate] = [this.places[one] as number, this.places[other] as number];
    return one !== other && person !== EMPTY && mate !== EMPTY && this.score(person, mate) >= least;
  }

  private worth(one: number, other: number, objective: string): number {
    const [person, mate] = [this.places[one] as number, this.places[other] as number];
    const score = (this.asked.worths ?? this.asked.scores).at(person, mate);
    return objective === 'fair' ? SCORE_MAX - Math.round(((SCORE_MAX - score) / 1000) ** 2) : score;
  }

  private score(one: number, other: number): number {
    return this.asked.scores.at(one, other);
  }
}

/** By another place the prices of the sets around both. */
function sharedPrice({ sets, innermost }: PeerCertificate, one: number): (other: number) => number {
  const own: number[] = [];
  for (let set = innermost[one] as number; set >= 0; set = sets[set]?.around ?? -1) own.push(set);
  const sums = new Map<number, number>();
  let sum = 0;
  for (const set of own.reverse()) {
    sum += sets[set]?.price ?? 0;
    sums.set(set, sum);
  }
  return (other) => {
    for (let set = innermost[other] as number; set >= 0; set = sets[set]?.around ?? -1) {
      const found = sums.get(set);
      if (found !== undefined) return found;
    }
    return 0;
  };
}

function keyOf([one, other]: readonly [number, number]): string {
  return one < other ? `${one}-${other}` : `${other}-${one}`;
}
