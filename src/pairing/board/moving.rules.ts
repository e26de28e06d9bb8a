/** Who moves in a swap, and whom its page names. */
import type { Draft, DraftPair } from '../words/draft.js';
import type { SwapOffer } from './edits.rules.js';
import type { Standing } from './placing.rules.js';

/** What a question about a draft takes along. */
export function standingIn({ pairs, unpaired }: Draft): Standing {
  return { pairs, unpaired };
}

export function peopleOfOffer(offer: SwapOffer | undefined): string[] {
  return (offer?.choices ?? []).flatMap(({ personId, other, leavesId }) => [
    personId,
    ...(other?.members ?? []),
    ...(leavesId === undefined ? [] : [leavesId]),
  ]);
}

/**
 * The mentee keeps their place; of two peers whoever was asked for, else the first. Of more than two somebody must be
 * named who goes: undefined without.
 */
export function whoMoves(
  { form }: Draft,
  { members }: DraftPair,
  wanted: { staysId: string | undefined; outId: string | undefined },
): { staysId: string; outId: string } | undefined {
  const [one = '', other = ''] = members;
  if (form === 'mentoring') return { staysId: other, outId: one };
  if (members.length > 2) {
    const outId = members.find((member) => member === wanted.outId);
    return outId === undefined ? undefined : { staysId: members.find((member) => member !== outId) ?? '', outId };
  }
  return wanted.staysId === other ? { staysId: other, outId: one } : { staysId: one, outId: other };
}
