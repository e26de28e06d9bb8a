import { z } from 'zod';

/** As many pairs as a large course has, with long names. */
const longestList = 400_000;

export const pairsForm = z.strictObject({
  pairs: z
    .string({ error: 'lists.form.pairs' })
    .max(longestList)
    .refine((text) => text.trim() !== '', 'lists.form.pairs'),
});
