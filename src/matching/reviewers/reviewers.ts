import { shuffled, type Random } from '../../shared/random.js';
import { evenQuotas } from './even-quotas.js';
import { Lists } from './lists.js';
import type { ReviewerCase, ReviewerSolution } from './reviewer-case.js';
import { Seating } from './seating.js';

/** Tries by chance before all of them are gone through. */
const tries = 64;
/** Orders that are drawn at most; one in which less than this share of the seats is barred does at once. */
const draws = 3;
const clashesBorne = 0.1;

/**
 * Everybody's share is fixed first, as even as can be; shares meet works in a ring of random order, each round one place further,
 * so that two review each other only where there are too few people to avoid it; a pair that is barred changes
 * places with one that is not, which leaves all loads as they are; what no such change mends is mended along a chain of
 * changes (Kuhn 1955), which finds a way when there is one. Two who review each other are parted where a change of places does it.
 *
 * @param random seeded: the same seed gives the same pairs
 */
export function solveReviewers(review: ReviewerCase, random: Random): ReviewerSolution {
  const seating = new Seating(review);
  const needs = seating.needs();
  const wanted = needs.reduce((sum, need) => sum + need, 0);
  const quotas = evenQuotas(seating.loads(), { wanted, most: review.most, random });
  const seats = drawnSeats(review, { needs, quotas, seating, random });
  const changing = { seats, seating, random, changed: new Set<number>() };
  const clashing = seatAll(changing);
  const left = clashing.filter((place) => !changePlaces(changing, place));
  for (const place of left) seating.chain(seats.works[place] ?? 0, review.most);
  if (left.length === 0) partMutual(changing, isRing(review, needs, quotas) ? changing.changed : seats.works.keys());
  return {
    pairs: seating.added(),
    short: seating.needs().flatMap((lacks, work) => (lacks > 0 ? [{ work, lacks }] : [])),
  };
}

/** Seat by seat a work and its reviewer, -1: nobody is left. */
interface Seats {
  works: Int32Array;
  reviewers: Int32Array;
  /** 1: the two are paired; otherwise they clash. */
  taken: Uint8Array;
}

interface Changing {
  seats: Seats;
  seating: Seating;
  random: Random;
  /** Seats that are no more as the ring had them. */
  changed: Set<number>;
}

/** Of a few orders by chance the one in which the fewest seats are barred: those who are kept apart may stand side by side in it. */
function drawnSeats(
  { works, reviewers }: ReviewerCase,
  { needs, quotas, seating, random }: { needs: number[]; quotas: number[]; seating: Seating; random: Random },
): Seats {
  const people = [...reviewers.keys()];
  let [best, fewest]: [Seats | undefined, number] = [undefined, Infinity];
  for (let draw = 0; draw < draws && (best === undefined || fewest > clashesBorne * best.works.length); draw += 1) {
    const order = Int32Array.from(shuffled(people, random));
    const seats = seatsOf(inTurn(needs, worksBy(order, works), 0), inTurn(quotas, order, 1));
    const clashes = seats.works.reduce(
      (sum, work, place) => (seating.mayTake(work, seats.reviewers[place] ?? -1) ? sum : sum + 1),
      0,
    );
    if (clashes < fewest) [best, fewest] = [seats, clashes];
  }
  return best ?? seatsOf(new Int32Array(0), new Int32Array(0));
}

function seatsOf(works: Int32Array, supply: Int32Array): Seats {
  const reviewers = new Int32Array(works.length).fill(-1);
  reviewers.set(supply.subarray(0, works.length));
  return { works, reviewers, taken: new Uint8Array(works.length) };
}

/** Places of those that clash. */
function seatAll({ seats: { works, reviewers, taken }, seating }: Changing): number[] {
  const clashing: number[] = [];
  for (let place = 0; place < works.length; place += 1) {
    const [work, reviewer] = [works[place] ?? 0, reviewers[place] ?? -1];
    if (reviewer >= 0 && seating.mayTake(work, reviewer)) {
      seating.seat(work, reviewer);
      taken[place] = 1;
    } else clashing.push(place);
  }
  return clashing;
}

