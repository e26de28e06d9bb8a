import { z } from 'zod';
import { severalOf } from '../../web/forms.js';
import { capacities, type Allowed, type WhoMay } from './who-may.js';

const roles = ['learner', 'assistant', 'teacher'] as const;
/** Far more groups than a course has. */
const choicesAtMost = 503;

/** Ticked boxes come as one text or several: a role, or `group.7`. */
const ticked = z
  .union([z.string().transform((one) => [one]), z.array(z.string()).max(choicesAtMost)])
  .default([])
  .transform((words, context): Allowed => {
    const groupIds = words.flatMap((word) => /^group\.([\w.-]{1,64})$/.exec(word)?.[1] ?? []);
    const known = roles.filter((role) => words.includes(role));
    if (groupIds.length + known.length !== words.length) {
      context.addIssue({ code: 'custom', message: 'roster.whoMay.form.unknown' });
    }
    return { roles: known, groupIds };
  });

export const whoMayForm: z.ZodType<WhoMay> = z.strictObject({ mentor: ticked, mentee: ticked, peer: ticked });

export const mayBeForm = z.strictObject({
  by: z.enum(['course', 'name'], 'roster.mayBe.form.by'),
  may: severalOf(...capacities).transform((ticked) => capacities.filter((capacity) => ticked.includes(capacity))),
});
