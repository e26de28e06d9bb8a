import { NodeHeap } from './heap.js';
import { Seating } from './seating.js';
import { normalise, type Transport, type TransportState } from './transport-state.js';

export type { Transport, TransportState };

const UNPLACED = -1;
/** In `reachedBy`: along the arc between a mentor and the place of the lonely, which carries what the mentor leaves free. */
const BY_TRANSFER = -2;
const NOT_REACHED = -3;
/** Mentors looked at between two calls of `stop`: some milliseconds. */
const STOP_EVERY = 20_000;

/**
 * Turns any prices and any placing into the optimum for the candidates. Minimum-cost flow by successive shortest paths
 * with prices (Edmonds and Karp 1972; Tomizawa 1971), from a pseudo-flow: pairs that the prices do not support are
 * dissolved first, which leaves mentees without place and seats of a positive price without mentee; each shortest path
 * joins one to the other. So the same routine finishes an auction, takes in new candidates, and repairs a pairing that lost a mentor.
 */
export function settle(transport: Transport, state: TransportState): void {
  const flow = new SettlingFlow(transport, state);
  flow.releaseUnsupported();
  flow.balance();
  flow.placeEveryone();
  normalise(state, transport.firsts);
}

class SettlingFlow {
  private readonly menteeCount: number;
  /** The node of those who stay alone; also where the flow of every mentor ends. */
  private readonly root: number;
  private readonly seating: Seating;
  /** Seats each mentor reports as taken; with a price above the root's, all of them. */
  private readonly reported: Int32Array;
  private readonly lacking: Int32Array;
  private readonly distance: Float64Array;
  private readonly reachedBy: Int32Array;
  private readonly reachedFrom: Int32Array;
  private readonly settled: Int32Array;
  private settledCount = 0;
  private steps = 0;
  private readonly heap: NodeHeap;
  private readonly firsts: Float64Array;

  constructor(
    private readonly transport: Transport,
    private readonly state: TransportState,
  ) {
    this.menteeCount = state.choice.length;
    this.root = transport.capacities.length;
    const nodes = this.root + 1;
    this.seating = new Seating(this.menteeCount, nodes);
    this.reported = new Int32Array(nodes);
    this.lacking = new Int32Array(nodes);
    this.distance = new Float64Array(nodes);
    this.reachedBy = new Int32Array(nodes).fill(NOT_REACHED);
    this.reachedFrom = new Int32Array(nodes);
    this.settled = new Int32Array(nodes);
    this.heap = new NodeHeap(nodes);
    this.firsts = transport.firsts ?? new Float64Array(nodes);
  }

  releaseUnsupported(): void {
    const { choice, prices, profits } = this.state;
    const { candidates, alone } = this.transport;
    const zero = prices[this.root] as number;
    for (let mentor = 0; mentor < this.root; mentor += 1) {
      const lowest = zero - (this.firsts[mentor] as number);
      if ((prices[mentor] as number) < lowest) prices[mentor] = lowest;
    }
    for (let mentee = 0; mentee < this.menteeCount; mentee += 1) {
      const current = choice[mentee] as number;
      let best = alone - zero;
      let kept = current === this.root ? best : -Infinity;
      const end = mentee * candidates.stride + (candidates.count[mentee] as number);
      for (let at = mentee * candidates.stride; at < end; at += 1) {
        const mentor = candidates.mentor[at] as number;
        const gain = (candidates.value[at] as number) - (prices[mentor] as number);
        if (gain > best) best = gain;
        if (mentor === current) kept = gain;
      }
      profits[mentee] = best;
      if (kept === best && this.hasSeat(current)) this.seat(mentee, current);
      else choice[mentee] = UNPLACED;
    }
  }

  balance(): void {
    let inflow = this.seating.placed[this.root] as number;
    for (let mentor = 0; mentor < this.root; mentor += 1) {
      const taken = this.seating.placed[mentor] as number;
      const seats = Math.max(taken, this.seatsToFill(mentor));
      this.reported[mentor] = seats;
      this.lacking[mentor] = seats - taken;
      inflow += seats;
    }
    this.lacking[this.root] = this.menteeCount - inflow;
  }

  /** A seat that costs something is taken, and so is a first one for which less is paid than it is worth. */
  private seatsToFill(mentor: number): number {
    const above = (this.state.prices[mentor] as number) - (this.state.prices[this.root] as number);
    const seats = this.transport.capacities[mentor] as number;
    if (above > 0) return seats;
    return above + (this.firsts[mentor] as number) > 0 ? Math.min(1, seats) : 0;
  }

  placeEveryone(): void {
    const { choice, profits } = this.state;
    for (let mentee = 0; mentee < this.menteeCount; mentee += 1) {
      if (choice[mentee] !== UNPLACED) continue;
      this.offer(mentee, UNPLACED, 0);
      const length = this.joinNearest();
      profits[mentee] = (profits[mentee] as number) - length;
    }
    while ((this.lacking[this.root] as number) < 0) {
      this.lacking[this.root] = (this.lacking[this.root] as number) + 1;
      this.reach(this.root, 0, UNPLACED, UNPLACED);
      this.joinNearest();
    }
  }

