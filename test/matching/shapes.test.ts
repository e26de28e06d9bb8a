import { describe, expect, test } from '@jest/globals';
import { pairsByHighs, sumByHighs } from '../../scripts/bench/pairing-highs.js';
import { checkMentors, SolveCancelled, solveMentors, type MentorCase } from '../../src/matching/index.js';
import { seededRandom, type Random } from '../../src/shared/random.js';

interface Size {
  readonly mentors: number;
  readonly mentees: number;
}
type Score = (at: { mentor: number; mentee: number }, random: Random, size: Size) => number;

const anyScore = (random: Random) => Math.floor(random() * 1_000_001);
const half = (at: number, of: number) => at * 2 < of;

/** Cohorts that are unlike each other in what makes a solver slow: ties, common favourites, islands. */
const shapes: readonly (readonly [name: string, score: Score])[] = [
  ['all scores equal', () => 500_000],
  ['all scores zero', () => 0],
  ['all or nothing', (_, random) => (random() < 0.5 ? 0 : 1_000_000)],
  ['rarely more than nothing', (_, random) => (random() < 0.01 ? 1_000_000 : 0)],
  ['five levels', (_, random) => Math.floor(random() * 5) * 200_000],
  ['few topics', ({ mentor, mentee }) => (mentor % 5 === mentee % 7 ? 900_000 : ((mentor + mentee) % 4) * 100_000)],
  ['favourite mentors', ({ mentor }, random, { mentors }) => Math.floor((mentor / mentors) * 8e5 + random() * 2e5)],
  ['mentees few suit', ({ mentee }, random, { mentees }) => Math.floor((mentee / mentees) * 8e5 + random() * 2e5)],
  ['a common ranking', ({ mentor, mentee }, _, size) => (mentor * mentee * 1e6) / (size.mentors * size.mentees)],
  ['a line', ({ mentor, mentee }, _, size) => 1e6 - Math.abs(mentor / size.mentors - mentee / size.mentees) * 1e6],
  ['half of all pairs forbidden', (_, random) => (random() < 0.5 ? -1 : anyScore(random))],
  ['nearly all pairs forbidden', (_, random) => (random() < 0.985 ? -1 : anyScore(random))],
  [
    'two time zones, one crowded',
    ({ mentor, mentee }, random, { mentors, mentees }) =>
      half(mentor * 1.4, mentors) === half(mentee, mentees) ? anyScore(random) : -1,
  ],
  ['every tenth mentee ruled out', ({ mentee }, random) => (mentee % 10 === 0 ? -1 : anyScore(random))],
];

function shaped(score: Score, size: Size, capacities: ArrayLike<number>): MentorCase {
  const random = seededRandom(11);
  const { mentors, mentees } = size;
  const scores = Int32Array.from({ length: mentors * mentees }, (_, at) =>
    Math.floor(score({ mentor: Math.floor(at / mentees), mentee: at % mentees }, random, size)),
  );
  return { mentorCount: mentors, menteeCount: mentees, capacities, scores };
}

function evenly(mentors: number, seats: number): number[] {
  return Array.from({ length: mentors }, (_, mentor) => Math.floor((seats + mentor) / mentors));
}

/** One has half of all seats, a few have none. */
function unevenly(mentors: number, seats: number): number[] {
  return Array.from({ length: mentors }, (_, mentor) =>
    mentor === 3 ? seats >> 1 : mentor % 9 === 0 ? 0 : Math.ceil(seats / mentors),
  );
}

describe.each(shapes)('%s', (_name, score) => {
  const large = { mentors: 110, mentees: 560 };

  test.each([
    ['as many seats as mentees', evenly(110, 560)],
    ['seats to spare', evenly(110, 670)],
    ['too few seats', evenly(110, 500)],
    ['uneven seats', unevenly(110, 560)],
  ])('is proven where prices begin with an auction: %s', (_words, seats) => {
    const cohort = shaped(score, large, seats);
    expect(checkMentors(cohort, solveMentors(cohort))).toEqual([]);
  });

  test.each(['sum', 'coverage', 'fair'] as const)('is proven for the objective %s', (objective) => {
    const cohort = shaped(score, large, evenly(110, 540));
    expect(checkMentors(cohort, solveMentors(cohort, { objective }))).toEqual([]);
  });

  test.each([
    ['as many seats as mentees', 36],
    ['too few seats', 30],
  ])('is what HiGHS finds: %s', async (_words, seats) => {
    const cohort = shaped(score, { mentors: 9, mentees: 36 }, evenly(9, seats));
    const solution = solveMentors(cohort);
    expect(solution.matched).toBe(await pairsByHighs(cohort, 0));
    expect(await pairsByHighs(cohort, solution.floor + 1)).toBeLessThan(Math.max(1, solution.matched));
    expect(solution.total).toBe(await sumByHighs(cohort, solution.matched, solution.floor));
  });
});

test('a run ends at whichever moment it is cancelled', () => {
  const [, score] = shapes[8] as (typeof shapes)[number];
  const cohort = shaped(score, { mentors: 110, mentees: 560 }, evenly(110, 560));
  let asked = 0;
  solveMentors(cohort, { isCancelled: () => (asked += 1) < 0 });
  for (let moment = 1; moment <= asked; moment += Math.ceil(asked / 12)) {
    let left = moment;
    expect(() => solveMentors(cohort, { isCancelled: () => (left -= 1) === 0 })).toThrow(SolveCancelled);
  }
});
