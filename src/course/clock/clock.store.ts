/** What teachers say of a course's weeks: one document a course. */
import { Schema, type Connection } from 'mongoose';
import { upserting } from '../../shared/duplicate-key.js';
import type { KeptParts } from '../../kept/kept.js';
import type { Holiday } from './clock.js';
import type { OwnDays } from './clock.rules.js';

interface ClockRow {
  /** The course's id. */
  _id: string;
  instead?: boolean;
  firstDay?: string;
  lastDay?: string;
  /** By `from_until`: added twice, it is one. */
  holidays?: Record<string, Holiday>;
}

export interface SaidClock extends OwnDays {
  /** The earliest first. */
  holidays: readonly Holiday[];
}

export type ClockStore = ReturnType<typeof clockStore>;

export function clockStore(connection: Connection) {
  const schema = new Schema<ClockRow>(
    { _id: String, instead: Boolean, firstDay: String, lastDay: String, holidays: Schema.Types.Mixed },
    { versionKey: false, collection: 'courseclocks' },
  );
  const rows = connection.model<ClockRow>('CourseClock', schema);

  async function change(courseId: string, update: object): Promise<void> {
    await upserting(() => rows.updateOne({ _id: courseId }, update, { upsert: true }).exec());
  }

  return {
    async said(courseId: string): Promise<SaidClock> {
      const row = await rows.findOne({ _id: courseId }).lean<ClockRow>();
      const { firstDay, lastDay, holidays = {} } = row ?? {};
      const days = firstDay === undefined ? undefined : { firstDay, ...(lastDay !== undefined && { lastDay }) };
      return {
        instead: row?.instead === true,
        ...(days && { days }),
        holidays: Object.values(holidays).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)),
      };
    },

    /** @param days undefined: what was said is taken back */
    async saveDays(courseId: string, { instead, days }: OwnDays): Promise<void> {
      const { firstDay, lastDay } = days ?? {};
      const said = { ...(firstDay !== undefined && { firstDay }), ...(lastDay !== undefined && { lastDay }) };
      const unsaid = { ...(firstDay === undefined && { firstDay: 1 }), ...(lastDay === undefined && { lastDay: 1 }) };
      await change(courseId, {
        $set: { instead, ...said },
        ...(Object.keys(unsaid).length > 0 && { $unset: unsaid }),
      });
    },

    addHoliday: (courseId: string, holiday: Holiday): Promise<void> =>
      change(courseId, { $set: { [`holidays.${keyOf(holiday)}`]: { ...holiday } } }),

    removeHoliday: (courseId: string, holiday: Pick<Holiday, 'from' | 'until'>): Promise<void> =>
      change(courseId, { $unset: { [`holidays.${keyOf(holiday)}`]: 1 } }),
  };
}

/** What is kept of it from page to page. */
export const keptClocks: KeptParts<ClockStore> = {
  said: 'kept',
  saveDays: 'writes',
  addHoliday: 'writes',
  removeHoliday: 'writes',
};

function keyOf({ from, until }: Pick<Holiday, 'from' | 'until'>): string {
  return `${from}_${until}`;
}
