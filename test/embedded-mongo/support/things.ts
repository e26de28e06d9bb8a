/** One fresh collection for each test, and the few questions that the conformance tests ask of it. */
import { beforeEach } from '@jest/globals';
import type mongoose from 'mongoose';
import { useStore } from '../../support/store.js';

export type Document = mongoose.mongo.BSON.Document;

export function useThings() {
  const store = useStore();
  let collections = 0;
  let current: mongoose.mongo.Collection;

  beforeEach(() => {
    collections += 1;
    current = store.connection().getClient().db(store.connection().name).collection(`things${collections}`);
  });

  return {
    store,
    things: () => current,

    ids: async (query: Document, options: Document = {}): Promise<unknown[]> =>
      (await current.find(query, { sort: { _id: 1 }, ...options }).toArray()).map(({ _id }) => _id as unknown),

    anIndex: async (key: Record<string, number>, options: Document = {}): Promise<string | undefined> =>
      (await current.createIndexes([{ key, ...options }]))[0],

    all: async (): Promise<Document[]> => current.find({}, { sort: { _id: 1 }, projection: { _id: 0 } }).toArray(),

    made: async (stages: Document[]): Promise<Document[]> => current.aggregate(stages).toArray(),

    /** The document `before` after `update`; the query is its `_id` and `where`. */
    after: async (
      before: Document,
      update: Document | Document[],
      where: Document = {},
      options: Document = {},
    ): Promise<Document | null> => {
      await current.insertOne({ _id: 1 as never, ...before });
      return current.findOneAndUpdate({ _id: 1 as never, ...where }, update, {
        returnDocument: 'after',
        projection: { _id: 0 },
        ...options,
      });
    },
  };
}
