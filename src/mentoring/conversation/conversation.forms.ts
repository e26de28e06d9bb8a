import { z } from 'zod';
import { isSeen, seenLine, seenText } from '../../shared/seen.js';
import { longest, longestWhere } from './conversation.rules.js';

export type Written = z.infer<typeof messageForm>;

/** `once` names the page that was filled in: sent twice, it is one message. */
export const messageForm = z.strictObject({
  text: z
    .string()
    .overwrite(seenText)
    .refine(isSeen, 'conversation.form.empty')
    .max(longest, 'conversation.form.tooLong'),
  prompt: z.string().overwrite(seenLine).max(300).optional(),
  once: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .optional(),
});

export const elsewhereForm = z.strictObject({
  where: z.string().overwrite(seenLine).max(longestWhere, 'conversation.form.whereTooLong').default(''),
});

/** One question a line; nothing brings the proposed ones back. */
export const promptsForm = z.strictObject({
  first: z.string().overwrite(seenText).max(longest, 'conversation.form.tooLong').default(''),
  middle: z.string().overwrite(seenText).max(longest, 'conversation.form.tooLong').default(''),
});

export const muteForm = z.strictObject({ muted: z.enum(['yes', 'no']) });
