/** Who may pair with whom among `count` people: neighbours of a are at `start[a]` to `start[a + 1] - 1`, best first. */
export interface Neighbours {
  readonly count: number;
  readonly start: Int32Array;
  readonly other: Int32Array;
  readonly score: Int32Array;
}

const NONE = -1;

/**
 * The most pairs with a score of at least some threshold in a general graph: one search tree a person left over,
 * odd cycles shrunk (Edmonds 1965, "Paths, trees, and flowers"). A tree that finds nobody stays frozen; the inner people of
 * all frozen trees are the set by which Tutte and Berge prove that no more pairs are possible.
 */
export class PairCoverage {
  readonly partner: Int32Array;
  pairs = 0;
  private readonly parent: Int32Array;
  private readonly base: Int32Array;
  /** The people of each base are a list that begins with itself. */
  private readonly nextMember: Int32Array;
  private readonly lastMember: Int32Array;
  private readonly isOuter: Uint8Array;
  private readonly isFrozen: Uint8Array;
  /** Marked with the number of the cycle looked for last. */
  private readonly onPath: Int32Array;
  private cycle = 0;
  private readonly touched: Int32Array;
  private touchedCount = 0;
  private readonly queue: Int32Array;
  private queued = 0;

  /** 1: takes no part. */
  private readonly isClosed: Uint8Array;

  constructor(private readonly neighbours: Neighbours) {
    const { count } = neighbours;
    this.partner = new Int32Array(count).fill(NONE);
    this.parent = new Int32Array(count).fill(NONE);
    this.base = Int32Array.from({ length: count }, (_, person) => person);
    this.nextMember = new Int32Array(count).fill(NONE);
    this.lastMember = this.base.slice();
    this.isOuter = new Uint8Array(count);
    this.isFrozen = new Uint8Array(count);
    this.onPath = new Int32Array(count);
    this.touched = new Int32Array(count);
    this.queue = new Int32Array(count);
    this.isClosed = new Uint8Array(count);
  }

  /** From now on these take no part. */
  close(people: readonly number[]): void {
    this.isClosed.fill(0);
    for (const person of people) this.isClosed[person] = 1;
  }

  restart(partner: Int32Array, threshold: number): void {
    const { start, other, score } = this.neighbours;
    this.partner.fill(NONE);
    this.pairs = 0;
    partner.forEach((mate, person) => {
      if (mate < person || this.isClosed[person] === 1 || this.isClosed[mate] === 1) return;
      for (let at = start[person] as number; at < (start[person + 1] as number); at += 1) {
        if ((score[at] as number) < threshold) return;
        if (other[at] !== mate) continue;
        this.join(person, mate);
        return;
      }
    });
  }

  /** Grows to the most pairs, or until more than `mayStayAlone` people are seen to find nobody: then false. */
  grow(threshold: number, mayStayAlone: number): boolean {
    const { count } = this.neighbours;
    this.thaw();
    this.pairFreely(threshold);
    let alone = 0;
    for (let person = 0; person < count; person += 1) {
      if (this.partner[person] !== NONE || this.isClosed[person] === 1 || this.search(person, threshold)) continue;
      alone += 1;
      if (alone > mayStayAlone) return false;
    }
    return true;
  }

  /** After `grow`: 1 for the inner people of frozen trees. */
  barrier(): Uint8Array {
    return this.isFrozen.map((frozen, person) => (frozen === 1 && this.isOuter[person] === 0 ? 1 : 0));
  }

  private thaw(): void {
    this.isFrozen.set(this.isClosed);
    this.isOuter.fill(0);
    this.parent.fill(NONE);
    this.nextMember.fill(NONE);
    this.base.forEach((_, person) => (this.base[person] = this.lastMember[person] = person));
  }

  /** Who has the fewest to choose from chooses first, whoever has the fewest. */
  private pairFreely(threshold: number): void {
    const { count, start, other, score } = this.neighbours;
    const choices = new Int32Array(count);
    for (let person = 0; person < count; person += 1) {
      let at = start[person] as number;
      while (at < (start[person + 1] as number) && (score[at] as number) >= threshold) at += 1;
      choices[person] = at - (start[person] as number);
    }
    for (const person of Int32Array.from(choices.keys()).sort(
      (one, two) => (choices[one] as number) - (choices[two] as number),
    )) {
      if (this.partner[person] !== NONE || this.isClosed[person] === 1) continue;
      const first = start[person] as number;
      let found = NONE;
      for (let at = first; at < first + (choices[person] as number); at += 1) {
        const mate = other[at] as number;
        if (this.partner[mate] !== NONE || this.isClosed[mate] === 1) continue;
        if (found === NONE || (choices[mate] as number) < (choices[found] as number)) found = mate;
      }
      if (found !== NONE) this.join(person, found);
    }
  }

