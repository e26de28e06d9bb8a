import { z } from 'zod';
import { isSeen, seenLine, seenText } from '../../shared/seen.js';
import { kinds, longest } from './entry.js';

export type EntryAnswers = z.infer<typeof entryForm>;
export const entryForm = z.strictObject({
  /** Names the page that was filled in: sent twice, it is one entry. */
  once: z.string().regex(/^[\w-]{16}$/),
  kind: z.enum(kinds, { error: 'journal.form.kind' }),
  prompt: z.string().overwrite(seenLine).max(300).optional(),
  text: z.string().overwrite(seenText).refine(isSeen, 'journal.form.empty').max(longest, 'journal.form.tooLong'),
});

export const shareForm = z.strictObject({ with: z.string().max(400) });
