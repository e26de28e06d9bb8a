import { BlossomForest, type EdgeList } from './blossom-forest.js';

export const FREE = 0;
export const OUTER = 1;
export const INNER = 2;
const ON_PATH = 5;

/**
 * Trees of tight edges grown from every node without mate: outer nodes are an even way from a root, inner ones an odd
 * way. Two outer nodes that meet close an odd set, or, of different trees, a way to exchange along. For each outer set and
 * free node the edge of least slack is kept (Galil, Micali and Gabow 1986).
 */
export class AlternatingTrees extends BlossomForest {
  /** By node its price; by set its own, which counts twice inside. */
  readonly prices: Float64Array;
  protected readonly label: Uint8Array;
  protected readonly bestEdge: Int32Array;
  protected readonly bestEdges: (number[] | undefined)[];
  protected readonly firstEnd: Int32Array;
  protected readonly nextEnds: Int32Array;
  protected readonly bestTo: Int32Array;
  protected readonly scan: number[] = [];

  constructor(edges: EdgeList, prices: ArrayLike<number>) {
    super(edges);
    const { nodeCount, ends } = edges;
    this.prices = new Float64Array(2 * nodeCount);
    this.prices.set(prices);
    this.label = new Uint8Array(2 * nodeCount);
    this.bestEdge = new Int32Array(2 * nodeCount).fill(-1);
    this.bestEdges = new Array<number[] | undefined>(2 * nodeCount);
    this.bestTo = new Int32Array(2 * nodeCount).fill(-1);
    this.firstEnd = new Int32Array(nodeCount + 1);
    this.nextEnds = new Int32Array(ends.length);
    for (let end = 0; end < ends.length; end += 1) {
      const near = this.node(end ^ 1);
      this.firstEnd[near] = (this.firstEnd[near] as number) + 1;
    }
    for (let node = 1; node <= nodeCount; node += 1) {
      this.firstEnd[node] = (this.firstEnd[node] as number) + (this.firstEnd[node - 1] as number);
    }
    for (let end = ends.length - 1; end >= 0; end -= 1) {
      const near = this.node(end ^ 1);
      this.firstEnd[near] = (this.firstEnd[near] as number) - 1;
      this.nextEnds[this.firstEnd[near]] = end;
    }
  }

  protected slack(edge: number): number {
    const { ends, values } = this.edges;
    const price =
      (this.prices[ends[2 * edge] as number] as number) + (this.prices[ends[2 * edge + 1] as number] as number);
    return price - 2 * (values[edge] as number);
  }

  protected labelOf(node: number): number {
    return this.label[this.outermost[node] as number] as number;
  }

  protected mark(node: number, label: number, end: number): number {
    const set = this.outermost[node] as number;
    this.label[node] = this.label[set] = label;
    this.labelEnd[node] = this.labelEnd[set] = end;
    this.bestEdge[node] = this.bestEdge[set] = -1;
    return set;
  }

  protected makeOuter(node: number, end: number): void {
    this.nodesOf(this.mark(node, OUTER, end), this.scan);
  }

  protected makeInner(node: number, end: number): void {
    const set = this.mark(node, INNER, end);
    const onward = this.mateEnd[this.base[set] as number] as number;
    this.makeOuter(this.node(onward), onward ^ 1);
  }

  /** Follows tight edges; true when two trees met and the matching grew. */
  protected growTrees(): boolean {
    for (let node = this.scan.pop(); node !== undefined; node = this.scan.pop()) {
      const last = this.firstEnd[node + 1] as number;
      for (let at = this.firstEnd[node] as number; at < last; at += 1) {
        if (this.look(node, this.nextEnds[at] as number)) return true;
      }
    }
    return false;
  }

