import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
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

    async all(courseId: string, personIds?: readonly string[]): Promise<ChangeRequest[]> {
      const those = personIds ? { personId: { $in: [...personIds] } } : {};
      const rows = await requests.find({ courseId, ...those }).lean<RequestRow[]>();
      return rows.map(({ personId, pairId, reason, at }) => ({
        ...{ personId, pairId, at },
        ...(reason !== undefined && { reason }),
      }));
    },
  };
}

/** What is kept of it from page to page. */
export const keptRequests: KeptParts<RequestsStore> = {
  all: { rows: ({ personId }) => personId },
  ask: { wrote: (_done, _courseId, { personId }) => [personId] },
  takeBack: { wrote: (_done, _courseId, personId) => [personId] },
};

export interface Requests extends Pick<RequestsStore, 'ask'>, Pick<OtherRequests, 'takeBack'> {
  /** The earliest first. */
  all(courseId: string): Promise<ChangeRequest[]>;
}

/** @param others asked at each use; undefined where no feature has any */
export function requestsBeside(own: RequestsStore, others: () => OtherRequests | undefined): Requests {
  return {
    ask: own.ask,

    async takeBack(courseId, personId, pairId) {
      await others()?.takeBack(courseId, personId, pairId);
      await own.takeBack(courseId, personId, pairId);
    },

    async all(courseId) {
      const [asked, elsewhere] = await Promise.all([own.all(courseId), others()?.requests(courseId) ?? []]);
      return together(asked, elsewhere);
    },
  };
}
