/** What Moodle said about completion, and whose turn it is to ask. */
import { Schema, type Connection, type UpdateQuery } from 'mongoose';
import { after, minute } from '../../shared/clock.js';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import { claimLife, isOver } from '../../shared/holding.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import type { Passed, Reading } from './progress.js';
import type { CourseTurn } from './progress.rules.js';

interface ReadingRow extends Reading {
  _id: string;
  courseId: string;
}

interface CourseTurnRow extends CourseTurn {
  _id: string;
  claimedUntil: Date;
}

/** One per platform: gates are asked one at a time. */
interface GateTurnRow {
  _id: string;
  /** Whose gate was asked last. */
  courseId: string;
  freeAt: Date;
}

const never = new Date(0);
/** A slow answer and the pause that it earns are over by then. */
const longestGateTurn = 30 * minute;

export type ProgressStore = ReturnType<typeof progressStore>;

export function progressStore(connection: Connection) {
  const { readings, courseTurns, gateTurns } = modelsOn(connection);

  /** False when somebody else's turn is not over. */
  async function taken(write: Promise<unknown>): Promise<boolean> {
    try {
      await write;
      return true;
    } catch (problem) {
      if (isDuplicateKey(problem)) return false;
      throw problem;
    }
  }

  async function save(courseId: string, activityId: string, update: UpdateQuery<ReadingRow>): Promise<void> {
    const write = () => readings.updateOne({ courseId, activityId }, update, { upsert: true }).exec();
    // Two first readings at once: the row is there now, and the same write updates it.
    if (!(await taken(write()))) await write();
  }

  return {
    async readings(courseId: string): Promise<Map<string, Reading>> {
      const rows = await readings.find({ courseId }).lean<ReadingRow[]>();
      return new Map(rows.map((row) => [row.activityId, toReading(row)]));
    },

    async reading(courseId: string, activityId: string): Promise<Reading | undefined> {
      const row = await readings.findOne({ courseId, activityId }).lean<ReadingRow>();
      return row ? toReading(row) : undefined;
    },

    async saveRead(courseId: string, activityId: string, read: Read): Promise<void> {
      const { passed, learners, now } = read;
      const $set = { passed: [...passed], learners, readAt: now };
      await save(courseId, activityId, { $set, $unset: { failure: 1 }, $setOnInsert: { _id: newId() } });
    },

    /** What was read before stays, with its age. */
    async saveFailure(courseId: string, activityId: string, { code, now }: { code: string; now: Date }) {
      const $setOnInsert = { _id: newId(), passed: [], learners: 0 };
      await save(courseId, activityId, { $set: { failure: { code, at: now } }, $setOnInsert });
    },

    /** The right to read this course now. */
    async claimCourse(courseId: string, now: Date): Promise<boolean> {
      const $set = { claimedUntil: after(now, claimLife), attemptedAt: now };
      return taken(
        courseTurns
          .updateOne({ _id: courseId, $or: isOver('claimedUntil', now, claimLife) }, { $set }, { upsert: true })
          .exec(),
      );
    },

    /** It is still being read. */
    async holdCourse(courseId: string, now: Date): Promise<void> {
      const $set = { claimedUntil: after(now, claimLife) };
      await courseTurns.updateOne({ _id: courseId, claimedUntil: { $ne: never } }, { $set });
    },

    async releaseCourse(courseId: string, leftUntil: Date | undefined): Promise<void> {
      const $set = { claimedUntil: never, ...(leftUntil && { leftUntil }) };
      await courseTurns.updateOne({ _id: courseId }, leftUntil ? { $set } : { $set, $unset: { leftUntil: 1 } });
    },

    /** What is known of these courses' turns; courses never read are not in it. */
    async dueTurns(courseIds: readonly string[]): Promise<Map<string, CourseTurn>> {
      const rows = await courseTurns.find({ _id: { $in: courseIds } }).lean<CourseTurnRow[]>();
      return new Map(
        rows.map(({ _id, attemptedAt, leftUntil, claimedUntil }) => {
          const diedAt = claimedUntil > never ? claimedUntil : undefined;
          return [_id, { attemptedAt, ...(leftUntil && { leftUntil }), ...(diedAt && { diedAt }) }];
        }),
      );
    },

    /** The right to ask a gate of this platform, until {@link endGateTurn}; or when to try again. */
    async takeGateTurn(courseId: string, platformId: string, now: Date): Promise<{ freeAt: Date } | undefined> {
      const $set = { courseId, freeAt: after(now, claimLife) };
      const mine = await taken(
        gateTurns
          .updateOne({ _id: platformId, $or: isOver('freeAt', now, longestGateTurn) }, { $set }, { upsert: true })
          .exec(),
      );
      if (mine) return undefined;
      const row = await gateTurns.findOne({ _id: platformId }).lean<GateTurnRow>();
      return { freeAt: row?.freeAt ?? now };
    },

    /** It is still being asked. */
    async holdGateTurn(courseId: string, platformId: string, now: Date): Promise<void> {
      await gateTurns.updateOne({ _id: platformId, courseId }, { $set: { freeAt: after(now, claimLife) } });
    },

    async endGateTurn(courseId: string, platformId: string, freeAt: Date): Promise<void> {
      await gateTurns.updateOne({ _id: platformId, courseId }, { $set: { freeAt } });
    },
  };
}

/** What is kept of it from page to page. */
export const keptProgress: KeptParts<ProgressStore> = {
  readings: 'kept',
  reading: 'kept',
  saveRead: 'writes',
  saveFailure: 'writes',
  dueTurns: 'read',
  claimCourse: { wrote: () => [] },
  releaseCourse: { wrote: () => [] },
  holdCourse: { wrote: () => [] },
  holdGateTurn: { wrote: () => [] },
  takeGateTurn: { wrote: () => [] },
  endGateTurn: { wrote: () => [] },
};

interface Read {
  passed: readonly Passed[];
  learners: number;
  now: Date;
}

function modelsOn(connection: Connection) {
  const required = { type: String, required: true } as const;
  const options = { versionKey: false } as const;
  const passed = { personId: required, score: Number, maximum: Number };
  const readingSchema = new Schema<ReadingRow>(
    {
      _id: String,
      courseId: required,
      activityId: required,
      readAt: Date,
      passed: [{ ...passed, _id: false }],
      learners: { type: Number, default: 0 },
      failure: { type: Schema.Types.Mixed },
    },
    { ...options, collection: 'progressReadings' },
  );
  readingSchema.index({ courseId: 1, activityId: 1 }, { unique: true });
  const courseTurnSchema = new Schema<CourseTurnRow>(
    {
      _id: String,
      attemptedAt: { type: Date, required: true },
      leftUntil: Date,
      claimedUntil: { type: Date, required: true },
    },
    { ...options, collection: 'progressTurns' },
  );
  const gateTurnSchema = new Schema<GateTurnRow>(
    { _id: String, courseId: required, freeAt: { type: Date, required: true } },
    { ...options, collection: 'gateTurns' },
  );
  return {
    readings: connection.model<ReadingRow>('ProgressReading', readingSchema),
    courseTurns: connection.model<CourseTurnRow>('ProgressTurn', courseTurnSchema),
    gateTurns: connection.model<GateTurnRow>('GateTurn', gateTurnSchema),
  };
}

function toReading({ activityId, readAt, passed, learners, failure }: ReadingRow): Reading {
  return {
    activityId,
    passed,
    learners,
    ...(readAt && { readAt }),
    ...(failure && { failure }),
  };
}
