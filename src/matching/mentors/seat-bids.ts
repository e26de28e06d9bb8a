/** Of every mentor the bids it holds, the lowest on top: leftist heaps (Crane 1972) of mentees, joined in logarithmic time. */
export class SeatBids {
  readonly held: Int32Array;
  private readonly lowestOf: Int32Array;
  private readonly amount: Float64Array;
  private readonly left: Int32Array;
  private readonly right: Int32Array;
  /** Steps to the nearest end, 0 for nobody (at place -1 + 1). */
  private readonly rank: Uint8Array;

  constructor(menteeCount: number, mentorCount: number) {
    this.held = new Int32Array(mentorCount);
    this.lowestOf = new Int32Array(mentorCount).fill(-1);
    this.amount = new Float64Array(menteeCount);
    this.left = new Int32Array(menteeCount);
    this.right = new Int32Array(menteeCount);
    this.rank = new Uint8Array(menteeCount + 1);
  }

  clear(): void {
    this.held.fill(0);
    this.lowestOf.fill(-1);
  }

  add(mentor: number, mentee: number, amount: number): void {
    this.amount[mentee] = amount;
    this.left[mentee] = -1;
    this.right[mentee] = -1;
    this.rank[mentee + 1] = 1;
    this.lowestOf[mentor] = this.joined(this.lowestOf[mentor] as number, mentee);
    this.held[mentor] = (this.held[mentor] as number) + 1;
  }

  /** The mentor must hold a bid. */
  lowest(mentor: number): number {
    return this.amount[this.lowestOf[mentor] as number] as number;
  }

  /** Answers whose bid it was. */
  dropLowest(mentor: number): number {
    const mentee = this.lowestOf[mentor] as number;
    this.lowestOf[mentor] = this.joined(this.left[mentee] as number, this.right[mentee] as number);
    this.held[mentor] = (this.held[mentor] as number) - 1;
    return mentee;
  }

  private joined(one: number, other: number): number {
    if (one < 0) return other;
    if (other < 0) return one;
    const { amount, left, right, rank } = this;
    const isOneLower = (amount[one] as number) <= (amount[other] as number);
    const [top, rest] = isOneLower ? [one, other] : [other, one];
    const below = this.joined(right[top] as number, rest);
    const beside = left[top] as number;
    const isBesideNearer = (rank[beside + 1] as number) < (rank[below + 1] as number);
    left[top] = isBesideNearer ? below : beside;
    right[top] = isBesideNearer ? beside : below;
    rank[top + 1] = (rank[right[top] + 1] as number) + 1;
    return top;
  }
}
