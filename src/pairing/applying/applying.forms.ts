import { z } from 'zod';
import { seenLine, seenText } from '../../shared/seen.js';
import { longestAnswer, mostQuestions } from './application.js';

const answer = z.string().overwrite(seenText).max(longestAnswer, 'applying.form.tooLong').optional();

/** As many as a course can ask; which of them it asks is not known here. */
export const applyForm = z.strictObject({
  ...{ answer1: answer, answer2: answer, answer3: answer, answer4: answer, answer5: answer },
});
export type ApplyAnswers = z.infer<typeof applyForm>;

export const declineForm = z.strictObject({
  words: z.string().overwrite(seenText).max(1000, 'applying.form.tooLong').default(''),
});

export const inviteForm = z.strictObject({
  who: z.string().overwrite(seenLine).min(1, 'applying.form.who').max(200, 'applying.form.tooLong'),
});

export const applyingForm = z.strictObject({
  open: z.enum(['yes', 'no'], 'applying.form.open').transform((said) => said === 'yes'),
  criteria: z.string().overwrite(seenText).max(2000, 'applying.form.tooLong').default(''),
  questions: z
    .string()
    .max(2000, 'applying.form.tooLong')
    .default('')
    .transform((text) =>
      text
        .split('\n')
        .map(seenLine)
        .filter((line) => line !== ''),
    )
    .refine((lines) => lines.length >= 1 && lines.length <= mostQuestions, 'applying.form.questions')
    .refine((lines) => lines.every((line) => line.length <= 200), 'applying.form.questionLong'),
});