  private join(one: number, other: number): void {
    this.partner[one] = other;
    this.partner[other] = one;
    this.pairs += 1;
  }

  private search(root: number, threshold: number): boolean {
    const { start, other, score } = this.neighbours;
    this.touchedCount = 0;
    this.queued = 0;
    this.becomeOuter(root);
    for (let next = 0; next < this.queued; next += 1) {
      const person = this.queue[next] as number;
      for (let at = start[person] as number; at < (start[person + 1] as number); at += 1) {
        if ((score[at] as number) < threshold) break;
        const found = this.meet(person, other[at] as number);
        if (found === NONE) continue;
        this.switchAlong(found);
        this.leaveTree();
        return true;
      }
    }
    for (let at = 0; at < this.touchedCount; at += 1) this.isFrozen[this.touched[at] as number] = 1;
    return false;
  }

  /** The free person at the end of a path, or nobody. */
  private meet(person: number, other: number): number {
    if (this.isFrozen[other] === 1) return NONE;
    if (this.base[person] === this.base[other] || this.partner[person] === other) return NONE;
    if (this.isOuter[other] === 1) {
      this.shrink(person, other);
      return NONE;
    }
    if (this.parent[other] !== NONE) return NONE;
    this.parent[other] = person;
    this.touch(other);
    const mate = this.partner[other] as number;
    if (mate === NONE) return other;
    this.touch(mate);
    this.becomeOuter(mate, false);
    return NONE;
  }

  private shrink(one: number, other: number): void {
    this.cycle += 1;
    const top = this.commonBase(one, other);
    const bases = [...this.basesUpTo(top, one, other), ...this.basesUpTo(top, other, one)];
    for (const base of bases) if (base !== top && this.base[base] === base) this.takeIn(base, top);
  }

  private commonBase(one: number, other: number): number {
    let here = one;
    for (;;) {
      here = this.base[here] as number;
      this.onPath[here] = this.cycle;
      if (this.partner[here] === NONE) break;
      here = this.parent[this.partner[here] as number] as number;
    }
    let there = this.base[other] as number;
    while (this.onPath[there] !== this.cycle) {
      there = this.base[this.parent[this.partner[there] as number] as number] as number;
    }
    return there;
  }

  private basesUpTo(top: number, from: number, child: number): number[] {
    const bases: number[] = [];
    let person = from;
    let below = child;
    while (this.base[person] !== top) {
      const mate = this.partner[person] as number;
      bases.push(this.base[person] as number, this.base[mate] as number);
      this.parent[person] = below;
      below = mate;
      person = this.parent[mate] as number;
    }
    return bases;
  }

  private takeIn(base: number, top: number): void {
    const last = this.lastMember[base] as number;
    for (let member = base; member !== NONE; member = this.nextMember[member] as number) {
      this.base[member] = top;
      if (this.isOuter[member] === 0) this.becomeOuter(member, false);
    }
    this.nextMember[this.lastMember[top] as number] = base;
    this.lastMember[top] = last;
  }

  private switchAlong(end: number): void {
    let person = end;
    while (person !== NONE) {
      const mate = this.parent[person] as number;
      const next = this.partner[mate] as number;
      this.partner[person] = mate;
      this.partner[mate] = person;
      person = next;
    }
    this.pairs += 1;
  }

  private leaveTree(): void {
    for (let at = 0; at < this.touchedCount; at += 1) {
      const person = this.touched[at] as number;
      this.parent[person] = NONE;
      this.isOuter[person] = 0;
      this.base[person] = person;
      this.lastMember[person] = person;
      this.nextMember[person] = NONE;
    }
  }

  private becomeOuter(person: number, isNew = true): void {
    if (isNew) this.touch(person);
    this.isOuter[person] = 1;
    this.queue[this.queued] = person;
    this.queued += 1;
  }

  private touch(person: number): void {
    this.touched[this.touchedCount] = person;
    this.touchedCount += 1;
  }
}
