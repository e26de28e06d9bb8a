import { childAt, wayRound } from './blossom-forest.js';
import { AlternatingTrees, FREE, INNER, OUTER } from './blossom-trees.js';

/**
 * Perfect matching of the greatest value (Edmonds 1965, with Galil's least-slack edges), from any start whose prices
 * suffice and whose pairs are tight: `prices[a] + prices[b] >= 2 * value`, equal on the pairs. Prices are doubled and,
 * as the values, even integers at the start; then every number stays an integer.
 */
export class PerfectMatching extends AlternatingTrees {
  /** A pair to start with; its edge must be tight. */
  pairUp(edge: number): void {
    this.mateEnd[this.node(2 * edge)] = 2 * edge + 1;
    this.mateEnd[this.node(2 * edge + 1)] = 2 * edge;
  }

  /** Throws when no perfect matching exists. */
  solve(): void {
    while (this.mateEnd.includes(-1)) {
      this.label.fill(FREE);
      this.bestEdge.fill(-1);
      this.bestEdges.fill(undefined);
      this.scan.length = 0;
      for (let node = 0; node < this.edges.nodeCount; node += 1) {
        if (this.mateEnd[node] === -1 && this.labelOf(node) === FREE) this.makeOuter(node, -1);
      }
      while (!this.growTrees()) this.changePrices();
      this.openSpentSets();
    }
  }

  /** The sets with a price, as certificate. */
  pricedSets(): { members: number[]; price: number }[] {
    const sets = [];
    for (let set = this.edges.nodeCount; set < 2 * this.edges.nodeCount; set += 1) {
      const price = this.prices[set] as number;
      if (this.base[set] !== -1 && price > 0) sets.push({ members: this.nodesOf(set), price });
    }
    return sets;
  }

  /** Lowers the prices of outer nodes and raises those of inner ones until an edge gets tight or a set may open. */
  private changePrices(): void {
    const { nodeCount } = this.edges;
    let delta = Infinity;
    let edge = -1;
    let opened = -1;
    for (let node = 0; node < nodeCount; node += 1) {
      const best = this.bestEdge[node] as number;
      if (best === -1 || this.labelOf(node) !== FREE) continue;
      const slack = this.slack(best);
      if (slack < delta) [delta, edge] = [slack, best];
    }
    for (let set = 0; set < 2 * nodeCount; set += 1) {
      if (this.parent[set] !== -1 || this.base[set] === -1) continue;
      const best = this.bestEdge[set] as number;
      if (this.label[set] === OUTER && best !== -1) {
        const slack = this.slack(best) / 2;
        if (slack < delta) [delta, edge] = [slack, best];
      } else if (set >= nodeCount && this.label[set] === INNER && (this.prices[set] as number) < delta) {
        [delta, edge, opened] = [this.prices[set] as number, -1, set];
      }
    }
    if (delta === Infinity) throw new Error('There is no perfect matching');
    this.shiftPrices(delta);
    if (edge === -1) this.open(opened, false);
    else {
      const one = this.node(2 * edge);
      this.scan.push(this.labelOf(one) === OUTER ? one : this.node(2 * edge + 1));
    }
  }

  private shiftPrices(delta: number): void {
    const { nodeCount } = this.edges;
    for (let node = 0; node < nodeCount; node += 1) {
      const label = this.labelOf(node);
      if (label === OUTER) this.prices[node] = (this.prices[node] as number) - delta;
      else if (label === INNER) this.prices[node] = (this.prices[node] as number) + delta;
    }
    for (let set = nodeCount; set < 2 * nodeCount; set += 1) {
      if (this.parent[set] !== -1 || this.base[set] === -1) continue;
      if (this.label[set] === OUTER) this.prices[set] = (this.prices[set] as number) + delta;
      else if (this.label[set] === INNER) this.prices[set] = (this.prices[set] as number) - delta;
    }
  }

  private openSpentSets(): void {
    for (let set = this.edges.nodeCount; set < 2 * this.edges.nodeCount; set += 1) {
      const isSpent = this.parent[set] === -1 && this.base[set] !== -1 && this.prices[set] === 0;
      if (isSpent && this.label[set] === OUTER) this.open(set, true);
    }
  }

  private open(set: number, atEndOfStage: boolean): void {
    const children = this.children[set] as number[];
    for (const child of children) {
      this.parent[child] = -1;
      if (child >= this.edges.nodeCount && atEndOfStage && this.prices[child] === 0) this.open(child, true);
      else for (const node of this.nodesOf(child)) this.outermost[node] = child;
    }
    if (!atEndOfStage && this.label[set] === INNER) this.relabelOpened(set, children);
    this.label[set] = FREE;
    this.labelEnd[set] = -1;
    this.children[set] = [];
    this.childEnds[set] = [];
    this.base[set] = -1;
    this.bestEdges[set] = undefined;
    this.bestEdge[set] = -1;
    this.unusedSets.push(set);
  }

  /** The even way from where the tree entered to the base stays in the tree; the rest is free unless reached elsewhere. */
  private relabelOpened(set: number, children: readonly number[]): void {
    const ends = this.childEnds[set] as number[];
    let end = this.labelEnd[set] as number;
    const entry = this.outermost[this.node(end ^ 1)] as number;
    const first = children.indexOf(entry);
    const { step, flip } = wayRound(first);
    let at = first % 2 === 1 ? first - children.length : first;
    while (at !== 0) {
      this.label[this.node(end ^ 1)] = FREE;
      this.label[this.node((ends.at(at - flip) as number) ^ flip ^ 1)] = FREE;
      this.makeInner(this.node(end ^ 1), end);
      at += step;
      end = (ends.at(at - flip) as number) ^ flip;
      at += step;
    }
    const base = childAt(children, at);
    this.label[this.node(end ^ 1)] = this.label[base] = INNER;
    this.labelEnd[this.node(end ^ 1)] = this.labelEnd[base] = end;
    this.bestEdge[base] = -1;
    for (at += step; childAt(children, at) !== entry; at += step) {
      const child = childAt(children, at);
      if (this.label[child] === OUTER) continue;
      const reached = this.nodesOf(child).find((node) => this.label[node] !== FREE);
      if (reached === undefined) continue;
      this.label[reached] = FREE;
      this.label[this.mateOf(this.base[child] as number)] = FREE;
      this.makeInner(reached, this.labelEnd[reached] as number);
    }
  }
}
