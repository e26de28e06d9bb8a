/** Who sits with whom: a linked list of mentees per node, changed in constant time. */
export class Seating {
  readonly firstOf: Int32Array;
  readonly nextOf: Int32Array;
  readonly placed: Int32Array;
  private readonly previousOf: Int32Array;

  constructor(menteeCount: number, nodeCount: number) {
    this.firstOf = new Int32Array(nodeCount).fill(-1);
    this.nextOf = new Int32Array(menteeCount).fill(-1);
    this.previousOf = new Int32Array(menteeCount).fill(-1);
    this.placed = new Int32Array(nodeCount);
  }

  add(mentee: number, node: number): void {
    const first = this.firstOf[node] as number;
    this.nextOf[mentee] = first;
    this.previousOf[mentee] = -1;
    if (first >= 0) this.previousOf[first] = mentee;
    this.firstOf[node] = mentee;
    this.placed[node] = (this.placed[node] as number) + 1;
  }

  remove(mentee: number, node: number): void {
    const before = this.previousOf[mentee] as number;
    const after = this.nextOf[mentee] as number;
    if (before < 0) this.firstOf[node] = after;
    else this.nextOf[before] = after;
    if (after >= 0) this.previousOf[after] = before;
    this.placed[node] = (this.placed[node] as number) - 1;
  }
}
