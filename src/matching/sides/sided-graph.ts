import { PerfectMatching } from '../blossom/blossom.js';
import { openCase } from '../mentors/mentors.js';
import { NOBODY } from '../types.js';
import { rowsOf, type Direction, type SidedCase } from './sided-case.js';

/** What a search has decided so far, beyond the case. */
export interface Decided {
  /** Pairs that may not be, as `mentor * menteeCount + mentee`. */
  readonly never: ReadonlySet<number>;
  /** Mentors who are happy with either side, and are not mentored. */
  readonly mentorsOnly: ReadonlySet<number>;
  /** Mentors who are happy with either side, and have one mentee at most. */
  readonly firstOnly: ReadonlySet<number>;
}

/**
 * What is saved by whoever keeps what the graph does not hold, so that what is best at such prices still bounds every placing; all whole.
 * `either`, by mentor who is happy with either side: what a further seat costs, and being mentored as often as there are further
 * seats. `couples`, by the place of the lower mentor's direction: what each of both directions costs.
 */
export interface Tolls {
  readonly either: Float64Array;
  readonly couples: ReadonlyMap<number, number>;
}

/** What counts: one more matched, a mentor more employed, and whether scores do; pairs below the floor are none. */
export interface Weights {
  readonly matched: number;
  readonly employed: number;
  readonly score: 0 | 1;
  readonly floor: number;
}

/** Pair of two nodes that stand for a seat and a mentee, one way round or the other. */
interface Way {
  readonly edge: number;
  readonly mentor: number;
  readonly mentee: number;
  /** Not the first seat. */
  readonly isFurther: boolean;
}

/**
 * Mentees and seats as nodes of one graph, in which a matching is a placing: whoever is happy with either side is one node, mentee and
 * first seat at once, so that both exclude each other (Edmonds 1965). What it does not hold: that nobody mentors their own
 * mentor, and that further seats of somebody happy with either are gone when they are mentored.
 */
export class SidedGraph {
  readonly nodeCount: number;
  private readonly ends: Int32Array;
  private readonly ways: Way[] = [];
  readonly edgeCount: number;
  /** By mentor. */
  readonly furtherSeats: Int32Array;
  private readonly openEmploy: Uint8Array;
  private readonly rowOf: Int32Array;
  /** By node. */
  private readonly isMentee: Uint8Array;
  private readonly employs: Uint8Array;

  constructor(private readonly sided: SidedCase) {
    const open = openCase(sided);
    this.rowOf = rowsOf(sided.columnOf, sided.menteeCount);
    this.furtherSeats = open.seats.map((own) => Math.max(0, Math.min(own, sided.menteeCount) - 1));
    const { mentorCount, menteeCount, seats, isOpen, employ } = open;
    this.openEmploy = employ;
    const nodes: { mentor: number; mentee: number; isFurther: boolean }[] = [];
    const merged = new Uint8Array(menteeCount);
    for (let mentor = 0; mentor < mentorCount; mentor += 1) {
      const own = Math.min(seats[mentor] as number, menteeCount);
      if (own === 0) continue;
      const mentee = sided.isEither[mentor] === 1 ? (sided.columnOf[mentor] as number) : NOBODY;
      if (mentee >= 0) merged[mentee] = 1;
      for (let seat = 0; seat < own; seat += 1)
        nodes.push({ mentor, mentee: seat === 0 ? mentee : NOBODY, isFurther: seat > 0 });
    }
    for (let mentee = 0; mentee < menteeCount; mentee += 1) {
      if (isOpen[mentee] === 1 && merged[mentee] === 0) nodes.push({ mentor: NOBODY, mentee, isFurther: false });
    }
    if (nodes.length % 2 === 1) nodes.push({ mentor: NOBODY, mentee: NOBODY, isFurther: false });
    this.nodeCount = nodes.length;
    this.isMentee = Uint8Array.from(nodes, ({ mentee }) => (mentee >= 0 ? 1 : 0));
    this.employs = Uint8Array.from(nodes, ({ mentor, isFurther }) =>
      mentor >= 0 && !isFurther ? (employ[mentor] as number) : 0,
    );
    const ends: number[] = [];
    nodes.forEach((one, first) => {
      for (let second = first + 1; second < nodes.length; second += 1) {
        const other = nodes[second] as (typeof nodes)[number];
        const edge = ends.length / 2;
        ends.push(first, second);
        if (one.mentor >= 0 && other.mentee >= 0)
          this.ways.push({ edge, mentor: one.mentor, mentee: other.mentee, isFurther: one.isFurther });
        if (other.mentor >= 0 && one.mentee >= 0)
          this.ways.push({ edge, mentor: other.mentor, mentee: one.mentee, isFurther: other.isFurther });
      }
    });
    this.ends = Int32Array.from(ends);
    this.edgeCount = ends.length / 2;
  }

