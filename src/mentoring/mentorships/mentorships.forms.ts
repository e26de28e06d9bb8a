import { z } from 'zod';
import { seenText } from '../../shared/seen.js';

export const declineForm = z.strictObject({
  reason: z.string().overwrite(seenText).max(500).optional(),
  another: z.enum(['yes', 'no'], { error: 'invitations.form.another' }),
});
