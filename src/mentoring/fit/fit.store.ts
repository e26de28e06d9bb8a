import { Schema, type Connection } from 'mongoose';
import type { OtherRequests } from '../../pairing/after/requests.store.js';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import { type FitEntry, type FitKey, type FitSaid } from './fit.js';
import { asRequests } from './fit.rules.js';

interface FitRow extends FitEntry {
  _id: string;
  courseId: string;
}

export type FitStore = ReturnType<typeof fitStore>;

export function fitStore(connection: Connection) {
  const rows = fitModel(connection);

  async function entries(filter: { courseId: string; personId?: { $in: string[] } }): Promise<FitEntry[]> {
    return (await rows.find(filter).lean<FitRow[]>()).map(entryOf);
  }

  function write(courseId: string, key: FitKey, change: Pick<FitEntry, 'said' | 'putOffUntil'>): Promise<unknown> {
    const update = { $set: change, $setOnInsert: { _id: newId() } };
    return upserting(() => rows.updateOne({ courseId, ...key }, update, { upsert: true }).exec());
  }

  return {
    /** @param personIds only theirs */
    all: (courseId: string, personIds?: readonly string[]): Promise<FitEntry[]> =>
      entries({ courseId, ...(personIds && { personId: { $in: [...personIds] } }) }),

    /** Replaces what was said on that occasion. */
    async say(courseId: string, key: FitKey, said: FitSaid): Promise<void> {
      await write(courseId, key, { said });
    },

    async putOff(courseId: string, key: FitKey, putOffUntil: Date): Promise<void> {
      await write(courseId, key, { putOffUntil });
    },

    async requests(courseId: string) {
      const personIds = await rows.distinct('personId', { courseId, 'said.answer': 'not' });
      return personIds.length === 0 ? [] : asRequests(await entries({ courseId, personId: { $in: personIds } }));
    },

    /** Of what was said only a wish for another partner is taken back: the person is asked anew. */
    async takeBack(courseId: string, personId: string, pairId: string): Promise<void> {
      await rows.updateMany({ courseId, personId, pairId, 'said.answer': 'not' }, { $unset: { said: 1 } });
    },
  } satisfies OtherRequests & Record<string, unknown>;
}

/** What is kept of it from page to page. */
export const keptFit: KeptParts<FitStore> = {
  all: { rows: ({ personId }) => personId },
  requests: 'kept',
  say: { wrote: (_done, _courseId, { personId }) => [personId] },
  putOff: { wrote: (_done, _courseId, { personId }) => [personId] },
  takeBack: { wrote: (_done, _courseId, personId) => [personId] },
};

function fitModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const time = { type: Date, required: true } as const;
  const said = new Schema<FitSaid>({ answer: text, note: String, at: time }, { _id: false });
  const schema = new Schema<FitRow>(
    {
      ...{ _id: String, courseId: text, personId: text, pairId: text, since: time, occasion: text },
      ...{ said: { type: said, required: false }, putOffUntil: Date },
    },
    { versionKey: false },
  );
  schema.index({ courseId: 1, personId: 1, pairId: 1, since: 1, occasion: 1 }, { unique: true });
  return connection.model<FitRow>('FitEntry', schema);
}

function entryOf({ personId, pairId, since, occasion, said, putOffUntil }: FitRow): FitEntry {
  return {
    ...{ personId, pairId, since, occasion },
    ...(said && { said }),
    ...(putOffUntil && { putOffUntil }),
  };
}
