import { z } from 'zod';
import type { FormSchema } from '../../web/forms.js';
import { isTimeZone } from '../../shared/local-time.js';
import { seenLine, seenText } from '../../shared/seen.js';
import { asWithheld } from './answers.rules.js';
import { isPart, isSlot, weekFrom } from './availability.rules.js';
import type { DraftAnswers } from './draft-profile.js';
import { longestAnswer } from './intake.rules.js';
import { longestLanguage, mostLanguages } from './languages.rules.js';
import { longestTopic } from './lists.rules.js';
import {
  allFields,
  channels,
  maximumTopics,
  meetingFormats,
  mostMentees,
  roleWishes,
  shareables,
  withholdable,
  type AskedField,
  type Confidence,
  type Shareable,
  type StyleLevel,
} from './profile.js';

/** The page as it was sent. */
export interface SentForm {
  answers: DraftAnswers;
  shares: readonly Shareable[];
  /** What stood on the page. */
  shown: readonly AskedField[];
  /** As somebody typed it: it goes before the zone that stood there. */
  city: string;
  otherLanguages: string;
  isForLater: boolean;
}

/** A group of checkboxes arrives as nothing, one text or several; which texts are on offer the service knows. */
function several<Text extends string>(one: z.ZodType<Text>, most: number) {
  return z
    .union([z.array(one).max(most), one.transform((value) => [value])])
    .optional()
    .transform((chosen): Text[] => [...new Set(chosen ?? [])]);
}

const words = z
  .string()
  .default('')
  .transform(seenText)
  .pipe(z.string().max(longestAnswer))
  .transform((text) => (text === '' ? undefined : text));

/** One choice of a list; what is left empty is absent. */
function choice<const Value extends string>(values: readonly Value[], key: string) {
  const unset = z.literal('').transform(() => undefined);
  return z.union([z.enum(values), unset], { error: key }).optional();
}

/** `3 Academic writing` of several lists with one name: a level, and what it is about; empty: not said. */
function levels<Level extends number>(highest: Level, longest: number) {
  const one = z
    .string()
    .max(longest + 2)
    .regex(new RegExp(`^$|^[1-${String(highest)}] .`, 'su'));
  return several(one, maximumTopics).transform((chosen): Record<string, Level> => {
    const said = chosen.filter((text) => text !== '');
    // SAFETY: the pattern lets only digits up to the highest level through.
    return Object.fromEntries(said.map((text) => [text.slice(2), Number(text.charAt(0)) as Level]));
  });
}

/** Each topic is a group of choices with a name of its own; here they are one list. */
function withTopicsTogether(posted: unknown): unknown {
  const entries = Object.entries(posted ?? {});
  const ofTopics = entries.filter(([name]) => /^topic-\d{1,2}$/.test(name)).map(([, said]): unknown => said);
  return Object.fromEntries<unknown>([
    ...entries.filter(([name]) => !/^topic-\d{1,2}$/.test(name)),
    ['topics', ofTopics],
  ]);
}

/** `need Academic writing`: the value says what it is about, so that no order has to be kept. */
const topicSaid = z.string().regex(new RegExp(`^(need|help|both|neither) .{1,${String(longestTopic)}}$`, 'su'));

function topicsSaid(rows: readonly string[], ...ways: readonly string[]): string[] {
  const of = rows.filter((row) => ways.some((way) => row.startsWith(`${way} `)));
  return [...new Set(of.map((row) => row.slice(row.indexOf(' ') + 1)))];
}

const shown = z
  .string()
  .max(400)
  .transform((text) => text.split(' '))
  .pipe(z.array(z.enum(allFields)));

const stage = z
  .string()
  .max(longestTopic)
  .default('')
  .transform((text) => (text === '' ? undefined : text));

const timeZone = z
  .string()
  .max(100)
  .default('')
  .refine((zone) => zone === '' || isTimeZone(zone), 'intake.form.timeZone')
  .transform((zone) => (zone === '' ? undefined : zone));

const form = z.strictObject({
  shown,
  topics: z.array(topicSaid).max(maximumTopics),
  confidence: levels<Confidence>(4, longestTopic),
  ...{ stage, channel: choice(channels, 'intake.form.channel'), format: choice(meetingFormats, 'intake.form.format') },
  part: several(z.string().max(12).refine(isPart, 'web.form.unknown'), 21),
  availability: several(z.string().max(6).refine(isSlot, 'web.form.unknown'), 168),
  ...{ timeZone, city: z.string().max(100).default('').transform(seenLine) },
  languages: several(z.string().min(1).max(longestLanguage), mostLanguages),
  otherLanguages: z.string().max(200).default('').transform(seenLine),
  style: levels<StyleLevel>(5, 20),
  roleWish: choice(roleWishes, 'intake.form.roleWish'),
  maxMentees: choice(menteeCounts(), 'intake.form.maxMentees'),
  ...{ goals: words, helpWith: words, constraints: words },
  shares: several(z.enum(shareables), shareables.length),
  withheld: several(z.enum(withholdable), withholdable.length),
  save: z.enum(['send', 'later']).default('send'),
});
type Sent = z.output<typeof form>;

/** Of one choice, "I prefer not to say" is the answer; a list beside it is for the person to settle. */
const single = ['stage', 'channel', 'format', 'timeZone'] as const;

function answersIn(sent: Sent): DraftAnswers {
  const { topics, part, availability, maxMentees, withheld, ...rest } = sent;
  const { confidence, stage: place, channel, format, timeZone: zone, languages, style, roleWish } = rest;
  const most = maxMentees === undefined || roleWish === 'mentee' ? undefined : Number(maxMentees);
  const said: DraftAnswers = {
    ...{ confidence, stage: place, channel, format, timeZone: zone, languages, style, roleWish, maxMentees: most },
    ...{ goals: rest.goals, helpWith: rest.helpWith, constraints: rest.constraints },
    ...{ strong: topicsSaid(topics, 'help', 'both'), wanted: topicsSaid(topics, 'need', 'both') },
    availability: weekFrom(availability, part),
  };
  const hidden = single.filter((field) => withheld.includes(field)).map((field) => [field, undefined] as const);
  return { ...said, ...Object.fromEntries(hidden), ...asWithheld(withheld) };
}

export const intakeForm: FormSchema<SentForm> = z.preprocess(
  withTopicsTogether,
  form
    .superRefine((sent, context) => {
      if (sent.save === 'later' || sent.roleWish !== undefined || !sent.shown.includes('roleWish')) return;
      context.addIssue({ code: 'custom', path: ['roleWish'], message: 'intake.form.roleWish' });
    })
    .transform((sent): SentForm => ({
      ...{ answers: answersIn(sent), shares: sent.shares, shown: sent.shown, city: sent.city },
      ...{ otherLanguages: sent.otherLanguages, isForLater: sent.save === 'later' },
    }))
    .superRefine(({ answers, otherLanguages }, context) => {
      for (const field of answers.withheld ?? []) {
        const typed = field === 'languages' && otherLanguages !== '';
        if (!typed && Object.keys(answers[field] ?? {}).length === 0) continue;
        context.addIssue({ code: 'custom', path: [field], message: 'intake.form.both' });
      }
    }),
);

export function menteeCounts(): string[] {
  return Array.from({ length: mostMentees }, (_, index) => String(index + 1));
}
