/**
 * Pairs worth looking at: those of mentee j are at `j * stride` to `j * stride + count[j] - 1`. A pair that is not among them
 * is found by its price when it matters (`addUnderpriced`): column generation, as in dense assignment codes.
 */
export class Candidates {
  mentor: Int32Array;
  value: Int32Array;
  readonly count: Int32Array;

  constructor(
    readonly menteeCount: number,
    public stride: number,
  ) {
    this.count = new Int32Array(menteeCount);
    this.mentor = new Int32Array(menteeCount * stride);
    this.value = new Int32Array(menteeCount * stride);
  }

  add(mentee: number, mentor: number, value: number): void {
    const count = this.count[mentee] as number;
    if (count === this.stride) this.widen();
    const at = mentee * this.stride + count;
    this.mentor[at] = mentor;
    this.value[at] = value;
    this.count[mentee] = count + 1;
  }

  /** Adds the pair, or sets its value. */
  put(mentee: number, mentor: number, value: number): void {
    const at = this.placeOf(mentee, mentor);
    if (at < 0) this.add(mentee, mentor, value);
    else this.value[at] = value;
  }

  has(mentee: number, mentor: number): boolean {
    return this.placeOf(mentee, mentor) >= 0;
  }

  private placeOf(mentee: number, mentor: number): number {
    const first = mentee * this.stride;
    for (let at = first + (this.count[mentee] as number) - 1; at >= first; at -= 1) {
      if (this.mentor[at] === mentor) return at;
    }
    return -1;
  }

  /** Leaves out what is worth less; `worth` then revalues the rest. */
  dropBelow(least: number, worth: (value: number) => number = (value) => value): void {
    for (let mentee = 0; mentee < this.menteeCount; mentee += 1) {
      const first = mentee * this.stride;
      const last = first + (this.count[mentee] as number);
      let kept = first;
      for (let at = first; at < last; at += 1) {
        if ((this.value[at] as number) < least) continue;
        this.mentor[kept] = this.mentor[at] as number;
        this.value[kept] = worth(this.value[at] as number);
        kept += 1;
      }
      this.count[mentee] = kept - first;
    }
  }

  private widen(): void {
    // Wide ones hold megabytes, most of it air: they widen by less.
    const wider = this.stride < 128 ? Math.max(8, this.stride * 2) : Math.ceil(this.stride * 1.25);
    const relay = (old: Int32Array) => {
      const fresh = new Int32Array(this.menteeCount * wider);
      for (let mentee = 0; mentee < this.menteeCount; mentee += 1) {
        fresh.set(old.subarray(mentee * this.stride, (mentee + 1) * this.stride), mentee * wider);
      }
      return fresh;
    };
    this.mentor = relay(this.mentor);
    this.value = relay(this.value);
    this.stride = wider;
  }
}
