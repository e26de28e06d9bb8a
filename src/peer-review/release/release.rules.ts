/** From reviews and staff's grades to the scores that may be released. */
import type { ReviewLevels } from '../peer-review.js';
import { mostPoints, type Rubric } from '../rubric.js';
import { agreementOf, type Agreement } from '../scores/agreement.rules.js';
import { scoresFrom, type Marking, type Scored } from '../scores/methods.rules.js';
import type { Method } from '../scores/marks.js';
import type { Proposal, ReleasedScore, StaffGrade } from '../scores/released.js';

export interface ScoringFacts {
  rubric: Rubric;
  method: Method;
  reviews: readonly ReviewLevels[];
  grades: readonly StaffGrade[];
}

export interface ScoresNow extends Scored {
  most: number;
  method: Method;
  agreement: Agreement | undefined;
  gradedWorks: number;
}

/** Points differ for people from here on: less is a matter of rounding. */
const noticed = 0.005;

export function scoresNow({ rubric, method, reviews, grades }: ScoringFacts): ScoresNow {
  const most = mostPoints(rubric);
  const markings = reviews.flatMap((review) => markingOf(rubric, review) ?? []);
  const anchors = grades.map(({ submissionId, points }) => ({ workId: submissionId, points }));
  return {
    ...scoresFrom({ method, markings, anchors, most }),
    ...{ most, method, gradedWorks: new Set(grades.map(({ submissionId }) => submissionId)).size },
    agreement: agreementOf(markings, rubric.criteria.map(mostOf)),
  };
}

/** Undefined when a level is missing. */
export function markingOf(
  rubric: Rubric,
  { submissionId, reviewerId, levels: chosen }: Omit<ReviewLevels, 'reviewId'>,
): Marking | undefined {
  const criteria = rubric.criteria.map(({ criterionId, levels }) => levels[chosen[criterionId] ?? -1]?.points);
  if (criteria.some((points) => points === undefined)) return undefined;
  return { workId: submissionId, reviewerId, criteria: criteria.map((points) => points ?? 0) };
}

function mostOf({ levels }: Rubric['criteria'][number]): number {
  return Math.max(0, ...levels.map(({ points }) => points));
}

/** @param authorBy author by submission; works of others are left out */
export function releasable(
  now: ScoresNow,
  authorBy: ReadonlyMap<string, string>,
  { grades, releasedAt }: { grades: readonly StaffGrade[]; releasedAt: Date },
): ReleasedScore[] {
  return [...now.works].flatMap(([submissionId, score]) => {
    const authorId = authorBy.get(submissionId);
    if (authorId === undefined) return [];
    const notes = grades.filter((grade) => grade.submissionId === submissionId).map(({ note }) => note);
    return {
      ...{ authorId, submissionId, method: now.method, points: rounded(score.points), most: now.most, releasedAt },
      ...{ low: rounded(score.interval.low), high: rounded(score.interval.high), mean: rounded(score.mean) },
      ...{ lowest: score.low, highest: score.high, reviews: score.reviews, graded: score.graded },
      ...{ note: notes.filter((note) => note !== '').join('\n\n'), gradedWorks: now.gradedWorks, works: authorBy.size },
    };
  });
}

function rounded(points: number): number {
  return Math.round(points * 100) / 100;
}

/** Whose released score would be another one by now, the largest change first; also who has none yet. */
export function proposalsOf(released: readonly ReleasedScore[], now: readonly ReleasedScore[]): Proposal[] {
  const before = new Map(released.map(({ authorId, points }) => [authorId, points]));
  return now
    .flatMap(({ authorId, points }) => {
      const from = before.get(authorId);
      if (from === undefined) return [{ authorId, to: points }];
      return Math.abs(from - points) < noticed ? [] : [{ authorId, from, to: points }];
    })
    .sort((one, other) => changeOf(other) - changeOf(one));
}

function changeOf({ from, to }: Proposal): number {
  return from === undefined ? Number.MAX_VALUE : Math.abs(to - from);
}
