/** Many short lists of places, in one piece of memory: allocation makes tens of thousands of them. */
export class Lists {
  private cells: Int32Array;
  private readonly counts: Int32Array;

  /** @param width places that a list has room for at first */
  constructor(
    lists: number,
    private width: number,
  ) {
    this.cells = new Int32Array(lists * width);
    this.counts = new Int32Array(lists);
  }

  size(list: number): number {
    return this.counts[list] ?? 0;
  }

  at(list: number, place: number): number {
    return this.cells[list * this.width + place] ?? -1;
  }

  has(list: number, value: number): boolean {
    const first = list * this.width;
    for (let cell = first + this.size(list) - 1; cell >= first; cell -= 1) if (this.cells[cell] === value) return true;
    return false;
  }

  push(list: number, value: number): void {
    const size = this.size(list);
    if (size === this.width) this.widen();
    this.cells[list * this.width + size] = value;
    this.counts[list] = size + 1;
  }

  /** The last of the list takes its place. */
  drop(list: number, value: number): void {
    const [first, last] = [list * this.width, this.size(list) - 1];
    for (let place = 0; place <= last; place += 1) {
      if (this.cells[first + place] !== value) continue;
      this.cells[first + place] = this.cells[first + last] ?? -1;
      this.counts[list] = last;
      return;
    }
  }

  private widen(): void {
    const width = this.width * 2;
    const cells = new Int32Array(this.counts.length * width);
    for (let list = 0; list < this.counts.length; list += 1)
      cells.set(this.cells.subarray(list * this.width, list * this.width + this.size(list)), list * width);
    [this.cells, this.width] = [cells, width];
  }
}
