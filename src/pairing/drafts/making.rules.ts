/** Rules of the life of a draft and its publication. */
import { after, hour, minute } from '../../shared/clock.js';
import type { Draft, DraftPair, DraftState, Round } from '../words/draft.js';

/** A thread that has not answered by then has died with its process. */
const longestMaking = 10 * minute;
const undoFor = 24 * hour;

/** Of the draft that is worked on. */
export function stateAt(draft: Pick<Draft, 'state' | 'madeAt'>, now: Date): DraftState {
  if (isDrawn(draft)) return 'ready';
  const isLate = draft.state === 'making' && after(draft.madeAt, longestMaking) <= now;
  return isLate ? 'failed' : draft.state;
}

/** A closed draft that is still worked on is one whose publication broke off. */
export function isDrawn({ state }: Pick<Draft, 'state'>): boolean {
  return state === 'ready' || state === 'closed';
}

/** @param publishedAt until when this publication can be taken back */
export function undoEnd(publishedAt: Date): Date {
  return after(publishedAt, undoFor);
}

/** Until when the publication can be taken back; undefined when it cannot any more, or there is none. */
export function undoUntil(round: Round | undefined, now: Date): Date | undefined {
  if (round?.publishedDraftId === undefined || round.undoUntil === undefined) return undefined;
  return round.undoUntil > now ? round.undoUntil : undefined;
}

/** As it is kept because it is published: whoever locked it in the draft of then decides nothing now. */
export function keptAsPublished(pair: DraftPair): DraftPair {
  const kept = { ...pair };
  delete kept.lockedBy;
  delete kept.lockedFor;
  return kept;
}

/** As it stands in a draft that was never published. */
export function plainPair(pair: DraftPair): DraftPair {
  const plain = { ...pair };
  delete plain.invitationId;
  delete plain.since;
  return plain;
}
