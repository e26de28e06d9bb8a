import { SCORE_MAX } from './types.js';

/**
 * What people said, packed: 32 bits a person for sets (topics, languages, hours) or one small number for a choice. Each
 * criterion gives a pair whole points; the points of all criteria sum to the score. A negative number of points forbids.
 */
export type Criterion = SharedBits | CodeTable;

/** Points by how many bits both have: `pointsByShared[0..32]`. */
export interface SharedBits {
  readonly kind: 'bits';
  readonly mentors: Uint32Array;
  readonly mentees: Uint32Array;
  readonly pointsByShared: Int32Array;
}

/** Points by the choices of both: `points[mentorCode * codes + menteeCode]`. */
export interface CodeTable {
  readonly kind: 'codes';
  readonly codes: number;
  readonly mentors: Uint8Array;
  readonly mentees: Uint8Array;
  readonly points: Int32Array;
}

export interface Scoring {
  readonly mentorCount: number;
  readonly menteeCount: number;
  readonly criteria: readonly Criterion[];
  /** Pairs that must never be, whatever the criteria say. */
  readonly never?: readonly (readonly [mentor: number, mentee: number])[];
}

/** Low enough that no points of other criteria bring a forbidden pair back, high enough that all of them may forbid. */
const FORBIDDEN = -(2 ** 26);
const MOST_CRITERIA = 16;

/** All scores, as `MentorCase` wants them: any negative number forbids. No pair is ever an object. */
export function scoreAll(scoring: Scoring, into?: Int32Array): Int32Array {
  const { mentorCount, menteeCount } = scoring;
  const scores = into ?? new Int32Array(mentorCount * menteeCount);
  checkRange(scoring.criteria);
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    scoreRow(scoring, mentor, scores.subarray(mentor * menteeCount, (mentor + 1) * menteeCount));
  }
  for (const [mentor, mentee] of scoring.never ?? []) scores[mentor * menteeCount + mentee] = -1;
  return scores;
}

/** One mentor with everybody, the never-pairs left out. */
export function scoreRow({ criteria }: Scoring, mentor: number, row: Int32Array): void {
  row.fill(0);
  for (const criterion of criteria) {
    if (criterion.kind === 'bits') addShared(criterion, mentor, row);
    else addCodes(criterion, mentor, row);
  }
}

function checkRange(criteria: readonly Criterion[]): void {
  if (criteria.length > MOST_CRITERIA) throw new RangeError('There are more criteria than can be summed');
  const pointsOf = (criterion: Criterion) => (criterion.kind === 'bits' ? criterion.pointsByShared : criterion.points);
  const most = criteria.reduce(
    (sum, criterion) => sum + pointsOf(criterion).reduce((top, point) => Math.max(top, point), 0),
    0,
  );
  if (most > SCORE_MAX) throw new RangeError('The points of all criteria may exceed the greatest score');
}

/** The points of each criterion, summing to the score; a negative number where the criterion forbids. */
export function contributions({ criteria }: Scoring, mentor: number, mentee: number): number[] {
  return criteria.map((criterion) => {
    if (criterion.kind === 'bits') {
      const shared = (criterion.mentors[mentor] as number) & (criterion.mentees[mentee] as number);
      return criterion.pointsByShared[bitCount(shared)] as number;
    }
    const row = (criterion.mentors[mentor] as number) * criterion.codes;
    return criterion.points[row + (criterion.mentees[mentee] as number)] as number;
  });
}

function addShared({ mentors, mentees, pointsByShared }: SharedBits, mentor: number, row: Int32Array): void {
  const own = mentors[mentor] as number;
  const points = pointsByShared.map((value) => (value < 0 ? FORBIDDEN : value));
  for (let mentee = 0; mentee < row.length; mentee += 1) {
    let bits = own & (mentees[mentee] as number);
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    const shared = Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    row[mentee] = (row[mentee] as number) + (points[shared] as number);
  }
}

function addCodes({ mentors, mentees, codes, points }: CodeTable, mentor: number, row: Int32Array): void {
  const start = (mentors[mentor] as number) * codes;
  const own = points.slice(start, start + codes).map((value) => (value < 0 ? FORBIDDEN : value));
  for (let mentee = 0; mentee < row.length; mentee += 1) {
    row[mentee] = (row[mentee] as number) + (own[mentees[mentee] as number] as number);
  }
}

/** Set bits of a 32-bit number, by halves (Wegner 1960). */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
