/** What runs in a course, for those who follow it. */
import type { RoundsStore } from '../drafts/rounds.store.js';
import { isDrawn } from '../drafts/making.rules.js';
import type { Working } from '../drafts/working.service.js';
import type { Draft, DraftPair, Pairings } from '../words/draft.js';
import { acceptedIn } from './invitations.rules.js';
import type { InvitationsStore } from './invitations.store.js';

export interface PublicationsParts {
  rounds: Pick<RoundsStore, 'round' | 'isMaterialised' | 'moves' | 'markMaterialised' | 'dueForMaterialising'>;
  invitations: Pick<InvitationsStore, 'all'>;
  working: Pick<Working, 'draftOf'>;
}

export function publicationsOf({ rounds, invitations, working }: PublicationsParts) {
  const { draftOf } = working;

  /** All but those whose invitation somebody has not accepted. */
  async function runningPairs(courseId: string, { pairs }: Draft): Promise<DraftPair[]> {
    if (pairs.every(({ invitationId }) => invitationId === undefined)) return pairs;
    const accepted = acceptedIn(await invitations.all(courseId));
    return pairs.filter(({ invitationId }) => invitationId === undefined || accepted.has(invitationId));
  }

  return {
    round: (courseId) => rounds.round(courseId),
    isMaterialised: (courseId, draftId) => rounds.isMaterialised(courseId, draftId),
    moves: (courseId) => rounds.moves(courseId),
    markMaterialised: (courseId, moves) => rounds.markMaterialised(courseId, moves),
    dueForMaterialising: () => rounds.dueForMaterialising(),

    async published(courseId) {
      const round = await rounds.round(courseId);
      const draft = await draftOf(courseId, round?.publishedDraftId);
      if (!round?.publishedAt || !draft) return undefined;
      const { draftId, form } = draft;
      const pairs = await runningPairs(courseId, draft);
      return { roundId: round.roundId, draftId, form, publishedAt: round.publishedAt, pairs };
    },

    async waitingDraft(courseId) {
      const round = await rounds.round(courseId);
      const draft = await draftOf(courseId, round?.draftId);
      return draft && isDrawn(draft) ? { pairs: draft.pairs.length, madeAt: draft.madeAt } : undefined;
    },
  } satisfies Omit<Pairings, 'inCommon' | 'isChoosing'>;
}
