/** What a teacher sets for a check-in; kept in the activity. */
import { z } from 'zod';

export interface CheckinSettings {
  /** Until then answers can be changed; sending late is still possible, once. */
  dueAt?: Date;
}

const stored = z.object({ dueAt: z.iso.datetime().optional().catch(undefined) });

/** Settings that an older version or a course copy left in another shape read as not set. */
export function checkinSettings(settings: Readonly<Record<string, unknown>>): CheckinSettings {
  const { dueAt } = stored.parse(settings);
  return dueAt === undefined ? {} : { dueAt: new Date(dueAt) };
}

export function storedCheckinSettings({ dueAt }: CheckinSettings): Readonly<Record<string, unknown>> {
  return { dueAt: dueAt?.toISOString() };
}
