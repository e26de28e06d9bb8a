import { AlternatingTree } from './blossom-tree.js';

/**
 * Perfect matching of the greatest value (Edmonds 1965), from any start whose prices suffice and whose pairs are tight:
 * `prices[a] + prices[b] >= 2 * value`, equal on the pairs. With whole numbers at the start every number stays whole: all
 * prices in a tree are odd or all are even.
 */
export class PerfectMatching extends AlternatingTree {
  /** A pair to start with; its edge must be tight. */
  pairUp(edge: number): void {
    this.mateEnd[this.node(2 * edge)] = 2 * edge + 1;
    this.mateEnd[this.node(2 * edge + 1)] = 2 * edge;
  }

  /** Throws when no perfect matching exists. */
  solve(onStep: () => void = () => undefined): void {
    for (let node = 0; node < this.edges.nodeCount; node += 1) {
      if (this.mateEnd[node] !== -1) continue;
      onStep();
      this.growFrom(node);
    }
  }
}
