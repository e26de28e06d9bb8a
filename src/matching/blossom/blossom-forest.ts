/** Edge k joins `ends[2k]` and `ends[2k + 1]`; "end p" is that place, and `p ^ 1` the other end of the same edge. */
export interface EdgeList {
  readonly nodeCount: number;
  readonly ends: Int32Array;
  readonly values: Float64Array;
}

/**
 * The nested odd sets (blossoms) of Edmonds' matching and the exchange of matched and unmatched edges through them.
 * Sets are numbered from nodeCount up, a node is a set of its own. Arrangement after van Rantwijk's and Galil's "Efficient
 * algorithms for finding maximum matching in graphs" (ACM Computing Surveys 18, 1986).
 */
export class BlossomForest {
  /** By node: the far end of its matched edge, or -1. */
  protected readonly mateEnd: Int32Array;
  protected readonly parent: Int32Array;
  protected readonly base: Int32Array;
  /** Sets around the odd cycle, starting with the one that holds the base, and the edges between them. */
  protected readonly children: (readonly number[])[];
  protected readonly childEnds: (readonly number[])[];
  protected readonly labelEnd: Int32Array;
  private readonly unusedSets: number[] = [];
  /** By node, a node that stands for all of the same outermost set, and by that node the set: most keep theirs when sets grow. */
  private readonly groupOf: Int32Array;
  private readonly setOf: Int32Array;
  private readonly groupSize: Int32Array;
  /** The nodes of a group, in a ring. */
  private readonly nextNode: Int32Array;
  /** By node without what its group has in common; by set its own, which counts twice inside. */
  private readonly ownPrice: Float64Array;
  private readonly groupPrice: Float64Array;

  constructor(
    readonly edges: EdgeList,
    prices: ArrayLike<number>,
  ) {
    const { nodeCount } = edges;
    this.mateEnd = new Int32Array(nodeCount).fill(-1);
    this.parent = new Int32Array(2 * nodeCount).fill(-1);
    this.base = Int32Array.from({ length: 2 * nodeCount }, (_, node) => (node < nodeCount ? node : -1));
    this.children = new Array<readonly number[]>(2 * nodeCount).fill([]);
    this.childEnds = new Array<readonly number[]>(2 * nodeCount).fill([]);
    this.labelEnd = new Int32Array(2 * nodeCount).fill(-1);
    for (let set = 2 * nodeCount - 1; set >= nodeCount; set -= 1) this.unusedSets.push(set);
    this.groupOf = Int32Array.from({ length: nodeCount }, (_, node) => node);
    this.setOf = this.groupOf.slice();
    this.nextNode = this.groupOf.slice();
    this.groupSize = new Int32Array(nodeCount).fill(1);
    this.ownPrice = new Float64Array(2 * nodeCount);
    this.ownPrice.set(prices);
    this.groupPrice = new Float64Array(nodeCount);
  }

  mateOf(node: number): number {
    const end = this.mateEnd[node] as number;
    return end < 0 ? -1 : this.node(end);
  }

  priceOf(node: number): number {
    return (this.ownPrice[node] as number) + (this.groupPrice[this.groupOf[node] as number] as number);
  }

  /** The sets with a price, outer ones first, each with the one around it; and by node the innermost. -1: none. */
  pricedSets(): { sets: { price: number; around: number }[]; innermost: Int32Array } {
    const { nodeCount } = this.edges;
    const sets: { price: number; around: number }[] = [];
    const innermost = new Int32Array(nodeCount).fill(-1);
    const aroundOf = new Int32Array(2 * nodeCount).fill(-1);
    const waiting = [...this.base.keys()].filter((set) => this.parent[set] === -1 && this.base[set] !== -1);
    for (let set = waiting.pop(); set !== undefined; set = waiting.pop()) {
      let around = aroundOf[set] as number;
      if (set < nodeCount) innermost[set] = around;
      else if (this.setPrice(set) > 0) around = sets.push({ price: this.setPrice(set), around }) - 1;
      for (const child of this.children[set] as readonly number[]) {
        aroundOf[child] = around;
        waiting.push(child);
      }
    }
    return { sets, innermost };
  }

  protected setPrice(set: number): number {
    return this.ownPrice[set] as number;
  }

  protected outermost(node: number): number {
    return this.setOf[this.groupOf[node] as number] as number;
  }

