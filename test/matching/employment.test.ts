import { describe, expect, test } from '@jest/globals';
import { checkMentors, solveMentors, type MentorCase } from '../../src/matching/index.js';
import { seededRandom } from '../../src/shared/random.js';
import { aMentorCase } from './cases.js';

/** With more seats than mentees, so that some mentor would stand idle for a better sum. */
function aCaseWithRoom(
  seed: number,
  size: { mentors: number; mentees: number; seats: number; range?: number },
): MentorCase {
  const random = seededRandom(seed);
  const made = aMentorCase({ seed, ...size });
  return { ...made, employ: Uint8Array.from({ length: size.mentors }, () => (random() < 0.85 ? 1 : 0)) };
}

/** The best by trying everything, as [pairs, employed, floor, sum] in that order. */
function bestByTryingAll({ mentorCount, menteeCount, capacities, scores, employ }: MentorCase): number[] {
  const load = new Array<number>(mentorCount).fill(0);
  let best = [0, 0, -1, 0];
  const place = (mentee: number, pairs: number, floor: number, sum: number): void => {
    if (mentee === menteeCount) {
      const employed = load.filter((own, mentor) => own > 0 && employ?.[mentor] === 1).length;
      const found = [pairs, employed, pairs === 0 ? -1 : floor, sum];
      const at = found.findIndex((part, level) => part !== best[level]);
      if (at >= 0 && (found[at] as number) > (best[at] as number)) best = found;
      return;
    }
    place(mentee + 1, pairs, floor, sum);
    for (let mentor = 0; mentor < mentorCount; mentor += 1) {
      const score = scores[mentor * menteeCount + mentee] as number;
      if (score < 0 || load[mentor] === capacities[mentor]) continue;
      load[mentor] = (load[mentor] as number) + 1;
      place(mentee + 1, pairs + 1, Math.min(floor, score), sum + score);
      load[mentor] = (load[mentor] as number) - 1;
    }
  };
  place(0, 0, Infinity, 0);
  return best;
}

describe('Mentors who offered are employed before the worst pair and the sum count', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))('as good as trying everything, seed %i', (seed) => {
    const cohort = aCaseWithRoom(seed, {
      mentors: 4,
      mentees: 6,
      seats: 6 + (seed % 8),
      range: seed % 3 === 0 ? 5 : 1e6,
    });
    const found = solveMentors(cohort);
    expect(checkMentors(cohort, found)).toEqual([]);
    expect([found.matched, found.employed, found.floor, found.total]).toEqual(bestByTryingAll(cohort));
  });

  test.each([1, 2, 3])('proven beyond the few, seed %i', (seed) => {
    const cohort = aCaseWithRoom(seed, { mentors: 120, mentees: 700, seats: 1000 });
    const found = solveMentors(cohort);
    expect(checkMentors(cohort, found)).toEqual([]);
    expect(found.employed).toBe(cohort.employ?.reduce((sum, wanted) => sum + wanted, 0));
  });

  test('a mentor with a locked mentee is employed already', () => {
    const scores = Int32Array.from([9, 9, 9, 1, 1, 1]);
    const cohort = { mentorCount: 2, menteeCount: 3, capacities: [3, 3], scores, employ: Uint8Array.of(1, 1) };
    const locked = solveMentors({ ...cohort, locked: [[1, 0]] });
    expect(Array.from(locked.mentorOf)).toEqual([1, 0, 0]);
    expect(locked.employed).toBe(2);
    expect(solveMentors(cohort).total).toBe(19);
  });

  test('the checker refuses a draft in which a mentor stands idle', () => {
    const scores = Int32Array.from([9, 9, 1, 1]);
    const cohort = { mentorCount: 2, menteeCount: 2, capacities: [2, 2], scores };
    const idle = solveMentors(cohort);
    expect(idle.total).toBe(18);
    expect(checkMentors({ ...cohort, employ: Uint8Array.of(1, 1) }, idle)).not.toEqual([]);
  });
});
