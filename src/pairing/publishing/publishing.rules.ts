/** What a pair carries from one published draft to the next. */
import type { DraftPair } from '../words/draft.js';
import { plainPair } from '../drafts/making.rules.js';

export interface Publishing {
  now: Date;
  /** Names the invitation of a pair that is new; undefined: it runs at once. */
  invite: (() => string) | undefined;
}

/** Pairs that were published before, or are what is left of one, keep their beginning and their invitation. */
export function publishedPairs(
  pairs: readonly DraftPair[],
  before: readonly DraftPair[],
  { now, invite }: Publishing,
): DraftPair[] {
  const known = new Map(before.map((pair) => [pair.pairId, pair]));
  return pairs.map((pair) => {
    const earlier = known.get(pair.pairId) ?? (pair.since && pair);
    const { invitationId, since } = earlier ?? { invitationId: invite?.(), since: now };
    return { ...plainPair(pair), ...(invitationId !== undefined && { invitationId }), ...(since && { since }) };
  });
}

/** Invitations that have to be there before these pairs are published. */
export function newInvitations(
  pairs: readonly DraftPair[],
  before: readonly DraftPair[],
  about: { publicationId: string; invitedAt: Date; dueAt: Date },
) {
  const known = new Set(before.flatMap(({ invitationId }) => invitationId ?? []));
  return pairs.flatMap(({ invitationId, members }) =>
    invitationId === undefined || known.has(invitationId)
      ? []
      : [{ invitationId, memberIds: members, ...about, answers: {} }],
  );
}