  /** Dijkstra from what was offered to the nearest node that lacks someone; moves people along, raises prices. */
  private joinNearest(): number {
    const { heap, lacking, distance } = this;
    this.settledCount = 0;
    for (;;) {
      this.steps += 1;
      if (this.steps % STOP_EVERY === 0) this.transport.stop?.();
      if (heap.isEmpty) throw new Error('A place to stay alone is always within reach');
      const node = heap.popLeast();
      if ((lacking[node] as number) > 0) {
        const length = distance[node] as number;
        this.raisePrices(length);
        this.moveAlong(node);
        this.forget(node);
        return length;
      }
      this.settled[this.settledCount] = node;
      this.settledCount += 1;
      this.leave(node);
    }
  }

  private leave(node: number): void {
    const { prices } = this.state;
    const { firstOf, nextOf } = this.seating;
    const sofar = this.distance[node] as number;
    for (let mentee = firstOf[node] as number; mentee >= 0; mentee = nextOf[mentee] as number) {
      this.offer(mentee, node, sofar);
    }
    const zero = prices[this.root] as number;
    if (node !== this.root) {
      if ((this.reported[node] as number) < (this.transport.capacities[node] as number)) {
        const gain = (this.reported[node] as number) === 0 ? (this.firsts[node] as number) : 0;
        this.reach(this.root, sofar + zero - gain - (prices[node] as number), BY_TRANSFER, node);
      }
      return;
    }
    for (let mentor = 0; mentor < this.root; mentor += 1) {
      const reported = this.reported[mentor] as number;
      if (reported === 0) continue;
      const loss = reported === 1 ? (this.firsts[mentor] as number) : 0;
      this.reach(mentor, sofar + loss + (prices[mentor] as number) - zero, BY_TRANSFER, node);
    }
  }

  private offer(mentee: number, from: number, sofar: number): void {
    const { prices, profits } = this.state;
    const { candidates, alone } = this.transport;
    const { distance, reachedBy } = this;
    const base = sofar + (profits[mentee] as number);
    const end = mentee * candidates.stride + (candidates.count[mentee] as number);
    for (let at = mentee * candidates.stride; at < end; at += 1) {
      const mentor = candidates.mentor[at] as number;
      const length = base - (candidates.value[at] as number) + (prices[mentor] as number);
      if (reachedBy[mentor] !== NOT_REACHED && (distance[mentor] as number) <= length) continue;
      this.reach(mentor, length, mentee, from);
    }
    this.reach(this.root, base - alone + (prices[this.root] as number), mentee, from);
  }

  private reach(node: number, length: number, by: number, from: number): void {
    if (this.reachedBy[node] !== NOT_REACHED && (this.distance[node] as number) <= length) return;
    this.distance[node] = length;
    this.reachedBy[node] = by;
    this.reachedFrom[node] = from;
    this.heap.push(node, length);
  }

  private raisePrices(length: number): void {
    const { prices, profits } = this.state;
    const { firstOf, nextOf } = this.seating;
    for (let at = 0; at < this.settledCount; at += 1) {
      const node = this.settled[at] as number;
      const rise = length - (this.distance[node] as number);
      if (rise === 0) continue;
      prices[node] = (prices[node] as number) + rise;
      for (let mentee = firstOf[node] as number; mentee >= 0; mentee = nextOf[mentee] as number) {
        profits[mentee] = (profits[mentee] as number) - rise;
      }
    }
  }

  private moveAlong(end: number): void {
    this.lacking[end] = (this.lacking[end] as number) - 1;
    let node = end;
    while (node !== UNPLACED) {
      const by = this.reachedBy[node] as number;
      const from = this.reachedFrom[node] as number;
      if (by === BY_TRANSFER) {
        const mentor = node === this.root ? from : node;
        this.reported[mentor] = (this.reported[mentor] as number) + (node === this.root ? 1 : -1);
      } else if (by >= 0) {
        if (from !== UNPLACED) this.seating.remove(by, from);
        this.seat(by, node);
      }
      node = from;
    }
  }

  /** Everything touched by this search: what was settled, what still waits, and the end. */
  private forget(end: number): void {
    for (let at = 0; at < this.settledCount; at += 1) this.reachedBy[this.settled[at] as number] = NOT_REACHED;
    this.reachedBy[end] = NOT_REACHED;
    while (!this.heap.isEmpty) this.reachedBy[this.heap.dropLast()] = NOT_REACHED;
  }

  /** A seat that is paid for is a first one. */
  private hasSeat(node: number): boolean {
    if (node === this.root) return true;
    const isPaid = (this.state.prices[node] as number) < (this.state.prices[this.root] as number);
    const seats = this.transport.capacities[node] as number;
    return (this.seating.placed[node] as number) < (isPaid ? Math.min(1, seats) : seats);
  }

  private seat(mentee: number, node: number): void {
    this.seating.add(mentee, node);
    this.state.choice[mentee] = node;
  }
}
