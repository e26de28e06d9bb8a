/** What a teacher sets for a check-in; kept in the activity. */
import { z } from 'zod';
import type { Rhythm } from '../../course/clock/clock.js';
import { forms, proposed, questionKinds, readers, type FormName, type Question } from './checkin.js';

export interface CheckinSettings {
  when: 'once' | 'rhythm' | 'dates';
  /** Of one that comes once: until then answers can be changed; sending late is still possible, once. */
  dueAt?: Date;
  rhythm?: Rhythm;
  dates: readonly { id: number; dueAt: Date }[];
  /** When it was set to come back: what was due before is owed by nobody. */
  sinceAt?: Date;
  questions: Readonly<Record<FormName, readonly Question[]>>;
}

const time = z.iso.datetime().transform((text) => new Date(text));
const rhythm = z.object({
  every: z.int().min(1).max(12),
  firstWeek: z.int().min(1),
  lastWeek: z.int().min(1).exactOptional(),
  weekday: z.int().min(1).max(7),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
});
const question = z.object({
  key: z.string().min(1),
  kind: z.enum(questionKinds),
  words: z.string().exactOptional(),
  options: z.array(z.string()).exactOptional(),
  needed: z.boolean(),
  readers: z.enum(readers),
});
const questions = z.array(question).min(1).optional().catch(undefined);

const stored = z.object({
  when: z.enum(['once', 'rhythm', 'dates']).catch('once'),
  dueAt: time.optional().catch(undefined),
  rhythm: rhythm.optional().catch(undefined),
  datesAt: z.array(z.object({ id: z.int(), dueAt: time })).catch([]),
  sinceAt: time.optional().catch(undefined),
  learner: questions,
  mentor: questions,
});

/** Settings that an older version or a course copy left in another shape read as not set. */
export function checkinSettings(settings: Readonly<Record<string, unknown>>): CheckinSettings {
  const { when, dueAt, rhythm: found, datesAt, sinceAt, ...own } = stored.parse(settings);
  return {
    ...{ when, dates: datesAt },
    ...(dueAt && { dueAt }),
    ...(found && { rhythm: found }),
    ...(sinceAt && { sinceAt }),
    questions: { learner: own.learner ?? proposed.learner, mentor: own.mentor ?? proposed.mentor },
  };
}

type Stored = Readonly<Record<string, unknown>>;

/** Keys of what belongs to one term end in `At`: a copy of the course leaves them behind. */
export function storedPlan(plan: Omit<CheckinSettings, 'questions'>): Stored {
  const { when, dueAt, dates, sinceAt } = plan;
  return {
    ...{ when, dueAt: dueAt?.toISOString(), rhythm: plan.rhythm, sinceAt: sinceAt?.toISOString() },
    datesAt: dates.map(({ id, dueAt: at }) => ({ id, dueAt: at.toISOString() })),
  };
}

/** @param chosen undefined: the proposed ones are asked again */
export function storedQuestions(form: FormName, chosen: readonly Question[] | undefined): Stored {
  return { [form]: chosen };
}

export function isFormName(text: string | undefined): text is FormName {
  return forms.some((form) => form === text);
}
