/** Edge k joins `ends[2k]` and `ends[2k + 1]`; "end p" is that place, and `p ^ 1` the other end of the same edge. */
export interface EdgeList {
  readonly nodeCount: number;
  readonly ends: Int32Array;
  /** Even integers. */
  readonly values: Float64Array;
}

/**
 * The nested odd sets (blossoms) of Edmonds' matching and the exchange of matched and unmatched edges through them.
 * Sets are numbered from nodeCount up. Arrangement after van Rantwijk's and Galil's "Efficient algorithms for finding
 * maximum matching in graphs" (ACM Computing Surveys 18, 1986).
 */
export class BlossomForest {
  /** By node: the far end of its matched edge, or -1. */
  readonly mateEnd: Int32Array;
  /** By node: the outermost set it is in (itself if none). */
  readonly outermost: Int32Array;
  readonly parent: Int32Array;
  readonly base: Int32Array;
  /** Sets around the odd cycle, starting with the one that holds the base, and the edges between them. */
  readonly children: number[][];
  readonly childEnds: number[][];
  readonly labelEnd: Int32Array;
  protected readonly unusedSets: number[] = [];

  constructor(readonly edges: EdgeList) {
    const { nodeCount } = edges;
    this.mateEnd = new Int32Array(nodeCount).fill(-1);
    this.outermost = Int32Array.from({ length: nodeCount }, (_, node) => node);
    this.parent = new Int32Array(2 * nodeCount).fill(-1);
    this.base = Int32Array.from({ length: 2 * nodeCount }, (_, node) => (node < nodeCount ? node : -1));
    this.children = Array.from({ length: 2 * nodeCount }, () => []);
    this.childEnds = Array.from({ length: 2 * nodeCount }, () => []);
    this.labelEnd = new Int32Array(2 * nodeCount).fill(-1);
    for (let set = 2 * nodeCount - 1; set >= nodeCount; set -= 1) this.unusedSets.push(set);
  }

  mateOf(node: number): number {
    const end = this.mateEnd[node] as number;
    return end < 0 ? -1 : this.node(end);
  }

  nodesOf(set: number, into: number[] = []): number[] {
    if (set < this.edges.nodeCount) into.push(set);
    else for (const child of this.children[set] as number[]) this.nodesOf(child, into);
    return into;
  }

  protected node(end: number): number {
    return this.edges.ends[end] as number;
  }

  /** Swaps matched and unmatched edges from both ends of this edge back to the roots of their trees. */
  protected augmentAlong(edge: number): void {
    for (const side of [0, 1]) {
      let node = this.node(2 * edge + side);
      let end = 2 * edge + 1 - side;
      for (;;) {
        const outer = this.outermost[node] as number;
        if (outer >= this.edges.nodeCount) this.rebase(outer, node);
        this.mateEnd[node] = end;
        const up = this.labelEnd[outer] as number;
        if (up === -1) break;
        const inner = this.outermost[this.node(up)] as number;
        const further = this.labelEnd[inner] as number;
        const entry = this.node(further ^ 1);
        if (inner >= this.edges.nodeCount) this.rebase(inner, entry);
        this.mateEnd[entry] = further;
        node = this.node(further);
        end = further ^ 1;
      }
    }
  }

  /** Turns the set's matching so that this node is the one matched outside. */
  private rebase(set: number, node: number): void {
    const { nodeCount } = this.edges;
    let child = node;
    while (this.parent[child] !== set) child = this.parent[child] as number;
    if (child >= nodeCount) this.rebase(child, node);
    const children = this.children[set] as number[];
    const ends = this.childEnds[set] as number[];
    const first = children.indexOf(child);
    const { step, flip } = wayRound(first);
    let at = first % 2 === 1 ? first - children.length : first;
    while (at !== 0) {
      at += step;
      const end = (ends.at(at - flip) as number) ^ flip;
      const near = childAt(children, at);
      if (near >= nodeCount) this.rebase(near, this.node(end));
      at += step;
      const far = childAt(children, at);
      if (far >= nodeCount) this.rebase(far, this.node(end ^ 1));
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
