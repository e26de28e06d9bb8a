import { z } from 'zod';

const id = z.string().min(1).max(100);
/** Names everybody of a circle. */
const pairId = z.string().min(1).max(500);
/** Which draft, in which state, somebody looked at. */
const seen = { draftId: id, revision: z.coerce.number().int().min(0) };

export const seenForm = z.strictObject(seen);
export const lockForm = z.strictObject({ ...seen, pairId, locked: z.enum(['yes', 'no']) });
export const neverForm = z.strictObject({ ...seen, pairId });
export const swapForm = z.strictObject({
  ...seen,
  staysId: id,
  /** Of more than two: who goes. */
  outId: id.optional(),
  choice: z.string({ error: 'pairing.swap.missing' }).min(1, 'pairing.swap.missing').max(100),
});
export const cancelForm = z.strictObject({ draftId: id });
