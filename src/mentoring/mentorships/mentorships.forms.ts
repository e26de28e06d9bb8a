import { z } from 'zod';

export const declineForm = z.strictObject({
  reason: z.string().trim().max(500).optional(),
  another: z.enum(['yes', 'no'], { error: 'invitations.form.another' }),
});
