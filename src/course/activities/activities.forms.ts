import { z } from 'zod';
import { kinds } from './activity.js';

export const kindForm = z.strictObject({ kind: z.enum(kinds, 'activities.choose.missing') });
