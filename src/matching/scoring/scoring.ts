import { bitCount } from './bits.js';
import type { LeftOut, Scoring } from './criteria.js';
import { PairScores } from '../pair-scores.js';
import { rowScorer } from './score-rows.js';
import { FORBIDDEN, SCORE_MAX } from '../types.js';

const MOST_CRITERIA = 24;

/** All scores, as `MentorCase` wants them: `FORBIDDEN` where a criterion forbids the pair. No pair is ever an object. */
export function scoreAll(scoring: Scoring, into?: Int32Array): Int32Array {
  const { mentorCount, menteeCount } = scoring;
  const scores = into ?? new Int32Array(mentorCount * menteeCount);
  scoreRows(scoring, (mentor) => scores.subarray(mentor * menteeCount, (mentor + 1) * menteeCount));
  return scores;
}

/** All scores between peers, as `PeerCase` wants them: whoever is a mentor there is a mentee too, and scores the same both ways. */
export function scorePeers(scoring: Scoring, into?: PairScores): PairScores {
  const scores = into ?? new PairScores(scoring.mentorCount);
  scoreRows(scoring, (one) => scores.before(one));
  return scores;
}

/** @param rowOf with everybody, or the first of all */
function scoreRows(scoring: Scoring, rowOf: (mentor: number) => Int32Array): void {
  checkRange(scoring);
  const scoreRow = rowScorer(scoring);
  const extraOf = byMentor(scoring.extra ?? []);
  for (let mentor = 0; mentor < scoring.mentorCount; mentor += 1) {
    const row = rowOf(mentor);
    scoreRow(mentor, row);
    forbidNegative(row);
    for (const [, mentee, points] of extraOf.get(mentor) ?? []) addExtra(row, mentee, points);
    if (scoring.leftOut) shareLeftOut(scoring.leftOut, mentor, row);
  }
  for (const [mentor, mentee] of scoring.never ?? []) {
    const row = rowOf(mentor);
    if (mentee < row.length) row[mentee] = FORBIDDEN;
  }
}

/** All ones where the sign is set: FORBIDDEN for every negative sum, without a branch that guesses wrong. */
function forbidNegative(row: Int32Array): void {
  for (let mentee = 0; mentee < row.length; mentee += 1) {
    const sum = row[mentee] as number;
    row[mentee] = sum | (sum >> 31);
  }
}

type Extra = NonNullable<Scoring['extra']>[number];

function byMentor(extra: readonly Extra[]): Map<number, Extra[]> {
  const found = new Map<number, Extra[]>();
  for (const one of extra) {
    const others = found.get(one[0]);
    if (others) others.push(one);
    else found.set(one[0], [one]);
  }
  return found;
}

function addExtra(row: Int32Array, mentee: number, points: number): void {
  const score = row[mentee] ?? FORBIDDEN;
  if (score >= 0) row[mentee] = Math.min(SCORE_MAX, Math.max(0, score + points));
}

function shareLeftOut(
  { mentors, mentees, menteeKinds, points, whole, ofNothing }: LeftOut,
  mentor: number,
  row: Int32Array,
): void {
  const first = (mentors[mentor] as number) * menteeKinds;
  for (let mentee = 0; mentee < row.length; mentee += 1) {
    const left = points[first + (mentees[mentee] as number)] as number;
    const score = row[mentee] as number;
    if (left === 0 || score < 0) continue;
    row[mentee] = left >= whole ? ofNothing : Math.round((score * whole) / (whole - left));
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
