import { z } from 'zod';

/** A city, a country or a zone's own name, and of several that it may mean the chosen one. Empty: nothing is said. */
export const zoneForm = z.strictObject({
  zone: z.string('zone.form.unknown').trim().max(100, 'zone.form.unknown').default(''),
  meant: z.string('zone.form.unknown').max(100, 'zone.form.unknown').optional(),
});

export type ZoneAnswers = z.infer<typeof zoneForm>;
