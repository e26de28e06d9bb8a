import { z } from 'zod';
import { isSeen, seenLine, seenText } from '../../shared/seen.js';
import { longestLine, speeds } from './charter.js';

const words = z.string().regex(/^[\w-]{22}$/);

/** Names the words that the page showed: what is signed is what was read. */
export const signForm = z.strictObject({ words });

export type ChangeAnswers = z.infer<typeof changeForm>;
export const changeForm = z.strictObject({
  words,
  text: z.string().overwrite(seenText).refine(isSeen, 'charter.form.empty').max(longestLine, 'charter.form.tooLong'),
  why: z.string().overwrite(seenLine).max(300, 'charter.form.tooLong').default(''),
});

const short = z.string().overwrite(seenLine).refine(isSeen, 'charter.form.empty').max(200, 'charter.form.tooLong');
export const askingForm = z.strictObject({
  when: short,
  how: short,
  within: z.enum(speeds, { error: 'charter.form.within' }),
});

/** Fields by the ids of the lines: `text-rhythm`, `open-rhythm`. */
export const templateForm = z.record(
  z.string().regex(/^(text|open)-[a-z]{1,30}$/),
  z.string().overwrite(seenText).max(longestLine, 'charter.form.tooLong'),
);
