import { z } from 'zod';
import { isSeen, seenLine, seenText } from '../../shared/seen.js';
import { answerWays } from './concern.js';
import { longestLine, longestWords } from './concerns.rules.js';

export type ConcernAnswers = z.infer<typeof concernForm>;

const words = (missing: string) =>
  z.string().overwrite(seenText).refine(isSeen, missing).max(longestWords, 'concerns.form.tooLong');

const unfair = z
  .union([
    z.array(z.string().max(40)).max(30),
    z
      .string()
      .max(40)
      .transform((one) => [one]),
  ])
  .default([]);

/** `once` names the page that was filled in: sent twice, it is one concern. */
export const concernForm = z.strictObject({
  words: words('concerns.form.empty'),
  about: z.string().overwrite(seenLine).max(longestLine).default(''),
  answerWay: z.enum(answerWays, 'concerns.form.answerWay'),
  keptFrom: unfair,
  once: z.string().regex(/^[\w-]{1,40}$/),
});

export const entryForm = z.strictObject({ text: words('concerns.form.empty') });
