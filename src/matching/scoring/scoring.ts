import { bitCount } from './bits.js';
import type { LeftOut, Scoring } from './criteria.js';
import { rowScorer } from './score-rows.js';
import { FORBIDDEN, SCORE_MAX } from '../types.js';

const MOST_CRITERIA = 24;

/** All scores, as `MentorCase` wants them: `FORBIDDEN` where a criterion forbids the pair. No pair is ever an object. */
export function scoreAll(scoring: Scoring, into?: Int32Array): Int32Array {
  const { mentorCount, menteeCount } = scoring;
  checkRange(scoring);
  const scores = into ?? new Int32Array(mentorCount * menteeCount);
  const scoreRow = rowScorer(scoring);
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    const row = scores.subarray(mentor * menteeCount, (mentor + 1) * menteeCount);
    scoreRow(mentor, row);
    // All ones where the sign is set: FORBIDDEN for every negative sum, without a branch that guesses wrong.
    for (let mentee = 0; mentee < row.length; mentee += 1) {
      const sum = row[mentee] as number;
      row[mentee] = sum | (sum >> 31);
    }
  }
  for (const [mentor, mentee, points] of scoring.extra ?? []) {
    const at = mentor * menteeCount + mentee;
    const score = scores[at] as number;
    if (score >= 0) scores[at] = Math.min(SCORE_MAX, Math.max(0, score + points));
  }
  if (scoring.leftOut) shareLeftOut(scoring.leftOut, scores);
  for (const [mentor, mentee] of scoring.never ?? []) scores[mentor * menteeCount + mentee] = FORBIDDEN;
  return scores;
}

function shareLeftOut({ mentors, mentees, menteeKinds, points, whole, ofNothing }: LeftOut, scores: Int32Array): void {
  for (let mentor = 0, at = 0; mentor < mentors.length; mentor += 1) {
    const row = (mentors[mentor] as number) * menteeKinds;
    for (let mentee = 0; mentee < mentees.length; mentee += 1, at += 1) {
      const left = points[row + (mentees[mentee] as number)] as number;
      const score = scores[at] as number;
      if (left === 0 || score < 0) continue;
      scores[at] = left >= whole ? ofNothing : Math.round((score * whole) / (whole - left));
    }
  }
}

function checkRange({ criteria, base = 0 }: Scoring): void {
  if (criteria.length > MOST_CRITERIA) throw new RangeError('There are more criteria than can be summed');
  const most = criteria.reduce((sum, { points }) => sum + points.reduce((top, point) => Math.max(top, point), 0), base);
  if (base < 0 || most > SCORE_MAX) throw new RangeError('The points of all criteria may exceed the greatest score');
}

/** The points of each criterion, which with the base sum to the score; a negative number where the criterion forbids. */
export function contributions({ criteria }: Scoring, mentor: number, mentee: number): number[] {
  return criteria.map((criterion) => {
    if (criterion.kind === 'codes') {
      const row = (criterion.mentors[mentor] as number) * criterion.codes;
      return criterion.points[row + (criterion.mentees[mentee] as number)] as number;
    }
    const { words, mentors, mentees, mentorClass, menteeClass, menteeClasses, width, points } = criterion;
    let shared = 0;
    for (let word = 0; word < words; word += 1) {
      shared += bitCount((mentors[mentor * words + word] as number) & (mentees[mentee * words + word] as number));
    }
    const row = (mentorClass[mentor] as number) * menteeClasses + (menteeClass[mentee] as number);
    return points[row * width + Math.min(shared, width - 1)] as number;
  });
}
