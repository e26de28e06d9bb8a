import { z } from 'zod';
import { helps, moods, type CheckinAnswers, type CheckinDraft } from './checkin.js';
import { seenText } from '../../shared/seen.js';

const longest = 2000;

/** Browsers send line ends as CRLF; a length limit counts what the person typed. */
function typed() {
  return z.string('web.form.missing').transform(seenText);
}

export const sendForm: z.ZodType<CheckinAnswers> = z.strictObject({
  mood: z.enum(moods, 'checkins.form.mood.missing'),
  obstacle: typed().pipe(z.string().max(longest)),
  step: typed().pipe(z.string().min(1, 'checkins.form.step.missing').max(longest)),
  help: z.enum(helps, 'checkins.form.help.missing'),
});

/** The same fields, nothing needed. */
export const draftForm: z.ZodType<CheckinDraft> = z.strictObject({
  mood: z.enum(moods, 'checkins.form.mood.missing').exactOptional(),
  obstacle: typed().pipe(z.string().max(longest)),
  step: typed().pipe(z.string().max(longest)),
  help: z.enum(helps, 'checkins.form.help.missing').exactOptional(),
});

/** Which call of somebody it is: when it was made, in milliseconds. */
const asked = z.coerce
  .number()
  .int()
  .max(8.64e15)
  .transform((time) => new Date(time));

export const heardForm = z.strictObject({ asked });

export const handOnForm = z.strictObject({
  asked,
  to: z.string('checkins.handOn.missing').min(1, 'checkins.handOn.missing').max(100, 'checkins.handOn.missing'),
});

export interface SettingsAnswers {
  /** "2026-11-26T20:00" in the teacher's zone; empty: never due. */
  dueAt: string;
}

export const settingsForm: z.ZodType<SettingsAnswers> = z.strictObject({
  dueAt: z.string().regex(/^(|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?)$/, 'checkins.settings.dueAt.invalid'),
});
