/**
 * Nothing is done without being noted: what was done is written with the act itself, in the same document, and carried
 * into the history from there. A process that dies between the two leaves it for the next act or reader to carry.
 */
import { newId } from '../../shared/ids.js';
import type { Happened, HistoryEntry } from '../words/history.js';
import type { HistoryStore } from './history.store.js';

/** Rows that keep what was done to them until the history has it. */
interface Untold {
  untold(courseId: string): Promise<HistoryEntry[]>;
  toldOf(courseId: string, entryIds: readonly string[]): Promise<void>;
}

export interface AuditParts {
  rounds: Untold;
  drafts: Untold;
  invitations: Untold;
  history: Pick<HistoryStore, 'keep'>;
}

/** Brings into a course's history what was done and is not in it yet. */
export type Carry = (courseId: string) => Promise<void>;

export function deedOf(courseId: string, happened: Happened): HistoryEntry {
  return { entryId: newId(), courseId, ...happened };
}

export function auditOf({ rounds, drafts, invitations, history }: AuditParts): { carry: Carry } {
  return {
    async carry(courseId) {
      const [deeds, edits, answers] = await Promise.all([
        rounds.untold(courseId),
        drafts.untold(courseId),
        invitations.untold(courseId),
      ]);
      const all = [...deeds, ...edits, ...answers];
      if (all.length === 0) return;
      await history.keep(courseId, all);
      const told = all.map(({ entryId }) => entryId);
      if (deeds.length > 0) await rounds.toldOf(courseId, told);
      if (edits.length > 0) await drafts.toldOf(courseId, told);
      if (answers.length > 0) await invitations.toldOf(courseId, told);
    },
  };
}
