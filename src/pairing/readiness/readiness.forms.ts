import { z } from 'zod';
import { seenForm } from '../board/board.forms.js';
import { arounds } from '../words/draft.js';
import { modes } from '../words/setup.js';

/** Mentees a mentor may have. */
export const capacities = [1, 2, 3, 4, 5, 6] as const;

export const makeForm = z.strictObject({
  mode: z.enum(modes, { error: 'pairing.form.mode' }),
  capacity: z.coerce.number({ error: 'pairing.form.capacity' }).int().min(1).max(6, 'pairing.form.capacity'),
  around: z.enum(arounds).default('nothing'),
});

/** With `invite` everybody is asked first. */
export const publishForm = seenForm.extend({ invite: z.enum(['yes']).optional() });
export const undoForm = z.strictObject({});