  /** The best matching under what is decided: no placing is worth more. */
  best(decided: Decided, weights: Weights, tolls?: Tolls): { mentorOf: Int32Array; worth: number } {
    const values = new Float64Array(this.ends.length / 2);
    const wayOf = new Int32Array(values.length).fill(-1);
    this.ways.forEach((way, at) => {
      const value = this.valueOf(way, decided, weights) - (tolls ? this.tollOf(way, decided, tolls) : 0);
      if (value <= (values[way.edge] as number)) return;
      values[way.edge] = value;
      wayOf[way.edge] = at;
    });
    const mates = perfect(this.nodeCount, this.ends, values);
    const mentorOf = new Int32Array(this.sided.menteeCount).fill(NOBODY);
    let worth = tolls ? this.saved(decided, tolls) : 0;
    for (const edge of mates) {
      const way = this.ways[wayOf[edge] as number];
      if (!way) continue;
      mentorOf[way.mentee] = way.mentor;
      worth += values[edge] as number;
    }
    return { mentorOf, worth };
  }

  /** What a placing counts by these weights, two who mentor each other not considered. */
  worthOf(mentorOf: Int32Array, weights: Weights): number {
    const { scores, menteeCount, stay, isEither, columnOf } = this.sided;
    const busy = new Set(mentorOf);
    let worth = 0;
    mentorOf.forEach((mentor, mentee) => {
      if (mentor < 0) return;
      const bonus = stay?.mentorOf[mentee] === mentor ? stay.bonus : 0;
      worth += weights.matched + weights.score * ((scores[mentor * menteeCount + mentee] as number) + bonus);
    });
    for (const mentor of busy) {
      if (mentor < 0) continue;
      if (isEither[mentor] === 1 && (mentorOf[columnOf[mentor] as number] as number) < 0) worth += weights.matched;
      worth += weights.employed * (this.openEmploy[mentor] as number);
    }
    return worth;
  }

  /** 0 where the pair may not be. */
  private valueOf({ edge, mentor, mentee, isFurther }: Way, decided: Decided, weights: Weights): number {
    const { scores, menteeCount, columnOf, stay } = this.sided;
    const place = mentor * menteeCount + mentee;
    const score = scores[place] as number;
    if (score < Math.max(0, weights.floor) || columnOf[mentor] === mentee || decided.never.has(place)) return 0;
    if (isFurther && decided.firstOnly.has(mentor)) return 0;
    const own = this.rowOf[mentee] as number;
    if (own >= 0 && decided.mentorsOnly.has(own)) return 0;
    const bonus = stay?.mentorOf[mentee] === mentor ? stay.bonus : 0;
    return weights.score * (score + bonus) + this.weightOf(edge, weights);
  }

  /** Both ends of a pair of two who are happy with either are matched by it. */
  private weightOf(edge: number, { matched, employed }: Weights): number {
    const [one, other] = [this.ends[2 * edge] as number, this.ends[2 * edge + 1] as number];
    const people = (this.isMentee[one] as number) + (this.isMentee[other] as number);
    const mentors = (this.employs[one] as number) + (this.employs[other] as number);
    return matched * people + employed * mentors;
  }

