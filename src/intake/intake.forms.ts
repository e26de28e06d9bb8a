import { z } from 'zod';
import { isTimeZone } from '../web/texts.js';
import { longestTopic, unsaid } from './intake.rules.js';
import { channels, maximumTopics, roleWishes, type ProfileAnswers } from './profile.js';

/** A group of checkboxes arrives as nothing, one text or several; which texts are on offer the service knows. */
const several = z
  .union([
    z.array(z.string().max(longestTopic)).max(maximumTopics),
    z
      .string()
      .max(longestTopic)
      .transform((one) => [one]),
  ])
  .optional()
  .transform((chosen) => chosen ?? []);

export const profileForm = z
  .strictObject({
    roleWish: z.enum(roleWishes, { error: 'intake.form.roleWish' }),
    strong: several,
    wanted: several,
    channel: z.enum([...channels, unsaid], { error: 'intake.form.channel' }),
    timeZone: z.string().refine((zone) => zone === unsaid || isTimeZone(zone), 'intake.form.timeZone'),
    languages: several,
  })
  .transform(({ channel, timeZone, ...rest }): ProfileAnswers => {
    return { ...rest, ...(channel !== unsaid && { channel }), ...(timeZone !== unsaid && { timeZone }) };
  });
