import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../shared/duplicate-key.js';
import { newId } from '../shared/ids.js';
import type { KeptParts } from '../kept/kept.js';
import { rowsAtATime } from '../shared/packed.js';
import type { PartKey, Submission } from './peer-review.js';

interface Row extends Omit<Submission, 'submissionId'> {
  _id: string;
}

interface Locking {
  sentUntil: Date;
  lockedAt: Date;
  except: readonly string[];
}

/** Where work is sent and not locked, and whose it is. */
export interface Waiting {
  courseId: string;
  activityId: string;
  authorIds: readonly string[];
}

export type SubmissionStore = ReturnType<typeof submissionStore>;

export function submissionStore(connection: Connection) {
  const schema = new Schema<Row>(
    {
      _id: String,
      courseId: { type: String, required: true },
      activityId: { type: String, required: true },
      authorId: { type: String, required: true },
      draft: String,
      text: String,
      sentAt: Date,
      lockedAt: Date,
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ courseId: 1, activityId: 1, authorId: 1 }, { unique: true });
  schema.index({ courseId: 1, authorId: 1 });
  schema.index({ lockedAt: 1, sentAt: 1 });
  const submissions = connection.model<Row>('PeerReviewSubmission', schema);

  async function ensure(courseId: string, { activityId, personId: authorId }: PartKey): Promise<void> {
    const row = { courseId, activityId, authorId };
    try {
      await submissions.updateOne(row, { $setOnInsert: { _id: newId() } }, { upsert: true });
    } catch (problem) {
      if (!isDuplicateKey(problem)) throw problem;
    }
  }

  /** False when it is locked. */
  async function write(courseId: string, key: PartKey, change: Record<string, unknown>): Promise<boolean> {
    await ensure(courseId, key);
    const { activityId, personId: authorId } = key;
    const open = { courseId, activityId, authorId, lockedAt: { $exists: false } };
    return (await submissions.updateOne(open, change)).matchedCount === 1;
  }

  return {
    async submission(courseId: string, { activityId, personId }: PartKey): Promise<Submission | undefined> {
      const row = await submissions.findOne({ courseId, activityId, authorId: personId }).lean<Row>();
      return row ? toSubmission(row) : undefined;
    },

    /** The activities of the course in which this person has handed in. */
    async sentBy(courseId: string, personId: string): Promise<string[]> {
      const sent = { courseId, authorId: personId, sentAt: { $exists: true } };
      const rows = await submissions.find(sent).select('activityId').lean<Row[]>();
      return rows.map(({ activityId }) => activityId);
    },

    async byId(courseId: string, submissionId: string): Promise<Submission | undefined> {
      const row = await submissions.findOne({ courseId, _id: submissionId }).lean<Row>();
      return row ? toSubmission(row) : undefined;
    },

    /** Sent or not; without what was sent, for who is where. @param authorIds only theirs */
    async all(courseId: string, activityId: string, authorIds?: readonly string[]): Promise<Submission[]> {
      const whose = authorIds === undefined ? {} : { authorId: { $in: [...authorIds] } };
      const rows = await submissions
        .find({ courseId, activityId, ...whose })
        .select('-text')
        .batchSize(rowsAtATime)
        .lean<Row[]>();
      return rows.map(toSubmission);
    },

    async saveDraft(courseId: string, key: PartKey, draft: string): Promise<boolean> {
      return write(courseId, key, { $set: { draft } });
    },

    async send(courseId: string, key: PartKey, text: string, now: Date): Promise<boolean> {
      return write(courseId, key, { $set: { text, sentAt: now }, $unset: { draft: 1 } });
    },

    /** What was sent until then stays as it is from now on, but for the work of these people. Whose work that is. */
    async lock(courseId: string, activityId: string, { sentUntil, lockedAt, except }: Locking): Promise<string[]> {
      const authors = except.length === 0 ? {} : { authorId: { $nin: [...except] } };
      const open = { courseId, activityId, ...authors, sentAt: { $lte: sentUntil }, lockedAt: { $exists: false } };
      const authorIds = (await submissions.find(open, { authorId: 1 }).lean<Row[]>()).map(({ authorId }) => authorId);
      const locked = { courseId, activityId, authorId: { $in: authorIds }, lockedAt: { $exists: false } };
      if (authorIds.length > 0)
        await submissions.updateMany({ ...locked, sentAt: { $lte: sentUntil } }, { $set: { lockedAt } });
      return authorIds;
    },

    /** Sent and not locked, in every course: late work, or work that waits for reviewing to start. */
    async dueLocks(): Promise<Waiting[]> {
      const rows = await submissions
        .find({ sentAt: { $exists: true }, lockedAt: { $exists: false } })
        .select({ courseId: 1, activityId: 1, authorId: 1 })
        .lean<Row[]>();
      const places = new Map<string, Waiting>();
      for (const { courseId, activityId, authorId } of rows) {
        const key = `${courseId} ${activityId}`;
        const authorIds = [...(places.get(key)?.authorIds ?? []), authorId];
        places.set(key, { courseId, activityId, authorIds });
      }
      return [...places.values()];
    },
  };
}

/** What is kept of it from page to page. */
export const keptSubmissions: KeptParts<SubmissionStore> = {
  submission: 'kept',
  byId: 'kept',
  sentBy: 'kept',
  all: { rows: ({ authorId }) => authorId },
  dueLocks: 'read',
  saveDraft: { wrote: (_saved, _courseId, { personId }) => [personId] },
  send: { wrote: (_sent, _courseId, { personId }) => [personId] },
  lock: { wrote: (authorIds) => authorIds },
};

function toSubmission({ _id, ...row }: Row): Submission {
  return { submissionId: _id, ...row };
}
