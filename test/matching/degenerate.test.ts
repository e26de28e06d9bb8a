import { describe, expect, test } from '@jest/globals';
import {
  checkMentors,
  checkPeers,
  PairScores,
  solveMentors,
  solvePeers,
  type MentorCase,
} from '../../src/matching/index.js';

function allWith(score: number, mentorCount: number, menteeCount: number, seats: number): MentorCase {
  return {
    mentorCount,
    menteeCount,
    capacities: new Int32Array(mentorCount).fill(seats),
    scores: new Int32Array(mentorCount * menteeCount).fill(score),
  };
}

const objectives = ['balanced', 'coverage', 'sum', 'fair'] as const;

describe.each(objectives)('mentors at the edge, objective %s', (objective) => {
  test.each([
    ['nobody at all', allWith(5, 0, 0, 1), 0],
    ['no mentor', allWith(5, 0, 3, 1), 0],
    ['no mentee', allWith(5, 3, 0, 1), 0],
    ['one and one', allWith(0, 1, 1, 1), 1],
    ['all forbidden', allWith(-1, 3, 4, 2), 0],
    ['no seats', allWith(7, 3, 4, 0), 0],
    ['more seats than mentees', allWith(7, 3, 4, 100), 4],
    ['more mentors than mentees', allWith(7, 9, 4, 1), 4],
    ['all scores the greatest', allWith(1_000_000, 30, 90, 3), 90],
    ['all scores equal and too few seats', allWith(500_000, 30, 90, 2), 60],
  ])('%s', (_words, cohort, matched) => {
    const solution = solveMentors(cohort, { objective });
    expect(checkMentors(cohort, solution)).toEqual([]);
    if (objective !== 'sum' || solution.total > 0) expect(solution.matched).toBe(matched);
  });
});

describe.each(objectives)('peers at the edge, objective %s', (objective) => {
  test.each([
    ['nobody at all', 0, 5, 0],
    ['one alone', 1, 5, 1],
    ['two', 2, 5, 0],
    ['three are a triple', 3, 5, 0],
    ['two who may not', 2, -1, 2],
    ['five who may not', 5, -1, 5],
    ['all scores the greatest', 60, 1_000_000, 0],
    ['all scores equal, an odd number beyond the few', 301, 500_000, 0],
  ])('%s', (_words, count, score, alone) => {
    const peers = { count, scores: PairScores.of(count, () => score) };
    const solution = solvePeers(peers, { objective });
    expect(checkPeers(peers, solution)).toEqual([]);
    expect(solution.unmatched).toHaveLength(alone);
  });
});
