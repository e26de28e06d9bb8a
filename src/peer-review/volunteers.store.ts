import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../kept/kept.js';
import { isDuplicateKey } from '../shared/duplicate-key.js';
import { newId } from '../shared/ids.js';
import type { PartKey } from './peer-review.js';

interface Row {
  _id: string;
  courseId: string;
  activityId: string;
  personId: string;
  offeredAt: Date;
}

export type VolunteerStore = ReturnType<typeof volunteerStore>;

/** Who offered to do one more review than their share. */
export function volunteerStore(connection: Connection) {
  const schema = new Schema<Row>(
    {
      _id: String,
      courseId: { type: String, required: true },
      activityId: { type: String, required: true },
      personId: { type: String, required: true },
      offeredAt: { type: Date, required: true },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, activityId: 1, personId: 1 }, { unique: true });
  const volunteers = connection.model<Row>('PeerReviewVolunteer', schema);

  return {
    async offer(courseId: string, { activityId, personId }: PartKey, now: Date): Promise<void> {
      const row = { courseId, activityId, personId };
      try {
        await volunteers.updateOne(row, { $setOnInsert: { _id: newId(), offeredAt: now } }, { upsert: true });
      } catch (problem) {
        if (!isDuplicateKey(problem)) throw problem;
      }
    },

    async takeBack(courseId: string, { activityId, personId }: PartKey): Promise<void> {
      await volunteers.deleteOne({ courseId, activityId, personId });
    },

    async hasOffered(courseId: string, { activityId, personId }: PartKey): Promise<boolean> {
      return (await volunteers.exists({ courseId, activityId, personId })) !== null;
    },

    async all(courseId: string, activityId: string): Promise<string[]> {
      const rows = await volunteers.find({ courseId, activityId }, { personId: 1 }).lean<Row[]>();
      return rows.map(({ personId }) => personId);
    },
  };
}

/** What is kept of it from page to page. */
export const keptVolunteers: KeptParts<VolunteerStore> = {
  offer: 'writes',
  takeBack: 'writes',
  hasOffered: 'kept',
  all: 'kept',
};
