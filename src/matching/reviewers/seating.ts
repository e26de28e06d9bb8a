import type { ReviewerCase, ReviewPair } from './reviewer-case.js';

/** Who reviews what so far: pairs that stand, and new ones that may still change. */
export class Seating {
  private readonly reviewersOf: number[][];
  private readonly newOf: number[][];
  private readonly worksOf: number[][];
  private readonly load: Int32Array;

  constructor(private readonly review: ReviewerCase) {
    this.reviewersOf = review.works.map(() => []);
    this.newOf = review.works.map(() => []);
    this.worksOf = review.reviewers.map(() => []);
    this.load = Int32Array.from(review.reviewers, ({ given }) => given);
    for (const { work, reviewer } of review.existing) {
      this.reviewersOf[work]?.push(reviewer);
      this.load[reviewer] = (this.load[reviewer] ?? 0) + 1;
    }
  }

  needs(): number[] {
    return this.reviewersOf.map((of) => Math.max(0, this.review.each - of.length));
  }

  loads(): number[] {
    return [...this.load];
  }

  mayTake(work: number, reviewer: number): boolean {
    const place = this.review.works[work];
    if (!place || place.authors.includes(reviewer) || place.barred.includes(reviewer)) return false;
    return !this.reviewersOf[work]?.includes(reviewer);
  }

  seat(work: number, reviewer: number): void {
    this.reviewersOf[work]?.push(reviewer);
    this.newOf[work]?.push(reviewer);
    this.worksOf[reviewer]?.push(work);
    this.load[reviewer] = (this.load[reviewer] ?? 0) + 1;
  }

  unseat(work: number, reviewer: number): void {
    drop(this.reviewersOf[work], reviewer);
    drop(this.newOf[work], reviewer);
    drop(this.worksOf[reviewer], work);
    this.load[reviewer] = (this.load[reviewer] ?? 0) - 1;
  }

  /** The author of the work reviews a work of this reviewer. */
  isMutual(work: number, reviewer: number): boolean {
    const { works } = this.review;
    return (works[work]?.authors ?? []).some((author) =>
      (this.worksOf[author] ?? []).some((other) => works[other]?.authors.includes(reviewer)),
    );
  }

  /** One more reviewer for a work, others changing works for it where that is needed; least loaded first. */
  chain(work: number, most: number): boolean {
    const order = [...this.load.keys()].sort((one, other) => (this.load[one] ?? 0) - (this.load[other] ?? 0));
    return this.reach(work, { most, order, seen: new Uint8Array(this.load.length) });
  }

  private reach(start: number, { most, order, seen }: { most: number; order: number[]; seen: Uint8Array }): boolean {
    // Breadth first: each reached reviewer remembers the work that asked for them.
    const askedBy = new Map<number, number>();
    const freedFrom = new Map<number, number>([[start, -1]]);
    const works = [start];
    for (let place = 0; place < works.length; place += 1) {
      const work = works[place] ?? 0;
      for (const reviewer of order) {
        if (seen[reviewer] === 1 || !this.mayTake(work, reviewer)) continue;
        seen[reviewer] = 1;
        askedBy.set(reviewer, work);
        if ((this.load[reviewer] ?? 0) < most) {
          this.shift(reviewer, askedBy, freedFrom);
          return true;
        }
        for (const held of this.worksOf[reviewer] ?? []) {
          if (freedFrom.has(held)) continue;
          freedFrom.set(held, reviewer);
          works.push(held);
        }
      }
    }
    return false;
  }

  /** Back along the chain: the last reviewer takes the work that asked, whose former reviewer takes the one before. */
  private shift(last: number, askedBy: ReadonlyMap<number, number>, freedFrom: ReadonlyMap<number, number>): void {
    let reviewer = last;
    for (;;) {
      const work = askedBy.get(reviewer) ?? 0;
      const former = freedFrom.get(work) ?? -1;
      if (former >= 0) this.unseat(work, former);
      this.seat(work, reviewer);
      if (former < 0) return;
      reviewer = former;
    }
  }

  added(): ReviewPair[] {
    return this.newOf.flatMap((of, work) => of.map((reviewer) => ({ work, reviewer })));
  }
}

function drop(list: number[] | undefined, value: number): void {
  const at = list?.indexOf(value) ?? -1;
  if (at >= 0) list?.splice(at, 1);
}
