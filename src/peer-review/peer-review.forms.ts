import { z } from 'zod';
import type { CriterionReview, ReviewContent } from './peer-review.js';
import { methods, type Method } from './scores/marks.js';
import { groupRules, type GroupRule } from './allocation/allocation.js';
import { namings, type Naming } from './names.js';
import { mostReviewsEach } from './peer-review.settings.js';
import type { Rubric } from './rubric.js';
import { isAnythingSeen } from '../web/written.js';
import { seenText } from '../shared/seen.js';

export const longestWork = 20_000;
export const longestComment = 4000;
/** What staff say about a score of theirs. */
export const longestNote = 2000;

/** Browsers send line ends as CRLF; a length limit counts what the person typed. */
function typed(longest: number, missing?: string) {
  const text = z.string('web.form.missing').transform(seenText);
  return text.pipe(missing === undefined ? z.string().max(longest) : z.string().min(1, missing).max(longest));
}

export interface WorkAnswers {
  text: string;
  /** The hint about the own name was shown: the text goes as it is. */
  named?: '1';
}

const named = z.literal('1').exactOptional();

export const sendWorkForm: z.ZodType<WorkAnswers> = z.strictObject({
  text: typed(longestWork, 'peer-review.work.text.missing').refine(isAnythingSeen, 'peer-review.work.text.missing'),
  named,
});

export const draftWorkForm: z.ZodType<WorkAnswers> = z.strictObject({ text: typed(longestWork), named });

/**
 * Field names depend on the rubric: `level-<criterion>`, `comment-<criterion>`, `overall`, `nudged` once the hint was seen, and
 * `seen`: how often the review had been written when the form was opened.
 */
export type ReviewAnswers = Readonly<Record<string, string>>;

export const reviewForm: z.ZodType<ReviewAnswers> = z.record(
  z.string().regex(/^(level-[a-z]+|comment-[a-z]+|overall|nudged|seen)$/),
  typed(longestComment),
);

export function contentFrom(rubric: Rubric, answers: ReviewAnswers): ReviewContent {
  const criteria = rubric.criteria.map(({ criterionId, levels }): [string, CriterionReview] => {
    const chosen = answers[`level-${criterionId}`] ?? '';
    const level = /^\d{1,2}$/.test(chosen) && levels[Number(chosen)] ? Number(chosen) : undefined;
    const comment = answers[`comment-${criterionId}`] ?? '';
    return [criterionId, level === undefined ? { comment } : { level, comment }];
  });
  return { criteria: Object.fromEntries(criteria), overall: answers.overall ?? '' };
}

/** A form of before there was such a count has seen none. */
export function seenIn({ seen = '' }: ReviewAnswers): number {
  return /^\d{1,9}$/.test(seen) ? Number(seen) : 0;
}

/** The way back, to fill the form. */
export function answersFrom(content: ReviewContent | undefined): Record<string, string> {
  const fields = Object.entries(content?.criteria ?? {}).flatMap(([id, { level, comment }]) => [
    [`comment-${id}`, comment],
    ...(level === undefined ? [] : [[`level-${id}`, String(level)]]),
  ]);
  return { ...(Object.fromEntries(fields) as Record<string, string>), overall: content?.overall ?? '' };
}

export interface SettingsAnswers {
  instructions: string;
  /** The rest is fixed, and not asked, once reviewing has started. */
  reviewsEach?: number;
  rubricId?: string;
  method?: Method;
  names?: Naming;
  groups?: GroupRule;
  /** Undefined: never. */
  leaseDays?: number | undefined;
  /** Whether reviewing waits for its date. */
  start?: 'date' | 'early';
  /** "2026-11-26T20:00" in the teacher's zone; empty: none. */
  opensAt?: string;
  startsAt?: string;
  reviewUntil?: string;
  releaseAt?: string;
}

const localTime = z
  .string()
  .regex(/^(|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?)$/, 'peer-review.settings.dates.invalid')
  .exactOptional();

export const settingsForm: z.ZodType<SettingsAnswers> = z.strictObject({
  instructions: typed(longestComment),
  reviewsEach: z.coerce
    .number('peer-review.settings.reviewsEach.invalid')
    .int('peer-review.settings.reviewsEach.invalid')
    .min(1, 'peer-review.settings.reviewsEach.invalid')
    .max(mostReviewsEach, 'peer-review.settings.reviewsEach.invalid')
    .exactOptional(),
  rubricId: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .exactOptional(),
  method: z.enum(methods).exactOptional(),
  names: z.enum(namings).exactOptional(),
  groups: z.enum(groupRules).exactOptional(),
  leaseDays: z
    .string()
    .regex(/^(|[1-9]|[12]\d|30)$/, 'peer-review.settings.leaseDays.invalid')
    .transform((days) => (days === '' ? undefined : Number(days)))
    .exactOptional(),
  start: z.enum(['date', 'early']).exactOptional(),
  ...{ opensAt: localTime, startsAt: localTime, reviewUntil: localTime, releaseAt: localTime },
});

/** A form with one button and nothing in it. */
export const buttonForm: z.ZodType<Record<string, never>> = z.strictObject({});
