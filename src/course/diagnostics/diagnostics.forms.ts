import { z } from 'zod';
import { serviceChecks } from './diagnostic.js';

/** Without `check`: everything that can be asked of Moodle. */
export const againForm = z.strictObject({ check: z.enum(serviceChecks).optional() });
