import { Schema, type Connection } from 'mongoose';
import type { Written } from '../../kept/changes.store.js';
import type { KeptParts } from '../../kept/kept.js';
import { upserting } from '../../shared/duplicate-key.js';
import type { OptionalField } from './profile.js';

/** What a teacher changed; what is absent is as the templates have it. */
export interface ChangedQuestions {
  intro?: string;
  asked?: readonly OptionalField[];
  added?: readonly OptionalField[];
  topics?: readonly string[];
  stages?: readonly string[];
  /** Texts of the statements. */
  style?: readonly string[];
}

interface Row {
  /** The course's id: one set of questions per course. */
  _id: string;
  intro?: string;
  asked?: OptionalField[];
  added?: OptionalField[];
  topics?: string[];
  stages?: string[];
  style?: string[];
}

export type QuestionsStore = ReturnType<typeof questionsStore>;

export function questionsStore(connection: Connection) {
  const list = { type: [String], default: undefined } as const;
  const schema = new Schema<Row>(
    { _id: String, intro: String, asked: list, added: list, topics: list, stages: list, style: list },
    { versionKey: false },
  );
  const questions = connection.model<Row>('IntakeQuestions', schema);

  return {
    async changed(courseId: string): Promise<ChangedQuestions> {
      const row = await questions.findOne({ _id: courseId }, { _id: 0 }).lean<ChangedQuestions | null>();
      return row ?? {};
    },

    /** Only what the course has not set itself; a field that is set at the same moment stays as its teacher set it. */
    async begin(courseId: string, given: ChangedQuestions): Promise<void> {
      if (Object.keys(given).length === 0) return;
      await upserting(() => questions.updateOne({ _id: courseId }, { $setOnInsert: given }, { upsert: true }));
      for (const [field, value] of Object.entries<unknown>({ ...given })) {
        await questions.updateOne({ _id: courseId, [field]: null }, { $set: { [field]: value } });
      }
    },

    async change(courseId: string, changed: ChangedQuestions): Promise<void> {
      if (Object.keys(changed).length === 0) return;
      await upserting(() => questions.updateOne({ _id: courseId }, { $set: changed }, { upsert: true }));
    },
  };
}

/** What is kept of it from page to page. */
export const keptQuestions: KeptParts<QuestionsStore> = {
  changed: 'kept',
  begin: { wrote: (_done, _courseId, given) => ifAny(given) },
  change: { wrote: (_done, _courseId, changed) => ifAny(changed) },
};

function ifAny(changed: ChangedQuestions): Written {
  return Object.keys(changed).length === 0 ? [] : 'all';
}
