import { Lists } from './lists.js';
import type { ReviewerCase, ReviewPair } from './reviewer-case.js';

/** Who reviews what so far: pairs that stand, and new ones that may still change. */
export class Seating {
  private readonly reviewersOf: Lists;
  /** Of the work's reviewers, those who are new. */
  private readonly newOf: Lists;
  private readonly worksOf: Lists;
  private readonly barredOf: Lists;
  private readonly load: Int32Array;

  constructor(private readonly review: ReviewerCase) {
    const { works, reviewers, each, existing } = review;
    this.reviewersOf = new Lists(works.length, each + 1);
    this.newOf = new Lists(works.length, each + 1);
    this.worksOf = new Lists(reviewers.length, each + 1);
    const widest = works.reduce((most, { authors, barred }) => Math.max(most, authors.length + barred.length), 1);
    this.barredOf = new Lists(works.length, widest);
    for (let work = 0; work < works.length; work += 1) {
      for (const reviewer of works[work]?.authors ?? []) this.barredOf.push(work, reviewer);
      for (const reviewer of works[work]?.barred ?? []) this.barredOf.push(work, reviewer);
    }
    this.load = Int32Array.from(reviewers, ({ given }) => given);
    for (const { work, reviewer } of existing) {
      this.reviewersOf.push(work, reviewer);
      this.load[reviewer] = (this.load[reviewer] ?? 0) + 1;
    }
  }

  needs(): number[] {
    return this.review.works.map((_, work) => Math.max(0, this.review.each - this.reviewersOf.size(work)));
  }

  loads(): number[] {
    return [...this.load];
  }

  mayTake(work: number, reviewer: number): boolean {
    return !this.reviewersOf.has(work, reviewer) && !this.barredOf.has(work, reviewer);
  }

  seat(work: number, reviewer: number): void {
    this.reviewersOf.push(work, reviewer);
    this.newOf.push(work, reviewer);
    this.worksOf.push(reviewer, work);
    this.load[reviewer] = (this.load[reviewer] ?? 0) + 1;
  }

  unseat(work: number, reviewer: number): void {
    this.reviewersOf.drop(work, reviewer);
    this.newOf.drop(work, reviewer);
    this.worksOf.drop(reviewer, work);
    this.load[reviewer] = (this.load[reviewer] ?? 0) - 1;
  }

  /** The author of the work reviews a work of this reviewer. */
  isMutual(work: number, reviewer: number): boolean {
    const { works } = this.review;
    for (const author of works[work]?.authors ?? []) {
      for (let place = this.worksOf.size(author) - 1; place >= 0; place -= 1)
        if (works[this.worksOf.at(author, place)]?.authors.includes(reviewer)) return true;
    }
    return false;
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
        for (let at = 0; at < this.worksOf.size(reviewer); at += 1) {
          const held = this.worksOf.at(reviewer, at);
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
    const pairs: ReviewPair[] = [];
    for (let work = 0; work < this.review.works.length; work += 1) {
      for (let place = 0; place < this.newOf.size(work); place += 1)
        pairs.push({ work, reviewer: this.newOf.at(work, place) });
    }
    return pairs;
  }
}
