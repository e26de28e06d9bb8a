import { z } from 'zod';
import { putOffDays } from './later.js';

export const laterForm = z.strictObject({
  days: z.coerce.number().refine((days) => putOffDays.some((one) => one === days)),
  size: z.coerce.number().int().min(0),
});
