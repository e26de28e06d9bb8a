import { Schema, type Connection } from 'mongoose';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';

/** A learner asks for another partner. Only coordinators read it; the partner never learns of it. */
export interface ChangeRequest {
  personId: string;
  pairId: string;
  reason?: string;
  at: Date;
}

interface RequestRow extends ChangeRequest {
  _id: string;
  courseId: string;
}

export type RequestsStore = ReturnType<typeof requestsStore>;

export function requestsStore(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<RequestRow>(
    {
      _id: String,
      courseId: text,
      personId: text,
      pairId: text,
      reason: String,
      at: { type: Date, required: true },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, personId: 1, pairId: 1 }, { unique: true });
  const requests = connection.model<RequestRow>('ChangeRequest', schema);

  return {
    /** One for each pair of a person; asking again changes the words. */
    async ask(courseId: string, { personId, pairId, reason, at }: ChangeRequest): Promise<void> {
      const write = {
        ...(reason === undefined ? { $unset: { reason: 1 } } : {}),
        $set: { at, ...(reason !== undefined && { reason }) },
        $setOnInsert: { _id: newId() },
      };
      const filter = { courseId, personId, pairId };
      await upserting(() => requests.updateOne(filter, write, { upsert: true }).exec());
    },

    async takeBack(courseId: string, personId: string, pairId: string): Promise<void> {
      await requests.deleteOne({ courseId, personId, pairId });
    },

    async all(courseId: string): Promise<ChangeRequest[]> {
      const rows = await requests.find({ courseId }).sort({ at: 1 }).lean<RequestRow[]>();
      return rows.map(({ personId, pairId, reason, at }) => ({
        ...{ personId, pairId, at },
        ...(reason !== undefined && { reason }),
      }));
    },
  };
}