  protected nodesOf(set: number): number[] {
    const nodes: number[] = [];
    const waiting = [set];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next < this.edges.nodeCount) nodes.push(next);
      else for (const child of this.children[next] as readonly number[]) waiting.push(child);
    }
    return nodes;
  }

  /** Of an outermost set. */
  protected addNodes(set: number, into: number[]): void {
    const first = this.base[set] as number;
    let node = first;
    do {
      into.push(node);
      node = this.nextNode[node] as number;
    } while (node !== first);
  }

  protected node(end: number): number {
    return this.edges.ends[end] as number;
  }

  /** Of an outermost set: its nodes get cheaper by so much, and its own price higher. */
  protected shiftPrices(set: number, by: number): void {
    const group = this.groupOf[this.base[set] as number] as number;
    this.groupPrice[group] = (this.groupPrice[group] as number) - by;
    if (set >= this.edges.nodeCount) this.ownPrice[set] = (this.ownPrice[set] as number) + by;
  }

  /** A new outermost set, of no price yet, of outermost sets around an odd cycle. */
  protected join(children: number[], ends: number[]): number {
    const set = this.unusedSets.pop() as number;
    const groups = children.map((child) => this.groupOf[this.base[child] as number] as number);
    const sizeOf = (group: number) => this.groupSize[group] as number;
    const largest = groups.reduce((most, group) => (sizeOf(group) > sizeOf(most) ? group : most));
    for (const group of groups) if (group !== largest) this.takeIn(group, largest);
    for (const child of children) this.parent[child] = set;
    this.setOf[largest] = set;
    this.children[set] = children;
    this.childEnds[set] = ends;
    this.base[set] = this.base[children[0] as number] as number;
    this.parent[set] = -1;
    this.ownPrice[set] = 0;
    return set;
  }

  private takeIn(group: number, into: number): void {
    const { groupOf, groupPrice, groupSize, nextNode, ownPrice } = this;
    const more = (groupPrice[group] as number) - (groupPrice[into] as number);
    let node = group;
    do {
      groupOf[node] = into;
      ownPrice[node] = (ownPrice[node] as number) + more;
      node = nextNode[node] as number;
    } while (node !== group);
    [nextNode[group], nextNode[into]] = [nextNode[into] as number, nextNode[group] as number];
    groupSize[into] = (groupSize[into] as number) + (groupSize[group] as number);
  }

  /** Undoes an outermost set, and what in it `isToo`: what is left of it is outermost again. */
  protected part(set: number, isToo: (child: number) => boolean): number[] {
    const price = this.groupPrice[this.groupOf[this.base[set] as number] as number] as number;
    const left: number[] = [];
    const undone = [set];
    for (let next = undone.pop(); next !== undefined; next = undone.pop()) {
      for (const child of this.children[next] as readonly number[]) {
        this.parent[child] = -1;
        (isToo(child) ? undone : left).push(child);
      }
      this.children[next] = [];
      this.childEnds[next] = [];
      this.base[next] = -1;
      this.unusedSets.push(next);
    }
    for (const child of left) this.group(child, price);
    return left;
  }

  private group(set: number, price: number): void {
    const nodes = this.nodesOf(set);
    const [first = set] = nodes;
    nodes.forEach((node, at) => {
      this.ownPrice[node] = (this.ownPrice[node] as number) + price;
      this.groupOf[node] = first;
      this.nextNode[node] = nodes[at + 1] ?? first;
    });
    this.groupPrice[first] = 0;
    this.groupSize[first] = nodes.length;
    this.setOf[first] = set;
  }

  /** Swaps matched and unmatched edges from both ends of this edge back to the roots of their trees. */
  protected augmentAlong(edge: number): void {
    for (const side of [0, 1]) {
      let node = this.node(2 * edge + side);
      let end = 2 * edge + 1 - side;
      for (;;) {
        const outer = this.outermost(node);
        if (outer >= this.edges.nodeCount) this.rebase(outer, node);
        this.mateEnd[node] = end;
        const up = this.labelEnd[outer] as number;
        if (up === -1) break;
        const inner = this.outermost(this.node(up));
        const further = this.labelEnd[inner] as number;
        const entry = this.node(further ^ 1);
        if (inner >= this.edges.nodeCount) this.rebase(inner, entry);
        this.mateEnd[entry] = further;
        node = this.node(further);
        end = further ^ 1;
      }
    }
  }

  /** Turns the set's matching, and that of sets in it, so that this node is the one matched outside. */
  private rebase(set: number, node: number): void {
    const { nodeCount } = this.edges;
    const waiting: [number, number][] = [[set, node]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next[0] >= nodeCount) this.turn(next[0], next[1], waiting);
    }
  }

  private turn(set: number, node: number, waiting: [number, number][]): void {
    let child = node;
    while (this.parent[child] !== set) child = this.parent[child] as number;
    const [children, ends] = [this.children[set] as readonly number[], this.childEnds[set] as readonly number[]];
    const first = children.indexOf(child);
    const { step, flip } = wayRound(first);
    waiting.push([child, node]);
    for (let at = first % 2 === 1 ? first - children.length : first; at !== 0;) {
      at += step;
      const end = (ends.at(at - flip) as number) ^ flip;
      waiting.push([childAt(children, at), this.node(end)]);
      at += step;
      waiting.push([childAt(children, at), this.node(end ^ 1)]);
      this.mateEnd[this.node(end)] = end ^ 1;
      this.mateEnd[this.node(end ^ 1)] = end;
    }
    this.children[set] = [...children.slice(first), ...children.slice(0, first)];
    this.childEnds[set] = [...ends.slice(first), ...ends.slice(0, first)];
    this.base[set] = node;
  }
}

/** The even way round the cycle from a child to the base: forwards from an odd place, backwards from an even one. */
export function wayRound(place: number): { step: 1 | -1; flip: 0 | 1 } {
  return place % 2 === 1 ? { step: 1, flip: 0 } : { step: -1, flip: 1 };
}

/** Places run from minus the length to the length. */
export function childAt(children: readonly number[], place: number): number {
  return children.at(place === children.length ? 0 : place) as number;
}
