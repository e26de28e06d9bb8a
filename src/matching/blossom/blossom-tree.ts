import { EventQueue } from './blossom-events.js';
import { BlossomForest, childAt, wayRound, type EdgeList } from './blossom-forest.js';

const FREE = 0;
const OUTER = 1;
const INNER = 2;
const ON_PATH = 5;

/**
 * A tree of tight edges grown from one node without mate: outer sets are an even way from the root, inner ones an odd way.
 * As time passes, outer nodes get cheaper and inner ones dearer by as much; what a set has changed since it joined is counted only
 * when it leaves, so that a search costs no more than what it touches (Derigs 1981; Galil, Micali and Gabow 1986).
 */
export class AlternatingTree extends BlossomForest {
  /** By outermost set. */
  private readonly label: Uint8Array;
  private readonly since: Float64Array;
  /** By node: the earliest time at which an edge from the tree gets tight. */
  private readonly reachedAt: Float64Array;
  private readonly reached: number[] = [];
  private readonly touched: number[] = [];
  private readonly scan: number[] = [];
  private readonly firstEnd: Int32Array;
  private readonly nextEnds: Int32Array;
  /** Edges by number; sets that may open by their complement. */
  private readonly events = new EventQueue();
  private now = 0;
  /** When another node without mate is reached at the latest. */
  private latest = Infinity;

  constructor(edges: EdgeList, prices: ArrayLike<number>) {
    super(edges, prices);
    const { nodeCount, ends } = edges;
    this.label = new Uint8Array(2 * nodeCount);
    this.since = new Float64Array(2 * nodeCount);
    this.reachedAt = new Float64Array(nodeCount).fill(Infinity);
    this.firstEnd = new Int32Array(nodeCount + 1);
    this.nextEnds = new Int32Array(ends.length);
    for (const node of ends) this.firstEnd[node] = (this.firstEnd[node] as number) + 1;
    for (let node = 1; node <= nodeCount; node += 1) {
      this.firstEnd[node] = (this.firstEnd[node] as number) + (this.firstEnd[node - 1] as number);
    }
    for (let end = ends.length - 1; end >= 0; end -= 1) {
      const near = this.node(end ^ 1);
      this.firstEnd[near] = (this.firstEnd[near] as number) - 1;
      this.nextEnds[this.firstEnd[near]] = end;
    }
  }

  /** Finds a mate for the root, at the least change of prices. Throws when there is none. */
  protected growFrom(root: number): void {
    const { events } = this;
    this.now = 0;
    this.latest = Infinity;
    events.clear();
    this.enter(this.outermost(root), OUTER, -1);
    for (let isFound = false; !isFound;) {
      for (let node = this.scan.pop(); node !== undefined; node = this.scan.pop()) this.look(node);
      if (events.isEmpty) throw new Error('There is no perfect matching');
      this.now = events.nextTime;
      const event = events.pop();
      if (event < 0) this.openInner(~event);
      else isFound = this.follow(event);
    }
    this.leaveTree();
  }

  private enter(set: number, label: number, end: number): void {
    this.label[set] = label;
    this.labelEnd[set] = end;
    this.since[set] = this.now;
    this.touched.push(set);
    if (label === OUTER) this.addNodes(set, this.scan);
    else if (set >= this.edges.nodeCount) this.events.push(~set, this.now + this.setPrice(set));
  }

  /** An inner set, and the outer one its base is matched with. */
  private enterPair(set: number, end: number): void {
    this.enter(set, INNER, end);
    const onward = this.mateEnd[this.base[set] as number] as number;
    this.enter(this.outermost(this.node(onward)), OUTER, onward ^ 1);
  }

  private priceNow(node: number): number {
    const set = this.outermost(node);
    const price = this.priceOf(node);
    if (this.label[set] === FREE) return price;
    const passed = this.now - (this.since[set] as number);
    return this.label[set] === OUTER ? price - passed : price + passed;
  }

  private slack(edge: number): number {
    return (
      this.priceNow(this.node(2 * edge)) +
      this.priceNow(this.node(2 * edge + 1)) -
      2 * (this.edges.values[edge] as number)
    );
  }

  /** Foresees when the edges of a new outer node get tight. */
  private look(node: number): void {
    const { edges, events, nextEnds, label } = this;
    const set = this.outermost(node);
    const price = this.priceNow(node);
    const last = this.firstEnd[node + 1] as number;
    for (let at = this.firstEnd[node] as number; at < last; at += 1) {
      const end = nextEnds[at] as number;
      const other = edges.ends[end] as number;
      const otherSet = this.outermost(other);
      if (otherSet === set || label[otherSet] === INNER) continue;
      const slack = price + this.priceNow(other) - 2 * (edges.values[end >> 1] as number);
      if (label[otherSet] === FREE) this.reach(end, this.now + slack);
      else if (this.now + slack / 2 <= this.latest) events.push(end >> 1, this.now + slack / 2);
    }
  }

  private reach(end: number, time: number): void {
    const node = this.node(end);
    if (time >= (this.reachedAt[node] as number) || time > this.latest) return;
    if (this.reachedAt[node] === Infinity) this.reached.push(node);
    this.reachedAt[node] = time;
    if (this.mateEnd[this.base[this.outermost(node)] as number] === -1) this.latest = time;
    this.events.push(end >> 1, time);
  }

