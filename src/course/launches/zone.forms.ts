import { z } from 'zod';
import { isTimeZone } from '../../shared/local-time.js';

/** Empty: nothing is said. */
export const zoneForm = z.strictObject({
  zone: z
    .string('zone.form.unknown')
    .max(100, 'zone.form.unknown')
    .refine((zone) => zone === '' || isTimeZone(zone), 'zone.form.unknown')
    .transform((zone) => (zone === '' ? undefined : zone)),
});

export type ZoneAnswers = z.infer<typeof zoneForm>;