  private tollOf({ mentor, mentee, isFurther }: Way, decided: Decided, { either, couples }: Tolls): number {
    const own = this.rowOf[mentee] as number;
    const further = isFurther && isTolled(decided, mentor) ? (either[mentor] as number) : 0;
    const between = own < 0 || couples.size === 0 ? 0 : this.betweenOf(mentor, own, { decided, couples });
    if (own < 0 || !isTolled(decided, own)) return further + between;
    return further + between + (either[own] as number) * (this.furtherSeats[own] as number);
  }

  /** Where one of both directions may not be, the other costs nothing. */
  private betweenOf(mentor: number, own: number, { decided, couples }: Pick<Tolls, 'couples'> & { decided: Decided }) {
    const { columnOf, menteeCount } = this.sided;
    const [low, high] = [Math.min(mentor, own), Math.max(mentor, own)];
    const place = low * menteeCount + (columnOf[high] as number);
    return this.isOpenCouple(place, decided) ? (couples.get(place) ?? 0) : 0;
  }

  /** Two who would mentor each other, by the place of one direction. */
  coupleAt(place: number): [Direction, Direction] {
    const { columnOf, menteeCount } = this.sided;
    const [mentor, mentee] = [Math.floor(place / menteeCount), place % menteeCount];
    return [
      { mentor, mentee },
      { mentor: this.rowOf[mentee] as number, mentee: columnOf[mentor] as number },
    ];
  }

  isOpenCouple(place: number, { never }: Decided): boolean {
    return !this.coupleAt(place).some(({ mentor, mentee }) => never.has(mentor * this.sided.menteeCount + mentee));
  }

  private saved(decided: Decided, { either, couples }: Tolls): number {
    const between = [...couples].reduce(
      (sum, [place, toll]) => sum + (this.isOpenCouple(place, decided) ? toll : 0),
      0,
    );
    return either.reduce(
      (sum, toll, mentor) =>
        sum + (toll > 0 && isTolled(decided, mentor) ? toll * (this.furtherSeats[mentor] as number) : 0),
      between,
    );
  }
}

function isTolled({ mentorsOnly, firstOnly }: Decided, mentor: number): boolean {
  return !mentorsOnly.has(mentor) && !firstOnly.has(mentor);
}

/**
 * The edges of the perfect matching of the greatest value in a complete graph, its edges in the order of their first end. Each node
 * first lowers its price as far as its edges allow, and takes whom it is then worth most with, if both are free.
 */
function perfect(nodeCount: number, ends: Int32Array, values: Float64Array): number[] {
  const edgeOf = (one: number, other: number) => {
    const [low, high] = one < other ? [one, other] : [other, one];
    return (low * (2 * nodeCount - low - 1)) / 2 + high - low - 1;
  };
  const prices = new Float64Array(nodeCount);
  values.forEach((value, edge) => {
    for (const node of [ends[2 * edge] as number, ends[2 * edge + 1] as number]) {
      if (value > (prices[node] as number)) prices[node] = value;
    }
  });
  const isTaken = new Uint8Array(nodeCount);
  const started: number[] = [];
  for (let node = 0; node < nodeCount; node += 1) {
    if (isTaken[node] === 1) continue;
    let [least, mate] = [-Infinity, -1];
    for (let other = 0; other < nodeCount; other += 1) {
      if (other === node) continue;
      const asked = 2 * (values[edgeOf(node, other)] as number) - (prices[other] as number);
      if (asked < least || (asked === least && (mate < 0 || isTaken[mate] === 0))) continue;
      [least, mate] = [asked, other];
    }
    prices[node] = least;
    if (isTaken[mate] === 1) continue;
    isTaken[node] = isTaken[mate] = 1;
    started.push(edgeOf(node, mate));
  }
  const matching = new PerfectMatching({ nodeCount, ends, values }, prices);
  for (const edge of started) matching.pairUp(edge);
  matching.solve();
  const edges: number[] = [];
  for (let node = 0; node < nodeCount; node += 1) {
    const mate = matching.mateOf(node);
    if (mate > node) edges.push(edgeOf(node, mate));
  }
  return edges;
}
