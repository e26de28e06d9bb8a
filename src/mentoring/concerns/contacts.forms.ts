import { z } from 'zod';
import { isSeen, seenLine, seenText } from '../../shared/seen.js';
import { answerTargets, keptMonthsChoices, longestLine, mostTopics } from './concerns.rules.js';

export interface HelpAnswers {
  danger: string;
  topics: readonly string[];
  keptMonths: number;
}

const line = z.string().overwrite(seenLine).max(longestLine).default('');
const oneOf = (numbers: readonly number[]) => z.enum(numbers.map(String)).transform(Number);

/** One topic a line. */
export const helpForm: z.ZodType<HelpAnswers> = z.strictObject({
  danger: z.string().overwrite(seenText).max(500).default(''),
  topics: z
    .string()
    .transform((text) => text.split('\n').filter(isSeen).map(seenLine))
    .pipe(
      z
        .array(z.string().max(longestLine))
        .min(1, 'concerns.contacts.form.noTopic')
        .max(mostTopics, 'concerns.contacts.form.manyTopics'),
    ),
  keptMonths: oneOf(keptMonthsChoices),
});

export interface ContactAnswers {
  /** Absent: somebody outside. */
  personId?: string;
  name: string;
  title: string;
  reach: string;
  phone: string;
  answersWithinHours: number;
  topicIds: readonly string[];
}

/** `who` empty: somebody outside, who then needs a name and a way to be reached. @param topicIds that the page offered */
export const contactForm: z.ZodType<ContactAnswers> = z
  .strictObject({
    who: z.string().max(40).default(''),
    name: line,
    title: line,
    reach: line,
    phone: z
      .string()
      .overwrite(seenLine)
      .regex(/^(\+?[\d ()./-]{3,30})?$/, 'concerns.contacts.form.phone')
      .default(''),
    answersWithinHours: oneOf(answerTargets),
    topics: z
      .union([
        z.array(z.string().max(40)).max(mostTopics),
        z
          .string()
          .max(40)
          .transform((one) => [one]),
      ])
      .default([]),
  })
  .superRefine(({ who, name, reach, phone }, context) => {
    const missing = who === '' && !isSeen(name) ? 'name' : who === '' && reach === '' && phone === '' ? 'reach' : '';
    if (missing !== '')
      context.addIssue({ code: 'custom', path: [missing], message: `concerns.contacts.form.${missing}` });
  })
  .transform(({ who, name, topics, ...rest }) => ({
    ...rest,
    topicIds: topics,
    ...(who === '' ? { name } : { name: '', personId: who }),
  }));
