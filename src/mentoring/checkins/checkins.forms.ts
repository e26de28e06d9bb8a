import { z } from 'zod';
import { isSeen, seenLine, seenText } from '../../shared/seen.js';
import { isDay } from '../../shared/local-time.js';
import { fates, questionKinds, readers, type Question } from './checkin.js';
import { occurrencesAtMost } from './plan.rules.js';
import { questionsAtMost } from './questions.rules.js';

/** Fields go by the questions of the activity, which only the service knows. */
const fields = z.record(z.string().max(80), z.string('web.form.missing').max(8000, 'checkins.form.tooLong'));
export const answersForm = fields.transform(({ occurrence, ...posted }) => ({ occurrence, posted }));

const occurrence = z
  .string()
  .regex(/^[a-z]+(-\d{1,4})?$/)
  .default('once');

/** Which call of somebody it is: when it was made, in milliseconds. */
const asked = z.coerce
  .number()
  .int()
  .max(8.64e15)
  .transform((time) => new Date(time));

export const heardForm = z.strictObject({ asked, occurrence });

export const handOnForm = z.strictObject({
  asked,
  occurrence,
  to: z.string('checkins.handOn.missing').min(1, 'checkins.handOn.missing').max(100, 'checkins.handOn.missing'),
});

export const longestReply = 500;

export const replyForm = z.strictObject({
  occurrence,
  text: z
    .string('checkins.reply.missing')
    .overwrite(seenText)
    .refine(isSeen, 'checkins.reply.missing')
    .max(longestReply, 'checkins.reply.tooLong'),
});

export const encourageForm = z.strictObject({ occurrence });
export const fateForm = z.strictObject({ occurrence, fate: z.enum(fates) });

const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;
const number = (most: number, message: string) =>
  z
    .string(message)
    .trim()
    .regex(/^\d{1,3}$/, message)
    .transform(Number)
    .refine((value) => value >= 1 && value <= most, message);
const optionalNumber = (most: number, message: string) =>
  z
    .string()
    .trim()
    .default('')
    .pipe(z.union([z.literal('').transform(() => undefined), number(most, message)], message));

/** "2026-11-26 20:00" or as a browser's field writes it. */
function localOf(line: string): string {
  return line.trim().replace(/\s+/, 'T');
}

/** Of each way only its own fields count. */
export const planForm = z
  .strictObject({
    when: z.enum(['once', 'rhythm', 'dates'], 'checkins.settings.when.missing'),
    /** "2026-11-26T20:00" in the zone of the course; empty: never due. */
    dueAt: z.string().default(''),
    every: z.string().default(''),
    firstWeek: z.string().default(''),
    lastWeek: z.string().default(''),
    weekday: z.string().default(''),
    time: z.string().default(''),
    dates: z.string().max(4000).default(''),
  })
  .transform((posted, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (posted.when === 'once') {
      const dueAt = posted.dueAt.trim();
      if (dueAt !== '' && !isLocal(dueAt)) refuse('dueAt', 'checkins.settings.dueAt.invalid');
      return { when: posted.when, dueAt };
    }
    if (posted.when === 'dates') {
      const lines = posted.dates
        .split('\n')
        .map(localOf)
        .filter((line) => line !== '');
      if (lines.length === 0 || lines.length > occurrencesAtMost || !lines.every(isLocal)) {
        refuse('dates', 'checkins.settings.dates.invalid');
      }
      return { when: posted.when, dates: lines };
    }
    return { when: posted.when, rhythm: rhythmIn(posted, refuse) };
  });

export type PlanAnswers = z.infer<typeof planForm>;

type Refuse = (path: string, message: string) => void;

