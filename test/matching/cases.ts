import { seededRandom, type Random } from '../../src/shared/random.js';
import { PairScores, type MentorCase, type PeerCase } from '../../src/matching/index.js';

/** A made-up cohort: mentors differ in how well they suit everybody, a sixth of the pairs is forbidden. */
export function aMentorCase({ seed = 1, mentors = 5, mentees = 12, seats = 12, range = 1_000_000 } = {}): MentorCase {
  const random = seededRandom(seed);
  const capacities = Int32Array.from({ length: mentors }, (_, mentor) => Math.floor((seats + mentor) / mentors));
  return {
    mentorCount: mentors,
    menteeCount: mentees,
    capacities,
    scores: someScores(mentors * mentees, range, random),
  };
}

export function someScores(count: number, range: number, random: Random): Int32Array {
  return Int32Array.from({ length: count }, () => (random() < 0.16 ? -1 : Math.floor(random() * (range + 1))));
}

/** The best by trying everything, as [pairs, floor, sum] in that order. */
export function bruteForce({ mentorCount, menteeCount, capacities, scores }: MentorCase): [number, number, number] {
  const seats = Array.from(capacities);
  let best: [number, number, number] = [0, -1, 0];
  const place = (mentee: number, pairs: number, floor: number, sum: number): void => {
    if (mentee === menteeCount) {
      const found: [number, number, number] = [pairs, pairs === 0 ? -1 : floor, sum];
      if (isBetter(found, best)) best = found;
      return;
    }
    place(mentee + 1, pairs, floor, sum);
    for (let mentor = 0; mentor < mentorCount; mentor += 1) {
      const score = scores[mentor * menteeCount + mentee] as number;
      if (score < 0 || seats[mentor] === 0) continue;
      seats[mentor] = (seats[mentor] as number) - 1;
      place(mentee + 1, pairs + 1, Math.min(floor, score), sum + score);
      seats[mentor] = (seats[mentor] as number) + 1;
    }
  };
  place(0, 0, Infinity, 0);
  return best;
}

function isBetter(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && (one[at] as number) > (other[at] as number);
}

export function aPeerCase({ seed = 1, count = 12, range = 1_000_000 } = {}): PeerCase {
  return { count, scores: PairScores.fromSquare(count, aSquare({ seed, count, range })) };
}

/** Symmetric. */
export function aSquare({ seed = 1, count = 12, range = 1_000_000 } = {}): Int32Array {
  const drawn = someScores(count * count, range, seededRandom(seed));
  for (let one = 0; one < count; one += 1) {
    for (let other = 0; other < one; other += 1) drawn[one * count + other] = drawn[other * count + one] as number;
  }
  return drawn;
}

/** As `bruteForce`, for peers in an even number. */
export function bestPeersByTryingAll({ count, scores }: PeerCase): [number, number, number] {
  let best: [number, number, number] = [0, -1, 0];
  const taken = new Set<number>();
  const pairUp = (one: number, pairs: number, floor: number, sum: number): void => {
    if (one === count) {
      const found: [number, number, number] = [pairs, pairs === 0 ? -1 : floor, sum];
      if (isBetter(found, best)) best = found;
      return;
    }
    pairUp(one + 1, pairs, floor, sum);
    if (taken.has(one)) return;
    for (let other = one + 1; other < count; other += 1) {
      const score = scores.at(one, other);
      if (score < 0 || taken.has(other)) continue;
      taken.add(other);
      pairUp(one + 1, pairs + 1, Math.min(floor, score), sum + score);
      taken.delete(other);
    }
  };
  pairUp(0, 0, Infinity, 0);
  return best;
}
