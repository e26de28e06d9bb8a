import { shuffled, type Random } from '../../shared/random.js';
import { evenQuotas } from './even-quotas.js';
import type { ReviewerCase, ReviewerSolution } from './reviewer-case.js';
import { Seating } from './seating.js';

/** Tries by chance before all of them are gone through. */
const tries = 64;

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
  const order = shuffled([...review.reviewers.keys()], random);
  const needs = seating.needs();
  const wanted = needs.reduce((sum, need) => sum + need, 0);
  const quotas = evenQuotas(seating.loads(), { wanted, most: review.most, random });
  const demand = inTurn(needs, worksBy(order, review.works), 0);
  const supply = inTurn(quotas, order, 1);
  const seats: Seat[] = demand.map((work, place) => ({ work, reviewer: supply[place] ?? -1, taken: false }));
  const clashing: number[] = [];
  for (const [place, seat] of seats.entries()) {
    const { work, reviewer } = seat;
    seat.taken = reviewer >= 0 && seating.mayTake(work, reviewer);
    if (seat.taken) seating.seat(work, reviewer);
    else clashing.push(place);
  }
  const left = clashing.filter((place) => !changePlaces(seats, place, { seating, random }));
  for (const place of left) seating.chain(seats[place]?.work ?? 0, review.most);
  if (left.length === 0) partMutual(seats, { seating, random });
  return {
    pairs: seating.added(),
    short: seating.needs().flatMap((lacks, work) => (lacks > 0 ? [{ work, lacks }] : [])),
  };
}

interface Seat {
  work: number;
  reviewer: number;
  /** The two are paired; otherwise they clash. */
  taken: boolean;
}

interface Changing {
  seating: Seating;
  random: Random;
}

/** A seat that clashes and a seat that does not exchange reviewers, so that both are allowed. */
function changePlaces(seats: Seat[], place: number, { seating, random }: Changing): boolean {
  const own = seats[place];
  if (!own || own.reviewer < 0) return false;
  const from = Math.floor(random() * seats.length);
  for (let tried = 0; tried < seats.length; tried += 1) {
    const other = seats[(tried < tries ? Math.floor(random() * seats.length) : from + tried) % seats.length];
    if (!other?.taken) continue;
    if (!seating.mayTake(own.work, other.reviewer) || other.reviewer === own.reviewer) continue;
    seating.unseat(other.work, other.reviewer);
    if (seating.mayTake(other.work, own.reviewer) && seating.mayTake(own.work, other.reviewer)) {
      seating.seat(other.work, own.reviewer);
      seating.seat(own.work, other.reviewer);
      [own.reviewer, other.reviewer] = [other.reviewer, own.reviewer];
      own.taken = true;
      return true;
    }
    seating.seat(other.work, other.reviewer);
  }
  return false;
}

/** Not owed to anybody, so only as often as it is easy. */
function partMutual(seats: Seat[], { seating, random }: Changing): void {
  for (const own of seats) {
    if (!seating.isMutual(own.work, own.reviewer)) continue;
    for (let tried = 0; tried < tries; tried += 1) {
      const other = seats[Math.floor(random() * seats.length)];
      if (!other || other.reviewer === own.reviewer || other.work === own.work) continue;
      if (!seating.mayTake(own.work, other.reviewer) || !seating.mayTake(other.work, own.reviewer)) continue;
      if (seating.isMutual(own.work, other.reviewer) || seating.isMutual(other.work, own.reviewer)) continue;
      seating.unseat(own.work, own.reviewer);
      seating.unseat(other.work, other.reviewer);
      [own.reviewer, other.reviewer] = [other.reviewer, own.reviewer];
      seating.seat(own.work, own.reviewer);
      seating.seat(other.work, other.reviewer);
      break;
    }
  }
}

/** Works in the order of their authors; those of nobody who reviews come last. */
function worksBy(order: readonly number[], works: ReviewerCase['works']): number[] {
  const placeOf = new Int32Array(order.length);
  for (const [place, reviewer] of order.entries()) placeOf[reviewer] = place;
  const places = works.map(({ authors: [author] }) => (author === undefined ? order.length : (placeOf[author] ?? 0)));
  return [...works.keys()].sort((one, other) => (places[one] ?? 0) - (places[other] ?? 0));
}

/** Each once a round as often as it is counted, in the same order; each round begins `step` places further. */
function inTurn(counts: readonly number[], order: readonly number[], step: number): number[] {
  const turns: number[] = [];
  const rounds = counts.reduce((most, count) => Math.max(most, count), 0);
  for (let round = 0; round < rounds; round += 1) {
    const first = order.length === 0 ? 0 : ((round + 1) * step) % order.length;
    for (let at = 0; at < order.length; at += 1) {
      const index = order[(first + at) % order.length] ?? 0;
      if ((counts[index] ?? 0) > round) turns.push(index);
    }
  }
  return turns;
}
