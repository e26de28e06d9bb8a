import { z } from 'zod';
import { arounds } from '../words/draft.js';
import { modes } from '../words/setup.js';

const id = z.string().min(1).max(100);
/** Names everybody of a circle. */
const pairId = z.string().min(1).max(500);
/** Which draft, in which state, somebody looked at. */
const seen = { draftId: id, revision: z.coerce.number().int().min(0) };

/** Mentees a mentor may have. */
export const capacities = [1, 2, 3, 4, 5, 6] as const;

export const makeForm = z.strictObject({
  mode: z.enum(modes, { error: 'pairing.form.mode' }),
  capacity: z.coerce.number({ error: 'pairing.form.capacity' }).int().min(1).max(6, 'pairing.form.capacity'),
  around: z.enum(arounds).default('nothing'),
});

export const seenForm = z.strictObject(seen);
/** With `invite` everybody is asked first. */
export const publishForm = z.strictObject({ ...seen, invite: z.enum(['yes']).optional() });
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
export const undoForm = z.strictObject({});
