import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { upserting } from '../../shared/duplicate-key.js';
import { lookLasts, looksKept } from './story.rules.js';

export interface Look {
  byId: string;
  at: Date;
}

interface LooksRow {
  /** Course and person. */
  _id: string;
  courseId: string;
  personId: string;
  looks: Look[];
}

export type StoryStore = ReturnType<typeof storyStore>;

/** Who of the staff opened whose story, one document a person. */
export function storyStore(connection: Connection) {
  const text = { type: String, required: true } as const;
  const look = new Schema<Look>({ byId: text, at: { type: Date, required: true } }, { _id: false });
  const schema = new Schema<LooksRow>(
    { _id: String, courseId: text, personId: text, looks: [look] },
    { versionKey: false, collection: 'storylooks' },
  );
  schema.index({ courseId: 1 });
  const rows = connection.model<LooksRow>('StoryLooks', schema);

  return {
    /** The newest first. */
    async looks(courseId: string, personId: string): Promise<Look[]> {
      const row = await rows.findOne({ _id: `${courseId}.${personId}`, courseId }).lean<LooksRow>();
      return [...(row?.looks ?? [])].reverse();
    },

    async look(courseId: string, personId: string, { byId, at }: Look): Promise<void> {
      const recently = { byId, at: { $gt: new Date(at.getTime() - lookLasts) } };
      const _id = `${courseId}.${personId}`;
      await upserting(async () => {
        if (await rows.exists({ _id, courseId, looks: { $elemMatch: recently } })) return;
        const $push = { looks: { $each: [{ byId, at }], $slice: -looksKept } };
        await rows.updateOne({ _id, courseId }, { $push, $setOnInsert: { personId } }, { upsert: true }).exec();
      });
    },

    async erase(courseId: string, personId: string): Promise<void> {
      await rows.deleteOne({ _id: `${courseId}.${personId}`, courseId });
    },
  };
}

/** What is kept of it from page to page. */
export const keptStory: KeptParts<StoryStore> = { looks: 'kept', look: 'writes', erase: 'writes' };
