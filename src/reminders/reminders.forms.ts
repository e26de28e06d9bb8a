import { z } from 'zod';

const hour = z
  .string()
  .regex(/^(1?\d|2[0-3])$/, 'reminders.form.hour')
  .transform(Number);

/** @param kinds all there are */
export function wishesForm(kinds: readonly string[]) {
  const [first = '', ...rest] = kinds;
  const one = z.enum([first, ...rest]);
  return z
    .strictObject({
      mail: z.enum(['yes', 'no'], { error: 'web.form.missing' }).default('yes'),
      /** What is ticked is wanted. */
      on: z.union([z.array(one), one.transform((value) => [value])]).default([]),
      most: z
        .string()
        .regex(/^[0-7]$/, 'reminders.form.most')
        .transform(Number),
      quietFrom: hour,
      quietUntil: hour,
    })
    .transform(({ mail, on, ...hours }) => ({
      ...hours,
      mail: mail === 'yes',
      off: kinds.filter((kind) => !on.includes(kind)),
    }));
}
