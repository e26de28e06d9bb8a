import { z } from 'zod';
import { isSeen, seenLine, seenText } from '../../shared/seen.js';
import { isWebAddress } from '../../shared/web-address.js';
import { saids } from './session.js';
import { rhythms } from './times.rules.js';

export const longestNote = 4000;
export const longestStep = 300;
export const longestReason = 500;
export const minuteChoices = ['30', '45', '60'] as const;

/** Names the page that was filled in: sent twice, it is done once. */
const once = z.string().regex(/^[\w-]{16,60}$/);
const local = z.string().max(30);
const id = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** Empty, or an address that a browser opens; nothing else is ever made a link. */
const link = z
  .string()
  .overwrite(seenLine)
  .max(500, 'sessions.form.tooLong')
  .refine((text) => text === '' || isWebAddress(text), 'sessions.form.link')
  .default('');

const minutes = z.enum(minuteChoices, { error: 'sessions.form.minutes' }).transform(Number);

export type OfferAnswers = z.infer<typeof offerForm>;
export const offerForm = z.strictObject({
  once,
  first: local.refine(isSeen, 'sessions.form.time'),
  second: local.default(''),
  minutes,
  agendaId: id,
  link,
  instead: z
    .string()
    .regex(/^[\w-]{1,80}$/)
    .optional(),
});

export const takeForm = z.strictObject({ offerId: once, time: z.iso.datetime() });
export const offerIdForm = z.strictObject({ offerId: once });

export type RhythmAnswers = z.infer<typeof rhythmForm>;
export const rhythmForm = z.strictObject({
  once,
  first: local.refine(isSeen, 'sessions.form.time'),
  weeks: z.enum(rhythms, { error: 'sessions.form.weeks' }),
  until: z.iso.date('sessions.form.day'),
  minutes,
  agendaId: id,
  link,
});

/** Dates are chosen by name: what a browser sends of one checkbox is a text, of several a list. */
export const agreeForm = z.strictObject({
  seriesId: once,
  dates: z.union([z.array(z.iso.datetime()), z.iso.datetime().transform((one) => [one])], {
    error: 'sessions.form.noDate',
  }),
});
export const seriesIdForm = z.strictObject({ seriesId: once });

export type LogAnswers = z.infer<typeof logForm>;
export const logForm = z.strictObject({
  once,
  first: local.refine(isSeen, 'sessions.form.time'),
  minutes,
  agendaId: id,
});

export const answerForm = z.strictObject({ said: z.enum(saids, { error: 'sessions.form.said' }) });

const note = z.string().overwrite(seenText).max(longestNote, 'sessions.form.tooLong').default('');
const mark = z.string().regex(/^\d{1,9}-[0-9a-f]{12}$/);

export type NotesAnswers = z.infer<typeof notesForm>;
export const notesForm = z
  .strictObject({
    ...{ shared: note, own: note, coordinator: note },
    /** What the page showed: what was not changed on it is left as it is. */
    ...{
      sharedSeen: mark,
      ownSeen: mark,
      coordinatorSeen: mark,
      nextSeen: mark,
    },
    next: z.string().overwrite(seenLine).max(longestStep, 'sessions.form.tooLong').default(''),
    nextBy: z.union([z.literal(''), z.iso.date('sessions.form.day')], { error: 'sessions.form.day' }).default(''),
  })
  .refine(({ next, nextBy }) => nextBy === '' || next !== '', { path: ['next'], message: 'sessions.form.stepFirst' });

export const excuseForm = z.strictObject({
  reason: z.string().overwrite(seenText).max(longestReason, 'sessions.form.tooLong').default(''),
});

export const arrangeForm = z.strictObject({ link, agendaId: id });

export const writeForm = z.strictObject({
  question: z.enum(['0', '1', '2']).transform(Number),
  text: z.string().overwrite(seenText).refine(isSeen, 'sessions.form.empty').max(longestNote, 'sessions.form.tooLong'),
});
