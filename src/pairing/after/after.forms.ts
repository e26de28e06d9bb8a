import { z } from 'zod';
import { endReasons } from '../history/history.js';
import { seenText } from '../../shared/seen.js';

const long = z.string().overwrite(seenText).max(1000);

export const placeForm = z.strictObject({
  placingId: z.string({ error: 'after.form.choice' }).min(1, 'after.form.choice').max(500),
});

export const moveForm = z.strictObject({
  draftId: z.string().min(1).max(100),
  revision: z.coerce.number().int().min(0),
  placingId: z.string({ error: 'after.form.choice' }).min(1, 'after.form.choice').max(500),
});

export const endForm = z.strictObject({
  reason: z.enum(endReasons, { error: 'after.form.reason' }),
  note: long.optional(),
  never: z.enum(['yes']).optional(),
});

export const changeForm = z.strictObject({
  pairId: z.string({ error: 'after.form.pair' }).min(1, 'after.form.pair').max(500),
  reason: long.optional(),
});

export const takeBackForm = z.strictObject({ pairId: z.string().min(1).max(500) });
