import { z } from 'zod';

/** Said by the button of its own page: nothing that happens to name the address ends anybody's term. */
export const renewalForm = z.strictObject({ confirm: z.literal('yes', 'web.form.missing') });
