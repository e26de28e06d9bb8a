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

/** As a place the empty chair, as a person nobody. */
const CHAIR = -1;

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
    for (let person = 0; person < asked.count; person += 1) if (!this.inLocked.has(person)) this.places.push(person);
    if (this.places.length % 2 === 1) this.places.push(CHAIR);
    this.freePairs = this.allPairs().filter((pair) => !lockedKeys.has(keyOf(pair)));
  }

  everyoneOnce(): void {
    const { pairs, triple = [], unmatched, total, floor } = this.given;
    const seen = [...pairs.flat(), ...triple, ...unmatched].sort((one, other) => one - other);
    if (seen.length !== this.asked.count || seen.some((person, place) => person !== place)) {
      this.faults.push('Not everyone has exactly one place');
    }
    const made = new Set(this.allPairs().map(keyOf));
    for (const pair of this.asked.locked ?? []) {
      if (!made.has(keyOf(pair))) this.faults.push(`The locked pair ${pair.join('-')} was not kept`);
    }
    for (const pair of this.freePairs) {
      if (this.score(...pair) < 0) this.faults.push(`The pair ${pair.join('-')} is forbidden`);
    }
    const [one, other, third] = triple;
    if (one !== undefined && other !== undefined && third !== undefined) {
      if (Math.min(this.score(one, third), this.score(other, third)) < 0)
        this.faults.push('The third is forbidden there');
      if (third !== this.given.certificate.chair) this.faults.push('There is a triple without an odd one');
    }
    const sum = this.allPairs().reduce((so, pair) => so + Math.max(0, this.score(...pair)), 0);
    if (sum !== total) this.faults.push('The total is not that of the pairs');
    if (floor !== this.worst()) this.faults.push('The floor is not the score of the worst pair');
  }

  proof(): void {
    const { certificate, floor } = this.given;
    const { chair } = certificate;
    if (chair !== CHAIR && (this.places.at(-1) !== CHAIR || certificate.barred.includes(chair))) {
      this.faults.push('The empty chair is taken by somebody who may not');
    }
    const seated = 2 * this.freePairs.length + (this.given.certificate.chair === CHAIR ? 0 : 2);
    if (certificate.objective !== 'sum')
      this.barrier(certificate.coverage, 0, this.places.length - seated, 'number of pairs');
    const highest = Math.min(this.options.floorAtMost, SCORE_MAX);
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
    const seated = 2 * pairs.length + (this.given.certificate.chair === CHAIR ? 0 : 2);
    const seatedInChair = this.given.certificate.chair === CHAIR ? 0 : SCORE_MAX;
    const worth = pairs.reduce((sum, value) => sum + value, seatedInChair) + ((places.length - seated) / 2) * apart;
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

  private allPairs(): (readonly [number, number])[] {
    const { pairs, triple } = this.given;
    return triple ? [...pairs, [triple[0], triple[1]]] : [...pairs];
  }

  private worst(): number {
    return this.freePairs.length === 0 ? -1 : Math.min(...this.freePairs.map((pair) => this.score(...pair)));
  }

  private isAllowed(one: number, other: number, least: number): boolean {
    if (one === other) return false;
    const [person, mate] = [this.places[one] as number, this.places[other] as number];
    if (person !== CHAIR && mate !== CHAIR) return this.score(person, mate) >= least;
    return !this.given.certificate.barred.includes(Math.max(person, mate));
  }

  private worth(one: number, other: number, objective: string): number {
    const [person, mate] = [this.places[one] as number, this.places[other] as number];
    if (person === CHAIR || mate === CHAIR) return SCORE_MAX;
    const score = this.score(person, mate);
    return objective === 'fair' ? SCORE_MAX - Math.round(((SCORE_MAX - score) / 1000) ** 2) : score;
  }

  private score(one: number, other: number): number {
    return this.asked.scores[one * this.asked.count + other] as number;
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
