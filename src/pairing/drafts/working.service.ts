/** The draft that is being worked on, found as somebody saw it. */
import { Conflict } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Seen } from '../words/doer.js';
import type { Draft } from '../words/draft.js';
import type { DraftsStore } from './drafts.store.js';
import { isDrawn, plainPair } from './making.rules.js';
import type { RoundsStore } from './rounds.store.js';

export interface WorkingParts {
  rounds: Pick<RoundsStore, 'round' | 'workOn'>;
  drafts: Pick<DraftsStore, 'draft' | 'addDraft' | 'removeDraft'>;
}

export type Working = ReturnType<typeof workingOf>;

export function workingOf({ rounds, drafts }: WorkingParts) {
  async function draftOf(courseId: string, draftId: string | undefined): Promise<Draft | undefined> {
    return draftId === undefined ? undefined : drafts.draft(courseId, draftId);
  }

  async function seenDraft(courseId: string, seen: Seen): Promise<Draft> {
    const round = await rounds.round(courseId);
    const draft = round?.draftId === seen.draftId ? await drafts.draft(courseId, seen.draftId) : undefined;
    if (draft?.revision !== seen.revision) throw new Conflict('draft_changed');
    return draft;
  }

  /** A publication that is still under way elsewhere is refused from then on. */
  async function reopened(closed: Draft): Promise<Draft> {
    const { courseId, draftId } = closed;
    const copy: Draft = { ...closed, draftId: newId(), state: 'ready', pairs: closed.pairs.map(plainPair) };
    delete copy.invites;
    await drafts.addDraft(courseId, copy);
    const isWorkedOn = await rounds.workOn(courseId, draftId, copy.draftId);
    await drafts.removeDraft(courseId, isWorkedOn ? draftId : copy.draftId);
    if (!isWorkedOn) throw new Conflict('draft_changed');
    return copy;
  }

  return {
    draftOf,
    reopened,

    /** The draft being worked on, exactly as it was seen; otherwise somebody was faster. */
    seenDraft,

    /** The same, open to edits: where its publication broke off, a copy of it. */
    async openDraft(courseId: string, seen: Seen): Promise<Draft> {
      const draft = await seenDraft(courseId, seen);
      return draft.state === 'closed' ? reopened(draft) : draft;
    },

    /** What a teacher looks at now: the draft being worked on, else what is published. */
    async currentDraft(courseId: string): Promise<Draft | undefined> {
      const round = await rounds.round(courseId);
      const working = await draftOf(courseId, round?.draftId);
      return working && isDrawn(working) ? working : draftOf(courseId, round?.publishedDraftId);
    },
  };
}
