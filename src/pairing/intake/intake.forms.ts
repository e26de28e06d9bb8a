import { z } from 'zod';
import type { FormSchema } from '../../web/forms.js';
import { isTimeZone } from '../../shared/local-time.js';
import { isSlot, quickPicks, weekFrom } from './availability.rules.js';
import { longestAnswer, unsaid } from './intake.rules.js';
import type { StepAnswers } from './intake.service.js';
import { longestTopic } from './lists.rules.js';
import {
  channels,
  maximumTopics,
  meetingFormats,
  mostMentees,
  roleWishes,
  shareables,
  type Confidence,
  type StyleLevel,
} from './profile.js';
import type { Step } from './steps.rules.js';
import { seenText } from '../../shared/seen.js';

/** A group of checkboxes arrives as nothing, one text or several; which texts are on offer the service knows. */
function several<Text extends string>(one: z.ZodType<Text>, most: number) {
  return z
    .union([z.array(one).max(most), one.transform((value) => [value])])
    .optional()
    .transform((chosen): Text[] => [...new Set(chosen ?? [])]);
}

const topic = z.string().min(1).max(longestTopic);
const topics = several(topic, maximumTopics);

const words = z
  .string()
  .default('')
  .transform(seenText)
  .pipe(z.string().max(longestAnswer))
  .transform((text) => (text === '' ? undefined : text));

/** One choice of a list; what is not said is absent. */
function choice<const Value extends string>(values: readonly Value[], key: string) {
  const unset = z.literal(unsaid).transform(() => undefined);
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

const wish = z
  .strictObject({
    roleWish: z.enum(roleWishes, { error: 'intake.form.roleWish' }),
    goals: words,
    stage: z
      .string()
      .max(longestTopic)
      .default(unsaid)
      .transform((stage) => (stage === unsaid ? undefined : stage)),
    maxMentees: choice(menteeCounts(), 'intake.form.maxMentees'),
  })
  .transform(({ maxMentees, ...rest }): StepAnswers => {
    const most = maxMentees === undefined || rest.roleWish === 'mentee' ? undefined : Number(maxMentees);
    return { answers: { ...rest, maxMentees: most } };
  });

const topicsPage = z
  .strictObject({ strong: topics, wanted: topics, confidence: levels<Confidence>(4, longestTopic), helpWith: words })
  .transform((answers): StepAnswers => ({ answers }));

const meeting = z
  .strictObject({
    channel: choice(channels, 'intake.form.channel'),
    format: choice(meetingFormats, 'intake.form.format'),
    languages: several(z.string().regex(/^[a-z]{2,3}$/), 40),
    timeZone: z
      .string()
      .max(100)
      .default(unsaid)
      .refine((zone) => zone === unsaid || isTimeZone(zone), 'intake.form.timeZone')
      .transform((zone) => (zone === unsaid ? undefined : zone)),
    availability: several(z.string().max(6).refine(isSlot, 'web.form.unknown'), 168),
    quick: several(z.enum(quickPicks), quickPicks.length),
  })
  .transform(({ quick, availability, ...rest }): StepAnswers => {
    return { answers: { ...rest, availability: weekFrom(availability, quick) } };
  });

const style = z
  .strictObject({
    style: levels<StyleLevel>(5, 20),
    constraints: words,
    shares: several(z.enum(shareables), shareables.length),
  })
  .transform(({ shares, ...answers }): StepAnswers => ({ answers, shares }));

export const stepForms: Readonly<Record<Step, FormSchema<StepAnswers>>> = {
  wish,
  topics: topicsPage,
  meeting,
  style,
};

export function menteeCounts(): string[] {
  return Array.from({ length: mostMentees }, (_, index) => String(index + 1));
}
