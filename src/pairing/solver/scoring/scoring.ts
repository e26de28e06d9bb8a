import { bitCount } from './bits.js';
import { rowScorer } from './score-rows.js';
import { SCORE_MAX } from '../types.js';

/**
 * What people said, packed: sets as bits (topics, languages, hours of the week), choices as small numbers. Each criterion gives
 * a pair whole points; the points of all criteria sum to the score. A negative number of points forbids the pair.
 */
export type Criterion = SharedBits | CodeTable;

/** Points by how many bits both have, and by the classes of both (known or not, how many were asked for ...). */
export interface SharedBits {
  readonly kind: 'bits';
  /** 32-bit words a person. */
  readonly words: number;
  /** `mentors[person * words + word]`. */
  readonly mentors: Uint32Array;
  readonly mentees: Uint32Array;
  readonly mentorClass: Uint8Array;
  readonly menteeClass: Uint8Array;
  readonly menteeClasses: number;
  /** Counts from `width - 1` up give the same points. */
  readonly width: number;
  /** `points[(mentorClass * menteeClasses + menteeClass) * width + shared]`. */
  readonly points: Int32Array;
}

/** Points by the choices of both: `points[mentorCode * codes + menteeCode]`. */
export interface CodeTable {
  readonly kind: 'codes';
  readonly codes: number;
  readonly mentors: Uint16Array;
  readonly mentees: Uint16Array;
  readonly points: Int32Array;
}

export interface Scoring {
  readonly mentorCount: number;
  readonly menteeCount: number;
  readonly criteria: readonly Criterion[];
  /** Points of every pair. */
  readonly base?: number;
  /** Points of single pairs (prefer, avoid, met before); they neither forbid nor lift beyond the scale. */
  readonly extra?: readonly (readonly [mentor: number, mentee: number, points: number])[];
  /** Pairs that must never be, whatever the criteria say. */
  readonly never?: readonly (readonly [mentor: number, mentee: number])[];
}

const MOST_CRITERIA = 24;

/** All scores, as `MentorCase` wants them: any negative number forbids. No pair is ever an object. */
export function scoreAll(scoring: Scoring, into?: Int32Array): Int32Array {
  const { mentorCount, menteeCount } = scoring;
  checkRange(scoring);
  const scores = into ?? new Int32Array(mentorCount * menteeCount);
  const scoreRow = rowScorer(scoring);
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    scoreRow(mentor, scores.subarray(mentor * menteeCount, (mentor + 1) * menteeCount));
  }
  for (const [mentor, mentee, points] of scoring.extra ?? []) {
    const at = mentor * menteeCount + mentee;
    const score = scores[at] as number;
    if (score >= 0) scores[at] = Math.min(SCORE_MAX, Math.max(0, score + points));
  }
  for (const [mentor, mentee] of scoring.never ?? []) scores[mentor * menteeCount + mentee] = -1;
  return scores;
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