function rhythmIn(posted: Readonly<Record<string, string>>, refuse: Refuse) {
  const read = <Value>(field: string, schema: z.ZodType<Value>): Value | undefined => {
    const outcome = schema.safeParse(posted[field]);
    if (outcome.success) return outcome.data;
    refuse(field, `checkins.settings.${field}.invalid`);
    return undefined;
  };
  const [every, firstWeek] = [read('every', number(12, '')), read('firstWeek', number(200, ''))];
  const [lastWeek, weekday] = [read('lastWeek', optionalNumber(260, '')), read('weekday', number(7, ''))];
  const time = read('time', z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/));
  if (firstWeek !== undefined && lastWeek !== undefined && lastWeek < firstWeek) {
    refuse('lastWeek', 'checkins.settings.lastWeek.invalid');
  }
  return {
    ...{ every: every ?? 1, firstWeek: firstWeek ?? 1, weekday: weekday ?? 1, time: time ?? '' },
    ...(lastWeek !== undefined && { lastWeek }),
  };
}

function isLocal(text: string): boolean {
  return local.test(text) && isDay(text.slice(0, 10)) && /T([01]\d|2[0-3]):[0-5]\d/.test(text);
}

const blocks = Array.from({ length: questionsAtMost }, (_, index) => index + 1);
const words = z.string().overwrite(seenLine).max(200, 'checkins.questions.words.tooLong').default('');
const options = z.string().overwrite(seenText).max(1000, 'checkins.questions.options.invalid').default('');

/** Six places; one without a kind is empty. `kind-1`, `words-1`, … */
export const questionsForm = z
  .strictObject({
    ...Object.fromEntries(
      blocks.map((at) => [
        `key-${at}`,
        z
          .string()
          .regex(/^[a-z]\w{0,15}$/)
          .default(`q${at}`),
      ]),
    ),
    ...Object.fromEntries(blocks.map((at) => [`kind-${at}`, z.enum(['', ...questionKinds]).default('')])),
    ...Object.fromEntries(blocks.map((at) => [`words-${at}`, words])),
    ...Object.fromEntries(blocks.map((at) => [`options-${at}`, options])),
    ...Object.fromEntries(blocks.map((at) => [`needed-${at}`, z.enum(['yes', 'no']).default('no')])),
    ...Object.fromEntries(blocks.map((at) => [`readers-${at}`, z.enum(readers).default('partners')])),
  })
  .transform((posted: Readonly<Record<string, string>>, context) => {
    const refuse: Refuse = (path, message) => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    const found = blocks.flatMap((at) => questionIn(posted, at, refuse) ?? []);
    if (found.length === 0) refuse('kind-1', 'checkins.questions.none');
    if (found.filter(({ kind }) => kind === 'help').length > 1) refuse('kind-1', 'checkins.questions.twoHelps');
    return unlike(found);
  });

function questionIn(posted: Readonly<Record<string, string>>, at: number, refuse: Refuse): Question | undefined {
  const of = (field: string): string => posted[`${field}-${at}`] ?? '';
  const kind = questionKinds.find((one) => one === of('kind'));
  if (!kind) return undefined;
  if (of('words') === '') refuse(`words-${at}`, 'checkins.questions.words.missing');
  const options = kind === 'choice' ? optionsIn(of('options')) : undefined;
  if (options && !isChoice(options)) refuse(`options-${at}`, 'checkins.questions.options.invalid');
  return {
    ...{ key: of('key'), kind, words: of('words'), needed: of('needed') === 'yes' },
    readers: readers.find((one) => one === of('readers')) ?? 'partners',
    ...(options && { options }),
  };
}

function isChoice(options: readonly string[]): boolean {
  return options.length >= 2 && options.length <= 8 && options.every((line) => line.length <= 100);
}

function optionsIn(text: string): string[] {
  return [...new Set(text.split('\n').map(seenLine).filter(isSeen))];
}

/** Two with one name would share a field: the second gets a free one. */
function unlike(found: readonly Question[]): Question[] {
  const taken = new Set<string>();
  return found.map((question) => {
    const names = [question.key, ...blocks.map((at) => `q${at}`)];
    const key = names.find((name) => !taken.has(name)) ?? question.key;
    taken.add(key);
    return { ...question, key };
  });
}
