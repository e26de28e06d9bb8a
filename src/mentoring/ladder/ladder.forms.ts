import { z } from 'zod';
import { isSeen, seenText } from '../../shared/seen.js';

export const longestText = 2000;

const once = z.string().regex(/^[\w-]{16,60}$/);
const words = z
  .string()
  .overwrite(seenText)
  .refine(isSeen, 'ladder.form.empty')
  .max(longestText, 'ladder.form.tooLong');
const local = z.string().max(30).default('');

export const textForm = z.strictObject({ once, text: words, first: local, second: local });

/** What a browser sends of one checkbox is a text, of several a list. */
const ids = z.string().regex(/^[\w-]{1,60}$/);
export const letterForm = z.strictObject({
  once,
  text: words,
  to: z.union([z.array(ids), ids.transform((one) => [one])], { error: 'ladder.form.nobody' }),
});

export const pressForm = z.strictObject({ once });

const whole = (least: number, most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, 'ladder.form.number')
    .transform(Number)
    .refine((number) => number >= least && number <= most, 'ladder.form.number');

export const settingsForm = z
  .strictObject({
    do: z.enum(['preview', 'save']).default('save'),
    silentDateDays: whole(0, 14),
    callAfter: whole(2, 10),
    among: whole(2, 20),
    silentDays: whole(5, 120),
    answerDays: whole(1, 30),
  })
  .superRefine(({ callAfter, among }, context) => {
    if (among < callAfter) context.addIssue({ code: 'custom', path: ['among'], message: 'ladder.form.among' });
  });