  protected look(node: number, end: number): boolean {
    const other = this.node(end);
    const otherSet = this.outermost[other] as number;
    const set = this.outermost[node] as number;
    if (set === otherSet) return false;
    const edge = end >> 1;
    const slack = this.slack(edge);
    const label = this.label[otherSet] as number;
    if (slack > 0) {
      if (label === OUTER) this.remember(set, edge, slack);
      else if (this.label[other] === FREE) this.remember(other, edge, slack);
      return false;
    }
    if (label === FREE) {
      this.makeInner(other, end ^ 1);
    } else if (label === OUTER) {
      const base = this.commonBase(node, other);
      if (base === -1) {
        this.augmentAlong(edge);
        return true;
      }
      this.contract(base, edge);
    } else if (this.label[other] === FREE) {
      this.label[other] = INNER;
      this.labelEnd[other] = end ^ 1;
    }
    return false;
  }

  protected remember(set: number, edge: number, slack: number): void {
    const best = this.bestEdge[set] as number;
    if (best === -1 || slack < this.slack(best)) this.bestEdge[set] = edge;
  }

  /** Climbs from both nodes by turns; -1 when the trees differ. */
  protected commonBase(one: number, other: number): number {
    const path: number[] = [];
    let found = -1;
    let here = one;
    let there = other;
    while (here !== -1 || there !== -1) {
      const set = this.outermost[here] as number;
      if (this.label[set] === ON_PATH) {
        found = this.base[set] as number;
        break;
      }
      path.push(set);
      this.label[set] = ON_PATH;
      const up = this.labelEnd[set] as number;
      here = up === -1 ? -1 : this.node(this.labelEnd[this.outermost[this.node(up)] as number] as number);
      if (there !== -1) [here, there] = [there, here];
    }
    for (const set of path) this.label[set] = OUTER;
    return found;
  }

  protected contract(base: number, edge: number): void {
    const top = this.outermost[base] as number;
    const set = this.unusedSets.pop() as number;
    const children: number[] = [];
    const ends: number[] = [];
    const climb = (from: number, flip: 0 | 1) => {
      for (let child = this.outermost[from] as number; child !== top;) {
        const up = this.labelEnd[child] as number;
        children.push(child);
        ends.push(up ^ flip);
        child = this.outermost[this.node(up)] as number;
      }
    };
    climb(this.node(2 * edge), 0);
    children.push(top);
    children.reverse();
    ends.reverse();
    ends.push(2 * edge);
    climb(this.node(2 * edge + 1), 1);
    for (const child of children) this.parent[child] = set;
    this.children[set] = children;
    this.childEnds[set] = ends;
    this.base[set] = base;
    this.parent[set] = -1;
    this.prices[set] = 0;
    this.label[set] = OUTER;
    this.labelEnd[set] = this.labelEnd[top] as number;
    for (const node of this.nodesOf(set)) {
      if (this.labelOf(node) === INNER) this.scan.push(node);
      this.outermost[node] = set;
    }
    this.gatherBestEdges(set, children);
  }

  protected gatherBestEdges(set: number, children: readonly number[]): void {
    const found: number[] = [];
    const weigh = (edge: number) => {
      const one = this.outermost[this.node(2 * edge)] as number;
      const outside = one === set ? (this.outermost[this.node(2 * edge + 1)] as number) : one;
      if (outside === set || this.label[outside] !== OUTER) return;
      const best = this.bestTo[outside] as number;
      if (best === -1) found.push(outside);
      if (best === -1 || this.slack(edge) < this.slack(best)) this.bestTo[outside] = edge;
    };
    for (const child of children) {
      const known = this.bestEdges[child];
      if (known) known.forEach(weigh);
      else {
        for (const node of this.nodesOf(child)) {
          const last = this.firstEnd[node + 1] as number;
          for (let at = this.firstEnd[node] as number; at < last; at += 1) weigh((this.nextEnds[at] as number) >> 1);
        }
      }
      this.bestEdges[child] = undefined;
      this.bestEdge[child] = -1;
    }
    const edges = found.map((outside) => this.bestTo[outside] as number);
    for (const outside of found) this.bestTo[outside] = -1;
    this.bestEdges[set] = edges;
    this.bestEdge[set] = -1;
    for (const edge of edges) this.remember(set, edge, this.slack(edge));
  }
}
