import { z } from 'zod';
import { isSeen } from '../../shared/seen.js';

/** As many pairs as a large course has, with long names. */
const longestList = 400_000;

export const pairsForm = z.strictObject({
  pairs: z.string({ error: 'lists.form.pairs' }).max(longestList).refine(isSeen, 'lists.form.pairs'),
});

/** The file itself is no field: it comes beside them. */
export const fileForm = z.strictObject({});

/** What was looked at. */
export const importForm = z.strictObject({
  readId: z.string().min(1).max(100),
  fingerprint: z.string().min(1).max(100),
});
