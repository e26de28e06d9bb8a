/** A person's own answers as a file, to be taken into another course. */
import { z } from 'zod';
import { isTimeZone } from '../../shared/local-time.js';
import { isSlot, weekFrom } from './availability.rules.js';
import { longestAnswer } from './intake.rules.js';
import { longestLanguage, mostLanguages } from './languages.rules.js';
import { longestStatement, longestTopic } from './lists.rules.js';
import { portableFormat, type PortableProfile } from './portable.rules.js';
import { channels, maximumTopics, meetingFormats, mostMentees, roleWishes, withholdable } from './profile.js';
import { seenLine, seenText } from '../../shared/seen.js';

const words = z.string().transform(seenText).pipe(z.string().max(longestAnswer)).optional();
const topics = z.array(z.string().max(longestTopic)).max(maximumTopics).default([]);
const levels = (longest: number, highest: number) =>
  z
    .array(z.object({ about: z.string().max(longest), level: z.number().int().min(1).max(highest) }))
    .max(maximumTopics)
    .default([]);

/** Fields that we do not know are left out: a later version may say more. */
const portable: z.ZodType<PortableProfile> = z.object({
  format: z.literal(portableFormat),
  answers: z.object({
    roleWish: z.enum(roleWishes),
    goals: words,
    helpWith: words,
    constraints: words,
    stage: z.string().max(longestTopic).optional(),
    strong: topics,
    wanted: topics,
    confidence: levels(longestTopic, 4),
    channel: z.enum(channels).optional(),
    format: z.enum(meetingFormats).optional(),
    timeZone: z.string().max(100).refine(isTimeZone).optional(),
    languages: z.array(z.string().min(1).max(longestLanguage).transform(seenLine)).max(mostLanguages).default([]),
    availability: z
      .array(z.string().max(6).refine(isSlot))
      .max(168)
      .default([])
      .transform((slots) => weekFrom(slots, [])),
    maxMentees: z.number().int().min(1).max(mostMentees).optional(),
    style: levels(longestStatement, 5),
    withheld: z
      .array(z.string())
      .max(40)
      .optional()
      .transform((fields) => fields && withholdable.filter((field) => fields.includes(field))),
  }),
});

/** Longest file in bytes; ours have a few thousand. */
export const profileFileAtMost = 64 * 1024;

/** Undefined where the text is no such file. */
export function portableFrom(text: string): PortableProfile | undefined {
  try {
    const parsed = portable.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}

/** The file itself comes beside the fields. */
export const profileFileForm = z.strictObject({});

/** What was shown, to be saved. */
export const profileLoadForm = z.strictObject({
  profile: z.string({ error: 'intake.load.unreadable' }).max(profileFileAtMost),
});
