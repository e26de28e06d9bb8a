import { z } from 'zod';
import { longestNote } from '../peer-review.forms.js';
import { seenText } from '../../shared/seen.js';

export interface GradeAnswers {
  /** Empty: the grade is taken back. */
  points: number | undefined;
  note: string;
}

/** "8,5" as well as "8.5", with up to two decimals. What the rubric allows at most is asked where the rubric is known. */
export const gradeForm: z.ZodType<GradeAnswers> = z.strictObject({
  points: z
    .string('web.form.missing')
    .trim()
    .regex(/^(\d{1,4}([.,]\d{1,2})?)?$/, 'review-scores.grade.points.invalid')
    .transform((typed) => (typed === '' ? undefined : Number(typed.replace(',', '.')))),
  note: z.string('web.form.missing').transform(seenText).pipe(z.string().max(longestNote)),
});
