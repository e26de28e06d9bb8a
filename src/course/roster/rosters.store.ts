/** How old each course's roster is, when it is due, and who is reading it now. */
import { Schema, type Connection } from 'mongoose';
import { after, minute } from '../../shared/clock.js';
import { upserting } from '../../shared/duplicate-key.js';
import { isOver } from '../../shared/holding.js';
import type { KeptParts } from '../../kept/kept.js';
import type { RosterAge } from './person.js';
import { askedPause, refreshPause } from './roster.rules.js';

interface RosterRow {
  _id: string;
  /** Absent: not before the next launch. */
  dueAt?: Date;
  launchedAt: Date;
  attemptedAt: Date;
  /** Somebody reads the roster until then. */
  claimedUntil: Date;
  refreshedAt?: Date;
  failure?: { code: string; at: Date };
  /** A launch has named the service to ask. */
  addressed?: boolean;
}

const never = new Date(0);
/** A process that died while reading is forgotten after this. */
const claimLife = 5 * minute;

export type RosterStore = ReturnType<typeof rosterStore>;

export function rosterStore(connection: Connection) {
  const schema = new Schema<RosterRow>(
    {
      _id: String,
      dueAt: Date,
      launchedAt: { type: Date, required: true },
      attemptedAt: { type: Date, required: true },
      claimedUntil: { type: Date, required: true },
      refreshedAt: Date,
      failure: { type: Schema.Types.Mixed },
      addressed: Boolean,
    },
    { versionKey: false },
  );
  schema.index({ dueAt: 1 }, { sparse: true });
  schema.index({ launchedAt: 1 });
  const rosters = connection.model<RosterRow>('Roster', schema);

  async function insert(courseId: string, more: Partial<RosterRow>, now: Date): Promise<void> {
    const row = { launchedAt: now, attemptedAt: never, claimedUntil: never, ...more };
    await upserting(() => rosters.updateOne({ _id: courseId }, { $setOnInsert: row }, { upsert: true }).exec());
  }

  return {
    /**
     * Makes the course due, unless it was read a moment ago; the first launch that names the service does so whatever came
     * before. True when somebody should look now.
     */
    async want(courseId: string, now: Date): Promise<boolean> {
      const known = await rosters.findOne({ _id: courseId }).lean<RosterRow>();
      if (!known) {
        await insert(courseId, { dueAt: now, addressed: true }, now);
        return true;
      }
      if (!known.addressed) {
        const $set = { dueAt: now, launchedAt: now, attemptedAt: never, addressed: true };
        await rosters.updateOne({ _id: courseId, addressed: { $ne: true } }, { $set, $unset: { failure: 1 } });
        return true;
      }
      const fresh = after(known.attemptedAt, refreshPause) > now;
      const isDue = known.dueAt !== undefined && known.dueAt <= now;
      if (!fresh && !isDue) await rosters.updateOne({ _id: courseId }, { $set: { dueAt: now, launchedAt: now } });
      else if (after(known.launchedAt, refreshPause) <= now) {
        await rosters.updateOne({ _id: courseId }, { $set: { launchedAt: now } });
      }
      return !fresh;
    },

    /** A launch that names no service: there is nothing to ask, and `code` says whether something is amiss. */
    async launched(courseId: string, code: string | undefined, now: Date): Promise<void> {
      const failure = code === undefined ? undefined : { code, at: now };
      const known = await rosters.findOne({ _id: courseId }).lean<RosterRow>();
      if (!known) await insert(courseId, failure ? { failure } : {}, now);
      else if (known.failure?.code !== code || after(known.launchedAt, refreshPause) <= now) {
        await rosters.updateOne({ _id: courseId }, { $set: { launchedAt: now, ...(failure && { failure }) } });
      }
    },

    /** The right to read the roster now: one at a time, and not again within the pause, which `force` makes short. */
    async claim(courseId: string, { now, force }: { now: Date; force: boolean }): Promise<boolean> {
      const notBefore = after(now, force ? -askedPause : -refreshPause);
      const row = await rosters.findOneAndUpdate(
        {
          _id: courseId,
          $and: [unclaimed(now), { $or: [{ attemptedAt: { $lte: notBefore } }, { attemptedAt: { $gt: now } }] }],
        },
        { $set: { claimedUntil: after(now, claimLife), attemptedAt: now } },
      );
      return row !== null;
    },

    async refreshed(courseId: string, { now, dueAt }: { now: Date; dueAt: Date | undefined }): Promise<void> {
      await rosters.updateOne(
        { _id: courseId },
        {
          $set: { refreshedAt: now, claimedUntil: never, ...(dueAt && { dueAt }) },
          $unset: { failure: 1, ...(!dueAt && { dueAt: 1 }) },
        },
      );
    },

    async failed(courseId: string, { code, now, dueAt }: { code: string; now: Date; dueAt: Date }): Promise<void> {
      const failure = { code, at: now };
      await rosters.updateOne({ _id: courseId }, { $set: { failure, claimedUntil: never, dueAt } });
    },

    /** Nobody reads this roster again, unless somebody launches. */
    async rest(courseId: string): Promise<void> {
      await rosters.updateOne({ _id: courseId }, { $set: { launchedAt: never }, $unset: { dueAt: 1 } });
    },

    async state(courseId: string): Promise<RosterAge & { launchedAt: Date }> {
      const row = await rosters.findOne({ _id: courseId }).lean<RosterRow>();
      return {
        launchedAt: row?.launchedAt ?? never,
        ...(row?.refreshedAt && { refreshedAt: row.refreshedAt }),
        ...(row?.failure && { failure: row.failure }),
      };
    },

    /** Courses that somebody launched since then; `launchedAt` is true to a quarter of an hour. */
    async findCoursesInUse(since: Date): Promise<{ courseId: string; launchedAt: Date }[]> {
      const rows = await rosters.find({ launchedAt: { $gte: since } }).lean<RosterRow[]>();
      return rows.map(({ _id, launchedAt }) => ({ courseId: _id, launchedAt }));
    },

    /** Courses whose roster is due, the longest waiting first. */
    async dueCourses(now: Date, limit: number): Promise<string[]> {
      const rows = await rosters
        .find({
          $and: [
            unclaimed(now),
            {
              $or: [
                { dueAt: { $lte: now }, attemptedAt: { $lte: after(now, -refreshPause) } },
                // Tried before the clock was stepped back.
                { dueAt: { $exists: true }, attemptedAt: { $gt: now } },
              ],
            },
          ],
        })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<RosterRow[]>();
      return rows.map((row) => row._id);
    },
  };
}

/** What is kept of it from page to page. One document a course, which launches and a job write: a page reads it, once. */
export const keptRosters: KeptParts<RosterStore> = {
  state: 'once',
  findCoursesInUse: 'read',
  dueCourses: 'read',
  want: { wrote: () => [] },
  launched: { wrote: () => [] },
  claim: { wrote: () => [] },
  refreshed: { wrote: () => [] },
  failed: { wrote: () => [] },
  rest: { wrote: () => [] },
};

function unclaimed(now: Date) {
  return { $or: isOver('claimedUntil', now, claimLife) };
}