/** Everybody's work, everybody's turn, and people enough: in the ring itself no two review each other. */
function isRing({ works, reviewers, existing }: ReviewerCase, needs: readonly number[], quotas: readonly number[]) {
  const [need = 0] = needs;
  const isWhole = existing.length === 0 && works.length === reviewers.length && 2 * need < works.length;
  return isWhole && needs.every((one) => one === need) && quotas.every((one) => one === need);
}

/** A seat that clashes and a seat that does not exchange reviewers, so that both are allowed. */
function changePlaces({ seats, seating, random, changed }: Changing, place: number): boolean {
  const { works, reviewers, taken } = seats;
  const [work, reviewer] = [works[place] ?? 0, reviewers[place] ?? -1];
  if (reviewer < 0) return false;
  const from = Math.floor(random() * works.length);
  for (let tried = 0; tried < works.length; tried += 1) {
    const at = (tried < tries ? Math.floor(random() * works.length) : from + tried) % works.length;
    const [otherWork, otherReviewer] = [works[at] ?? 0, reviewers[at] ?? -1];
    if (taken[at] !== 1 || otherReviewer === reviewer || !seating.mayTake(work, otherReviewer)) continue;
    seating.unseat(otherWork, otherReviewer);
    if (seating.mayTake(otherWork, reviewer) && seating.mayTake(work, otherReviewer)) {
      seating.seat(otherWork, reviewer);
      seating.seat(work, otherReviewer);
      [reviewers[place], reviewers[at], taken[place]] = [otherReviewer, reviewer, 1];
      changed.add(place).add(at);
      return true;
    }
    seating.seat(otherWork, otherReviewer);
  }
  return false;
}

/** Not owed to anybody, so only as often as it is easy. */
function partMutual(changing: Changing, places: Iterable<number>): void {
  const { seats, seating, random } = changing;
  for (const place of places) {
    if (!seating.isMutual(seats.works[place] ?? 0, seats.reviewers[place] ?? 0)) continue;
    for (let tried = 0; tried < tries; tried += 1)
      if (partedAt(changing, place, Math.floor(random() * seats.works.length))) break;
  }
}

function partedAt({ seats: { works, reviewers }, seating }: Changing, place: number, at: number): boolean {
  const [work, reviewer] = [works[place] ?? 0, reviewers[place] ?? 0];
  const [otherWork, otherReviewer] = [works[at] ?? 0, reviewers[at] ?? 0];
  if (otherReviewer === reviewer || otherWork === work) return false;
  if (!seating.mayTake(work, otherReviewer) || !seating.mayTake(otherWork, reviewer)) return false;
  if (seating.isMutual(work, otherReviewer) || seating.isMutual(otherWork, reviewer)) return false;
  seating.unseat(work, reviewer);
  seating.unseat(otherWork, otherReviewer);
  seating.seat(work, otherReviewer);
  seating.seat(otherWork, reviewer);
  [reviewers[place], reviewers[at]] = [otherReviewer, reviewer];
  return true;
}

/** Works in the order of their authors; those of nobody who reviews come last. */
function worksBy(order: Int32Array, works: ReviewerCase['works']): Int32Array {
  const worksOf = new Lists(order.length, 1);
  const last: number[] = [];
  for (let work = 0; work < works.length; work += 1) {
    const [author] = works[work]?.authors ?? [];
    if (author === undefined) last.push(work);
    else worksOf.push(author, work);
  }
  const sorted = new Int32Array(works.length);
  let at = 0;
  for (const author of order)
    for (let place = 0; place < worksOf.size(author); place += 1, at += 1) sorted[at] = worksOf.at(author, place);
  sorted.set(last, at);
  return sorted;
}

/** Each once a round as often as it is counted, in the same order; each round begins `step` places further. */
function inTurn(counts: readonly number[], order: Int32Array, step: number): Int32Array {
  const turns = new Int32Array(counts.reduce((sum, count) => sum + count, 0));
  const rounds = counts.reduce((most, count) => Math.max(most, count), 0);
  let at = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (let place = 0; place < order.length; place += 1) {
      const index = order[(place + (round + 1) * step) % order.length] ?? 0;
      if ((counts[index] ?? 0) <= round) continue;
      turns[at] = index;
      at += 1;
    }
  }
  return turns;
}
