/** How old each course's roster is, when it is due, and who is reading it now. */
import { Schema, type Connection } from 'mongoose';
import { after } from '../../shared/clock.js';
import { upserting } from '../../shared/duplicate-key.js';
import { claimLife, isOver } from '../../shared/holding.js';
import type { KeptParts } from '../../kept/kept.js';
import type { RosterAge } from './person.js';
import { askedPause, refreshPause, type Hold } from './roster.rules.js';

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
  hold?: Hold;
  /** A launch has named the service to ask. */
  addressed?: boolean;
}

interface Read {
  now: Date;
  dueAt: Date | undefined;
  hold: Hold | undefined;
}

const never = new Date(0);

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
      hold: { type: Schema.Types.Mixed },
      addressed: Boolean,
    },
    { versionKey: false },
  );
  schema.index({ dueAt: 1 }, { sparse: true });
  schema.index({ launchedAt: 1 });
  const rosters = connection.model<RosterRow>('Roster', schema);
  // Once a launch: no casting.
  const native = rosters.db.collection<RosterRow>(rosters.collection.name);

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
      const known = await native.findOne({ _id: courseId });
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
      const known = await native.findOne({ _id: courseId });
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
          $and: [unclaimed(now), { $or: [{ attemptedAt: { $lte: notBefore } }, { attemptedAt: { $gt: now } }, died] }],
        },
        { $set: { claimedUntil: after(now, claimLife), attemptedAt: now } },
      );
      return row !== null;
    },

    /** It is still being read. */
    async hold(courseId: string, now: Date): Promise<void> {
      const $set = { claimedUntil: after(now, claimLife) };
      await rosters.updateOne({ _id: courseId, claimedUntil: { $ne: never } }, { $set });
    },

    async refreshed(courseId: string, { now, dueAt, hold }: Read): Promise<void> {
      await rosters.updateOne(
        { _id: courseId },
        {
          $set: { refreshedAt: now, claimedUntil: never, ...(dueAt && { dueAt }), ...(hold && { hold }) },
          $unset: { failure: 1, ...(!dueAt && { dueAt: 1 }), ...(!hold && { hold: 1 }) },
        },
      );
    },

    async endHold(courseId: string): Promise<void> {
      await rosters.updateOne({ _id: courseId }, { $unset: { hold: 1 } });
    },

    async failed(courseId: string, { code, now, dueAt }: { code: string; now: Date; dueAt: Date }): Promise<void> {
      const failure = { code, at: now };
      await rosters.updateOne({ _id: courseId }, { $set: { failure, claimedUntil: never, dueAt } });
    },

    /** Nobody reads this roster again, unless somebody launches. */
    async rest(courseId: string): Promise<void> {
      await rosters.updateOne({ _id: courseId }, { $set: { launchedAt: never }, $unset: { dueAt: 1 } });
    },

    async state(courseId: string): Promise<Omit<RosterAge, 'heldSince'> & { launchedAt: Date; hold?: Hold }> {
      const row = await native.findOne({ _id: courseId });
      return {
        launchedAt: row?.launchedAt ?? never,
        ...(row?.refreshedAt && { refreshedAt: row.refreshedAt }),
        ...(row?.failure && { failure: row.failure }),
        ...(row?.hold && { hold: row.hold }),
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
                { dueAt: { $lte: now }, ...died },
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

/** Claimed and never given back. */
const died = { claimedUntil: { $gt: never } };

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
  hold: { wrote: () => [] },
  endHold: { wrote: () => [] },
};

function unclaimed(now: Date) {
  return { $or: isOver('claimedUntil', now, claimLife) };
}
