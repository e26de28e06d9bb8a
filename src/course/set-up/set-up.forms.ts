import { z } from 'zod';

/** One thing of the list, or `all` that are still owed. */
export const settleForm = z.strictObject({
  identity: z.string('web.form.missing').regex(/^[\w-]{3,64}$/, 'web.form.missing'),
  set: z.enum(['yes', 'no'], 'web.form.missing'),
});

export type SettleAnswers = z.infer<typeof settleForm>;
