import type { OpenCase } from '../transport/coverage.js';
import { FORBIDDEN, SCORE_MAX } from '../types.js';
import type { SidedCase } from './sided-case.js';

/** Of what is not locked, over all sides. */
export interface SideLimits {
  /** People who could be matched at most, and mentors who could be employed. */
  readonly matched: number;
  readonly employed: number;
  /** The worst pair is no better than this where so many are matched and employed. */
  readonly floorFor: (reached: { matched: number; employed: number }) => number;
}

/** By everybody's best pair on any side, and by the number of seats. */
export function sideLimits(sided: SidedCase, open: OpenCase): SideLimits {
  const { mentorCount, menteeCount, scores, columnOf, isEither } = sided;
  const ofMentee = new Int32Array(menteeCount).fill(FORBIDDEN);
  const ofMentor = new Int32Array(mentorCount).fill(FORBIDDEN);
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    if (open.seats[mentor] === 0) continue;
    const row = scores.subarray(mentor * menteeCount, (mentor + 1) * menteeCount);
    for (let mentee = 0; mentee < menteeCount; mentee += 1) {
      const score = row[mentee] as number;
      if (score < 0 || open.isOpen[mentee] === 0 || columnOf[mentor] === mentee) continue;
      if (score > (ofMentee[mentee] as number)) ofMentee[mentee] = score;
      if (score > (ofMentor[mentor] as number)) ofMentor[mentor] = score;
    }
  }
  const employed = ofMentor.filter((best, mentor) => best >= 0 && open.employ[mentor] === 1);
  isEither.forEach((is, mentor) => {
    const column = columnOf[mentor] as number;
    if (is === 1) ofMentee[column] = Math.max(ofMentee[column] as number, ofMentor[mentor] as number);
  });
  const people = ofMentee.filter((best) => best >= 0);
  const either = isEither.reduce((sum, is) => sum + is, 0);
  const seats = open.seats.reduce((sum, own) => sum + own, 0);
  return {
    matched: Math.min(people.length, either + seats),
    employed: employed.length,
    floorFor: (reached) => Math.min(ranked(people, reached.matched), ranked(employed, reached.employed)),
  };
}

/** What so many of them reach. */
function ranked(bests: Int32Array, count: number): number {
  return count === 0 ? SCORE_MAX : (bests.slice().sort()[Math.max(0, bests.length - count)] as number);
}
