import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import type { Mentorship } from './mentorship.js';
import { memberKey, type Roles } from './mentorships.rules.js';

interface MentorshipRow {
  _id: string;
  courseId: string;
  roundId: string;
  /** The people and their parts: one mentorship of the same people in a round. */
  memberKey: string;
  form: Mentorship['form'];
  mentorIds: string[];
  menteeIds: string[];
  peerIds: string[];
  memberIds: string[];
  /** Every published draft it stood in. It runs while the round's published draft is one of them. */
  draftIds: string[];
  startedAt: Date;
  endedAt: Date | null;
}

/** A mentorship as a published draft asks for it. */
export interface WantedMentorship extends Roles {
  roundId: string;
  draftId: string;
  form: Mentorship['form'];
  startedAt: Date;
}

export type MentorshipStore = ReturnType<typeof mentorshipStore>;

/** One command's worth; other work gets a turn in between. */
const batch = 500;

export function mentorshipStore(connection: Connection) {
  const rows = mentorshipModel(connection);
  // For thousands at once: every field is ours and of its type, and casting by the model costs more than the writes.
  const native = rows.db.collection<MentorshipRow>(rows.collection.name);

  async function upsert(courseId: string, wanted: readonly WantedMentorship[]): Promise<number> {
    const { upsertedCount, modifiedCount } = await native.bulkWrite(
      wanted.map(({ roundId, draftId, form, startedAt, ...roles }) => ({
        updateOne: {
          filter: { courseId, roundId, memberKey: memberKey(roles) },
          update: {
            $addToSet: { draftIds: draftId },
            $set: { endedAt: null },
            $setOnInsert: {
              ...{ _id: newId(), form, startedAt },
              ...{ mentorIds: [...roles.mentorIds], menteeIds: [...roles.menteeIds], peerIds: [...roles.peerIds] },
              memberIds: [...roles.mentorIds, ...roles.menteeIds, ...roles.peerIds],
            },
          },
          upsert: true,
        },
      })),
      { ordered: false },
    );
    return upsertedCount + modifiedCount;
  }

  async function inDraft(courseId: string, draftId: string, personId?: string): Promise<Mentorship[]> {
    const whose = personId === undefined ? {} : { memberIds: personId };
    const found = await rows
      .find({ courseId, draftIds: draftId, ...whose })
      .sort({ startedAt: 1, _id: 1 })
      .batchSize(batch)
      .lean<MentorshipRow[]>();
    return found.map(mentorshipOf);
  }

  return {
    inDraft,
    /** The same, of the store at this moment. */
    inDraftNow: (courseId: string, draftId: string, personId?: string): Promise<Mentorship[]> =>
      inDraft(courseId, draftId, personId),

    /** Adds what is missing; doing it twice, or two at once, changes nothing more. How many it added or changed. */
    async ensure(courseId: string, wanted: readonly WantedMentorship[]): Promise<number> {
      let written = 0;
      for (let from = 0; from < wanted.length; from += batch) {
        const part = wanted.slice(from, from + batch);
        try {
          written += await upsert(courseId, part);
        } catch (problem) {
          if (!isDuplicateKey(problem)) throw problem;
          // Of the first try nobody knows how many.
          written += 1 + (await upsert(courseId, part));
        }
      }
      return written;
    },

    /** Notes the end of those that the published draft no longer holds; without a draft, of all. */
    async endOthers(courseId: string, draftId: string | undefined, now: Date): Promise<void> {
      const others = draftId === undefined ? {} : { draftIds: { $ne: draftId } };
      await rows.updateMany({ courseId, endedAt: null, ...others }, { $set: { endedAt: now } });
    },

    /** All that this person was ever in. */
    async ofPerson(courseId: string, personId: string): Promise<Mentorship[]> {
      return (await rows.find({ courseId, memberIds: personId }).lean<MentorshipRow[]>()).map(mentorshipOf);
    },
  };
}

/** What is kept of it from page to page. */
export const keptMentorships: KeptParts<MentorshipStore> = {
  inDraft: 'kept',
  inDraftNow: 'read',
  ofPerson: 'kept',
  ensure: { wrote: (count) => (count > 0 ? 'all' : []) },
  // Before the job says that all is there: whoever reads that finds a new count.
  endOthers: 'writes',
};

function mentorshipModel(connection: Connection) {
  const schema = new Schema<MentorshipRow>(
    {
      _id: String,
      courseId: { type: String, required: true },
      roundId: { type: String, required: true },
      memberKey: { type: String, required: true },
      form: { type: String, required: true },
      mentorIds: [String],
      menteeIds: [String],
      peerIds: [String],
      memberIds: [String],
      draftIds: [String],
      startedAt: { type: Date, required: true },
      endedAt: { type: Date, default: null },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, roundId: 1, memberKey: 1 }, { unique: true });
  // Two indexes: MongoDB keeps no index over two lists at once.
  schema.index({ courseId: 1, memberIds: 1 });
  schema.index({ courseId: 1, draftIds: 1 });
  return connection.model<MentorshipRow>('Mentorship', schema);
}

/** What is read through the published draft runs, whether or not the job has cleared an earlier end yet. */
function mentorshipOf(row: MentorshipRow): Mentorship {
  const { _id, courseId, roundId, form, mentorIds, menteeIds, peerIds, startedAt, endedAt } = row;
  return {
    ...{ mentorshipId: _id, courseId, roundId, form, mentorIds, menteeIds, peerIds, startedAt },
    ...(endedAt && { endedAt }),
  };
}
