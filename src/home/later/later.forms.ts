import { z } from 'zod';
import { isItem } from '../item.rules.js';
import { putOffDays } from './later.js';

const days = z.coerce.number().refine((number) => putOffDays.some((one) => one === number));

/** The menu of a row: put off for so many days, or taken, or given back. */
export const laterForm = z.strictObject({
  days: days.optional(),
  taken: z.enum(['yes', 'no']).optional(),
  size: z.coerce.number().int().min(0),
});

/** Several rows at once, each with its size: "profiles 3". */
export const severalForm = z.strictObject({
  do: z.enum(['take', ...putOffDays.map((number) => `days-${String(number)}`)], 'home.several.form.what'),
  rows: z.union([z.array(severalRow()), severalRow().transform((one) => [one])], 'home.several.form.none'),
});

function severalRow() {
  return z
    .string()
    .refine((text) => isItem(text.split(' ')[0] ?? '') && /^\S+ \d{1,15}$/.test(text))
    .transform((text) => {
      const [item = '', size = '0'] = text.split(' ');
      return { item, size: Number(size) };
    });
}
