/** A binary heap of numbered nodes by key; a node's key may be lowered while it waits. */
export class NodeHeap {
  private readonly nodes: Int32Array;
  private readonly keys: Float64Array;
  private readonly places: Int32Array;
  private size = 0;

  constructor(nodeCount: number) {
    this.nodes = new Int32Array(nodeCount);
    this.keys = new Float64Array(nodeCount);
    this.places = new Int32Array(nodeCount).fill(-1);
  }

  get isEmpty(): boolean {
    return this.size === 0;
  }

  /** Adds the node, or lowers its key. */
  push(node: number, key: number): void {
    let place = this.places[node] as number;
    if (place < 0) {
      place = this.size;
      this.size += 1;
    }
    this.keys[node] = key;
    this.rise(node, key, place);
  }

  popLeast(): number {
    const least = this.nodes[0] as number;
    this.places[least] = -1;
    this.size -= 1;
    if (this.size > 0) this.sink(this.nodes[this.size] as number);
    return least;
  }

  /** Takes any node out, in no order: the quick way to empty the heap. */
  dropLast(): number {
    this.size -= 1;
    const node = this.nodes[this.size] as number;
    this.places[node] = -1;
    return node;
  }

  private rise(node: number, key: number, from: number): void {
    const { nodes, keys, places } = this;
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = nodes[above] as number;
      if ((keys[parent] as number) <= key) break;
      nodes[place] = parent;
      places[parent] = place;
      place = above;
    }
    nodes[place] = node;
    places[node] = place;
  }

  private sink(node: number): void {
    const { nodes, keys, places, size } = this;
    const key = keys[node] as number;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= size) break;
      let child = nodes[below] as number;
      if (below + 1 < size) {
        const other = nodes[below + 1] as number;
        if ((keys[other] as number) < (keys[child] as number)) {
          below += 1;
          child = other;
        }
      }
      if ((keys[child] as number) >= key) break;
      nodes[place] = child;
      places[child] = place;
      place = below;
    }
    nodes[place] = node;
    places[node] = place;
  }
}
