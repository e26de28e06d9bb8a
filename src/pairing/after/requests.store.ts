import { Schema, type Connection } from 'mongoose';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import { together, type ChangeRequest } from './requests.rules.js';

/** Answers given elsewhere that count as requests. */
export interface OtherRequests {
  requests(courseId: string): Promise<ChangeRequest[]>;
  takeBack(courseId: string, personId: string, pairId: string): Promise<void>;
}

interface RequestRow extends ChangeRequest {
  _id: string;
  courseId: string;
}

export type RequestsStore = ReturnType<typeof requestsStore>;

/** @param others asked at each use; undefined where no feature has any */
export function requestsStore(connection: Connection, others: () => OtherRequests | undefined) {
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
      await others()?.takeBack(courseId, personId, pairId);
      await requests.deleteOne({ courseId, personId, pairId });
    },

    async all(courseId: string): Promise<ChangeRequest[]> {
      const [rows, elsewhere] = await Promise.all([
        requests.find({ courseId }).sort({ at: 1 }).lean<RequestRow[]>(),
        others()?.requests(courseId) ?? [],
      ]);
      const asked = rows.map(({ personId, pairId, reason, at }) => ({
        ...{ personId, pairId, at },
        ...(reason !== undefined && { reason }),
      }));
      return together(asked, elsewhere);
    },
  };
}
