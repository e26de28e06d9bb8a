import { z } from 'zod';
import { seenText } from '../../shared/seen.js';

/** Which days may be chosen only the service knows. */
const until = z.string('web.form.missing').trim().max(40);

export const pauseForm = z.strictObject({ until, reason: z.string().overwrite(seenText).max(500).default('') });

export const prolongForm = z.strictObject({ until });
