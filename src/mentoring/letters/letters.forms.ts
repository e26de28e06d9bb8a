import { z } from 'zod';
import { isSeen, seenText } from '../../shared/seen.js';
import { longestLetter } from './letters.rules.js';

export type LetterAnswers = z.infer<typeof letterForm>;

/** `to`: ids joined by dots, as the page was opened for; empty: everybody. */
export const letterForm = z.strictObject({
  to: z.string().max(4000).default(''),
  text: z.string().overwrite(seenText).refine(isSeen, 'letters.form.empty').max(longestLetter, 'letters.form.tooLong'),
  once: z.string().regex(/^[\w-]{1,60}$/),
});
