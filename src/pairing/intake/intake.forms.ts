import { z } from 'zod';
import type { FormSchema } from '../../web/forms.js';
import { isTimeZone } from '../../shared/local-time.js';
import { asWithheld } from './answers.rules.js';
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
  withholdable,
  type Confidence,
  type StyleLevel,
  type Withholdable,
} from './profile.js';
import { boxesOf, type Step } from './steps.rules.js';
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

/** One choice of a list; what is left empty is absent. */
function choice<const Value extends string>(values: readonly Value[], key: string) {
  const unset = z.literal('').transform(() => undefined);
  return z.union([z.enum(values), unset], { error: key }).optional();
}

type Chosen = string | undefined;

function saidOf<Value extends Chosen>(value: Value): Exclude<Value, typeof unsaid> | undefined {
  // SAFETY: what is left is of the same type without this one text.
  return value === unsaid ? undefined : (value as Exclude<Value, typeof unsaid>);
}

/** By choices of lists and by boxes. */
function withheldBy(choices: Partial<Record<Withholdable, Chosen>>, boxes: readonly Withholdable[] = []) {
  return asWithheld(
    withholdable.filter((field) => boxes.includes(field) || (field in choices && choices[field] === unsaid)),
  );
}

function boxes(step: keyof typeof boxesOf) {
  const fields: readonly Withholdable[] = boxesOf[step];
  return several(z.enum(fields), fields.length);
}

interface Boxed {
  withheld: readonly Withholdable[];
}

/** An answer beside "I prefer not to say": which of the two is meant is for the person to say. */
function notBoth(answers: Boxed & Partial<Record<Withholdable, unknown>>, context: z.core.$RefinementCtx): void {
  for (const field of answers.withheld) {
    if (Object.keys(answers[field] ?? {}).length === 0) continue;
    context.addIssue({ code: 'custom', path: [field], message: 'intake.form.both' });
  }
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
      .default('')
      .transform((stage) => (stage === '' ? undefined : stage)),
    maxMentees: choice(menteeCounts(), 'intake.form.maxMentees'),
  })
  .transform(({ maxMentees, stage, ...rest }): StepAnswers => {
    const most = maxMentees === undefined || rest.roleWish === 'mentee' ? undefined : Number(maxMentees);
    return { answers: { ...rest, stage: saidOf(stage), maxMentees: most, ...withheldBy({ stage }) } };
  });

const topicsPage = z
  .strictObject({
    ...{ strong: topics, wanted: topics, confidence: levels<Confidence>(4, longestTopic), helpWith: words },
    withheld: boxes('topics'),
  })
  .superRefine(notBoth)
  .transform(({ withheld, ...answers }): StepAnswers => ({ answers: { ...answers, ...withheldBy({}, withheld) } }));

const meeting = z
  .strictObject({
    channel: choice([...channels, unsaid], 'intake.form.channel'),
    format: choice([...meetingFormats, unsaid], 'intake.form.format'),
    languages: several(z.string().regex(/^[a-z]{2,3}$/), 40),
    timeZone: z
      .string()
      .max(100)
      .default('')
      .refine((zone) => zone === '' || zone === unsaid || isTimeZone(zone), 'intake.form.timeZone')
      .transform((zone) => (zone === '' ? undefined : zone)),
    availability: several(z.string().max(6).refine(isSlot, 'web.form.unknown'), 168),
    quick: several(z.enum(quickPicks), quickPicks.length),
    withheld: boxes('meeting'),
  })
  .transform(({ quick, availability, ...rest }) => ({ ...rest, availability: weekFrom(availability, quick) }))
  .superRefine(notBoth)
  .transform(({ channel, format, timeZone, withheld, ...rest }): StepAnswers => {
    const said = { channel: saidOf(channel), format: saidOf(format), timeZone: saidOf(timeZone) };
    return { answers: { ...rest, ...said, ...withheldBy({ channel, format, timeZone }, withheld) } };
  });

const style = z
  .strictObject({
    style: levels<StyleLevel>(5, 20),
    constraints: words,
    shares: several(z.enum(shareables), shareables.length),
    withheld: boxes('style'),
  })
  .superRefine(notBoth)
  .transform(({ shares, withheld, ...answers }): StepAnswers => {
    return { answers: { ...answers, ...withheldBy({}, withheld) }, shares };
  });

export const stepForms: Readonly<Record<Step, FormSchema<StepAnswers>>> = {
  wish,
  topics: topicsPage,
  meeting,
  style,
};

export function menteeCounts(): string[] {
  return Array.from({ length: mostMentees }, (_, index) => String(index + 1));
}