  /** True when the edge led to another node without mate and the matching grew. */
  private follow(edge: number): boolean {
    const { label } = this;
    const end = label[this.outermost(this.node(2 * edge))] === OUTER ? 2 * edge : 2 * edge + 1;
    const set = this.outermost(this.node(end));
    const other = this.outermost(this.node(end ^ 1));
    if (set === other || label[set] !== OUTER || label[other] === INNER) return false;
    const slack = this.slack(edge);
    if (slack > 0) {
      this.events.push(edge, this.now + (label[other] === OUTER ? slack / 2 : slack));
    } else if (label[other] === OUTER) {
      this.contract(edge);
    } else if (this.mateEnd[this.base[other] as number] === -1) {
      this.augmentAlong(edge);
      return true;
    } else {
      this.enterPair(other, end);
    }
    return false;
  }

  /** Climbs from both nodes by turns to where their ways to the root meet. */
  private commonBase(one: number, other: number): number {
    const path: number[] = [];
    let [here, there] = [one, other];
    let set = this.outermost(here);
    while (this.label[set] !== ON_PATH) {
      path.push(set);
      this.label[set] = ON_PATH;
      const up = this.labelEnd[set] as number;
      here = up === -1 ? -1 : this.node(this.labelEnd[this.outermost(this.node(up))] as number);
      if (there !== -1) [here, there] = [there, here];
      set = this.outermost(here);
    }
    for (const passed of path) this.label[passed] = OUTER;
    return set;
  }

  private contract(edge: number): void {
    const top = this.commonBase(this.node(2 * edge), this.node(2 * edge + 1));
    const children: number[] = [];
    const ends: number[] = [];
    const climb = (from: number, flip: 0 | 1) => {
      for (let child = this.outermost(from); child !== top;) {
        const up = this.labelEnd[child] as number;
        children.push(child);
        ends.push(up ^ flip);
        child = this.outermost(this.node(up));
      }
    };
    climb(this.node(2 * edge), 0);
    children.push(top);
    children.reverse();
    ends.reverse();
    ends.push(2 * edge);
    climb(this.node(2 * edge + 1), 1);
    for (const child of children) {
      this.fixPrices(child);
      if (this.label[child] === INNER) this.addNodes(child, this.scan);
    }
    const set = this.join(children, ends);
    this.label[set] = OUTER;
    this.labelEnd[set] = this.labelEnd[top] as number;
    this.since[set] = this.now;
    this.touched.push(set);
  }

  /** Counts in what changed since the set joined the tree. */
  private fixPrices(set: number): void {
    const passed = this.now - (this.since[set] as number);
    this.since[set] = this.now;
    if (passed === 0 || this.label[set] === FREE) return;
    this.shiftPrices(set, this.label[set] === OUTER ? passed : -passed);
  }

  /** Opens the set if it is still inner and its price is used up. The even way round from where the tree entered to the base stays in the tree. */
  private openInner(set: number): void {
    if (this.parent[set] !== -1 || this.label[set] !== INNER) return;
    this.fixPrices(set);
    if (this.setPrice(set) !== 0) return;
    const [children, ends] = [this.children[set] as readonly number[], this.childEnds[set] as readonly number[]];
    let end = this.labelEnd[set] as number;
    this.part(set, () => false);
    for (const freed of [set, ...children]) {
      this.label[freed] = FREE;
      this.labelEnd[freed] = -1;
    }
    const first = children.indexOf(this.outermost(this.node(end ^ 1)));
    const { step, flip } = wayRound(first);
    let at = first % 2 === 1 ? first - children.length : first;
    for (; at !== 0; at += step) {
      this.enterPair(childAt(children, at), end);
      at += step;
      end = (ends.at(at - flip) as number) ^ flip;
    }
    this.enter(childAt(children, 0), INNER, end);
    for (const child of children) if (this.label[child] === FREE) this.nodesOf(child).forEach(this.lookBack, this);
  }

  /** Foresees when the tree reaches a node that left it. */
  private lookBack(node: number): void {
    this.reachedAt[node] = Infinity;
    for (let at = this.firstEnd[node] as number; at < (this.firstEnd[node + 1] as number); at += 1) {
      const end = this.nextEnds[at] as number;
      if (this.label[this.outermost(this.node(end))] !== OUTER) continue;
      this.reach(end ^ 1, this.now + this.slack(end >> 1));
    }
  }

  private leaveTree(): void {
    const { touched, reached } = this;
    for (const set of touched) {
      if (this.parent[set] === -1) this.fixPrices(set);
      this.label[set] = FREE;
      this.labelEnd[set] = -1;
    }
    const isSpent = (set: number) =>
      set >= this.edges.nodeCount && this.base[set] !== -1 && this.parent[set] === -1 && this.setPrice(set) === 0;
    for (const set of touched) if (isSpent(set)) this.part(set, isSpent);
    touched.length = 0;
    for (const node of reached) this.reachedAt[node] = Infinity;
    reached.length = 0;
  }
}
