import { Schema, type Connection } from 'mongoose';
import { upserting } from '../../shared/duplicate-key.js';
import type { KeptParts } from '../../kept/kept.js';
import type { Prompts } from './prompts.rules.js';

interface PromptsRow {
  /** The course's id. */
  _id: string;
  first: string[];
  middle: string[];
}

export type PromptsStore = ReturnType<typeof promptsStore>;

export function promptsStore(connection: Connection) {
  const schema = new Schema<PromptsRow>(
    { _id: String, first: { type: [String], required: true }, middle: { type: [String], required: true } },
    { versionKey: false, collection: 'conversationprompts' },
  );
  const rows = connection.model<PromptsRow>('ConversationPrompts', schema);

  return {
    /** Undefined while the course asks what is proposed. */
    async prompts(courseId: string): Promise<Prompts | undefined> {
      const row = await rows.findOne({ _id: courseId }).lean<PromptsRow>();
      return row ? { first: row.first, middle: row.middle } : undefined;
    },

    async save(courseId: string, { first, middle }: Prompts): Promise<void> {
      const $set = { first: [...first], middle: [...middle] };
      await upserting(() => rows.updateOne({ _id: courseId }, { $set }, { upsert: true }).exec());
    },

    /** What is proposed is asked again. */
    async forget(courseId: string): Promise<void> {
      await rows.deleteOne({ _id: courseId });
    },
  };
}

/** What is kept of it from page to page. */
export const keptPrompts: KeptParts<PromptsStore> = { prompts: 'kept', save: 'writes', forget: 'writes' };
