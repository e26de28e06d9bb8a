import { Schema, type Connection, type QueryFilter } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { isDuplicateKey, upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import { neverKey } from '../words/keys.rules.js';
import type { Choice, Proposal } from '../words/choices.js';
import type { ChoosingWindow } from './window.rules.js';

interface ChoiceRow extends Choice {
  _id: string;
  courseId: string;
}

interface WindowRow extends ChoosingWindow {
  _id: string;
  courseId: string;
}

interface ProposalRow extends Omit<Proposal, 'proposalId'> {
  _id: string;
  courseId: string;
  /** The same whoever asked: two people have one proposal between them. */
  key: string;
}

export type ChoicesStore = ReturnType<typeof choicesStore>;

/** What learners choose; only coordinators read it as a whole. */
export function choicesStore(connection: Connection) {
  const { choices, proposals, windows } = modelsOn(connection);

  return {
    async choice(courseId: string, personId: string): Promise<Choice> {
      const row = await choices.findOne({ courseId, personId }).lean<ChoiceRow | null>();
      return row ? choiceOf(row) : { personId, listed: false, ranked: [] };
    },

    async choices(courseId: string, personIds?: readonly string[]): Promise<Choice[]> {
      const those = personIds ? { personId: { $in: [...personIds] } } : {};
      const rows = await choices.find({ courseId, ...those }).lean<ChoiceRow[]>();
      return rows.map(choiceOf);
    },

    async saveChoice(courseId: string, { personId, listed, ranked }: Choice): Promise<void> {
      const write = { $set: { listed, ranked: [...ranked] }, $setOnInsert: { _id: newId() } };
      await upserting(() => choices.updateOne({ courseId, personId }, write, { upsert: true }).exec());
    },

    /** @param keys of {@link neverKey} */
    async proposals(courseId: string, keys?: readonly string[]): Promise<Proposal[]> {
      const those = keys ? { key: { $in: [...keys] } } : {};
      const rows = await proposals.find({ courseId, ...those }).lean<ProposalRow[]>();
      return rows.map(proposalOf);
    },

    /** Those in which this person is. */
    async proposalsOf(courseId: string, personId: string): Promise<Proposal[]> {
      const own = { $or: [{ fromId: personId }, { toId: personId }] };
      const rows = await proposals
        .find({ courseId, ...own })
        .sort({ at: 1, _id: 1 })
        .lean<ProposalRow[]>();
      return rows.map(proposalOf);
    },

    /** False when there is already one between these two that is not declined, or one that the other declined. */
    async propose(courseId: string, { fromId, toId }: Pick<Proposal, 'fromId' | 'toId'>, now: Date): Promise<boolean> {
      const said = { fromId, toId, state: 'open', at: now } as const;
      try {
        // Whoever declined may ask in turn; whoever was declined does not ask the same person again.
        const outcome = await proposals.updateOne(
          { courseId, key: neverKey(fromId, toId), state: 'declined', toId: fromId },
          { $set: said, $setOnInsert: { _id: newId() } },
          { upsert: true },
        );
        return outcome.upsertedCount + outcome.modifiedCount === 1;
      } catch (problem) {
        if (isDuplicateKey(problem)) return false;
        throw problem;
      }
    },

    /** Only who was asked answers, and only once; undefined when it is not open any more. */
    async answer(
      courseId: string,
      { proposalId, toId, state }: Pick<Proposal, 'proposalId' | 'toId'> & { state: 'agreed' | 'declined' },
      now: Date,
    ): Promise<Proposal | undefined> {
      const open = { _id: proposalId, courseId, toId, state: 'open' } as const;
      const write = { $set: { state, at: now } };
      const row = await proposals.findOneAndUpdate(open, write, { returnDocument: 'after' }).lean<ProposalRow | null>();
      return row ? proposalOf(row) : undefined;
    },

    /** Either of the two takes back what is agreed; what is open only who asked. Undefined: there was none of these. */
    async takeBack(courseId: string, proposalId: string, personId: string): Promise<Proposal | undefined> {
      const mine = {
        ...{ _id: proposalId, courseId },
        $or: [
          { fromId: personId, state: { $in: ['open', 'agreed'] } },
          { toId: personId, state: 'agreed' },
        ],
      } satisfies QueryFilter<ProposalRow>;
      const row = await proposals.findOneAndDelete(mine).lean<ProposalRow | null>();
      return row ? proposalOf(row) : undefined;
    },

    async window(courseId: string): Promise<ChoosingWindow | undefined> {
      const row = await windows.findOne({ courseId }).lean<WindowRow | null>();
      return row ? { openedAt: row.openedAt, until: row.until } : undefined;
    },

    async openWindow(courseId: string, window: ChoosingWindow): Promise<void> {
      const write = { $set: window, $setOnInsert: { _id: newId() } };
      await upserting(() => windows.updateOne({ courseId }, write, { upsert: true }).exec());
    },
  };
}

/** What is kept of it from page to page. */
export const keptChoices: KeptParts<ChoicesStore> = {
  choice: 'kept',
  choices: { rows: ({ personId }) => personId },
  proposals: { rows: keyOf },
  proposalsOf: 'kept',
  window: 'kept',
  saveChoice: { wrote: (_done, _courseId, { personId }) => [personId] },
  propose: { wrote: (isDone, _courseId, between) => (isDone ? [keyOf(between)] : []) },
  answer: { wrote: (answered) => (answered ? [keyOf(answered)] : []) },
  takeBack: { wrote: (gone) => (gone ? [keyOf(gone)] : []) },
  openWindow: 'writes',
};

function keyOf({ fromId, toId }: Pick<Proposal, 'fromId' | 'toId'>): string {
  return neverKey(fromId, toId);
}

function modelsOn(connection: Connection) {
  const text = { type: String, required: true } as const;
  const choiceSchema = new Schema<ChoiceRow>(
    {
      ...{ _id: String, courseId: text, personId: text, listed: { type: Boolean, required: true } },
      ranked: { type: [String], required: true },
    },
    { versionKey: false },
  );
  choiceSchema.index({ courseId: 1, personId: 1 }, { unique: true });
  const proposalSchema = new Schema<ProposalRow>(
    {
      ...{ _id: String, courseId: text, key: text, fromId: text, toId: text, state: text },
      at: { type: Date, required: true },
    },
    { versionKey: false },
  );
  proposalSchema.index({ courseId: 1, key: 1 }, { unique: true });
  const time = { type: Date, required: true } as const;
  const windowSchema = new Schema<WindowRow>(
    { _id: String, courseId: { ...text, unique: true }, openedAt: time, until: time },
    { versionKey: false },
  );
  return {
    windows: connection.model<WindowRow>('ChoosingWindow', windowSchema),
    choices: connection.model<ChoiceRow>('Choice', choiceSchema),
    proposals: connection.model<ProposalRow>('Proposal', proposalSchema),
  };
}

function choiceOf({ personId, listed, ranked }: ChoiceRow): Choice {
  return { personId, listed, ranked };
}

function proposalOf({ _id, fromId, toId, state, at }: ProposalRow): Proposal {
  return { proposalId: _id, fromId, toId, state, at };
}
