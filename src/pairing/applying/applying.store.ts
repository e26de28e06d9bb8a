import { Schema, type Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { Answer, Application, ApplicationState, Applying } from './application.js';

interface ApplicationRow extends Application {
  _id: string;
  courseId: string;
}

interface ApplyingRow extends Applying {
  _id: string;
}

/** By what a state is reached; another one stays what it is. */
interface Turn {
  personId: string;
  from: readonly ApplicationState[];
  to: Omit<Application, 'personId' | 'answers'>;
}

export type ApplyingStore = ReturnType<typeof applyingStore>;

export function applyingStore(connection: Connection) {
  const rows = applicationModel(connection);
  const settings = applyingModel(connection);

  return {
    async settings(courseId: string): Promise<Applying> {
      const row = await settings.findOne({ _id: courseId }).lean<ApplyingRow>();
      if (!row) return { open: false, criteria: '' };
      const { open, criteria, questions } = row;
      return { open, criteria, ...(questions && { questions }) };
    },

    async saveSettings(courseId: string, { questions, ...said }: Applying): Promise<void> {
      const change = questions ? { $set: { ...said, questions } } : { $set: said, $unset: { questions: 1 } };
      await upserting(() => settings.updateOne({ _id: courseId }, change, { upsert: true }).exec());
    },

    /** @param personIds only theirs */
    async all(courseId: string, personIds?: readonly string[]): Promise<Application[]> {
      const whose = personIds ? { personId: { $in: [...personIds] } } : {};
      return (await rows.find({ courseId, ...whose }).lean<ApplicationRow[]>()).map(applicationOf);
    },

    /** One of each person: sent again, it is the later. Not over one that was selected. */
    async send(courseId: string, personId: string, answers: readonly Answer[], now: Date): Promise<void> {
      const change = {
        $set: {
          state: 'waiting' as const,
          answers: answers.map(({ question, text }) => ({ question, text })),
          at: now,
        },
        $unset: { byId: 1, words: 1 },
        $setOnInsert: { _id: newId() },
      } as const;
      await upserting(() =>
        rows.updateOne({ courseId, personId, state: { $ne: 'selected' } }, change, { upsert: true }).exec(),
      );
    },

    /** False: there is one already, in whatever state. */
    async invite(courseId: string, personId: string, { byId, at }: { byId: string; at: Date }): Promise<boolean> {
      const fresh = { _id: newId(), state: 'invited' as const, answers: [], byId, at };
      const outcome = await upserting(() =>
        rows.updateOne({ courseId, personId }, { $setOnInsert: fresh }, { upsert: true }).exec(),
      );
      return outcome.upsertedCount === 1;
    },

    /** False: it is in none of the states it could come from. */
    async turn(courseId: string, { personId, from, to }: Turn): Promise<boolean> {
      const outcome = await rows.updateOne({ courseId, personId, state: { $in: [...from] } }, { $set: to });
      return outcome.matchedCount === 1;
    },

    async erase(courseId: string, personId: string): Promise<number> {
      return (await rows.deleteMany({ courseId, personId })).deletedCount;
    },
  };
}

/** What is kept of it from page to page. */
export const keptApplying: KeptParts<ApplyingStore> = {
  settings: 'kept',
  saveSettings: 'writes',
  all: { rows: ({ personId }) => personId },
  send: { wrote: (_done, _courseId, personId) => [personId] },
  invite: { wrote: (done, _courseId, personId) => (done ? [personId] : []) },
  turn: { wrote: (done, _courseId, { personId }) => (done ? [personId] : []) },
  erase: { wrote: (_done, _courseId, personId) => [personId] },
};

function applicationModel(connection: Connection) {
  const text = { type: String, required: true } as const;
  const schema = new Schema<ApplicationRow>(
    {
      ...{ _id: String, courseId: text, personId: text, state: text, byId: String, words: String },
      ...{ answers: { type: Schema.Types.Mixed, required: true }, at: { type: Date, required: true } },
    },
    { versionKey: false, collection: 'mentorapplications' },
  );
  schema.index({ courseId: 1, personId: 1 }, { unique: true });
  return connection.model<ApplicationRow>('MentorApplication', schema);
}

function applyingModel(connection: Connection) {
  const schema = new Schema<ApplyingRow>(
    { _id: String, open: Boolean, criteria: String, questions: { type: [String], default: undefined } },
    { versionKey: false, collection: 'mentorapplying' },
  );
  return connection.model<ApplyingRow>('MentorApplying', schema);
}

function applicationOf({ personId, state, answers, at, byId, words }: ApplicationRow): Application {
  return { personId, state, answers, at, ...(byId !== undefined && { byId }), ...(words !== undefined && { words }) };
}
