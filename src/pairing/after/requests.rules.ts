/** Requests for another partner: whom they are about, who would move, and when they are fulfilled. */
import type { Draft, DraftPair } from '../words/draft.js';
import { membersIn } from '../words/keys.rules.js';

/** A learner asks for another partner. Only coordinators read it; the partner never learns of it. */
export interface ChangeRequest {
  personId: string;
  pairId: string;
  reason?: string;
  at: Date;
}

type About = Pick<ChangeRequest, 'personId' | 'pairId'>;

/** The pair that was meant, or what is left of it. */
export function isAbout({ personId, pairId }: About, members: readonly string[]): boolean {
  const meant = membersIn(pairId);
  return members.length > 1 && members.includes(personId) && members.every((member) => meant.includes(member));
}

/** A mentor keeps the others they mentor: whoever asks, the mentee gets another mentor. */
export function moverOf(form: Draft['form'], members: readonly string[], personId: string): string {
  return form === 'mentoring' ? (members[1] ?? personId) : personId;
}

/** What is settled when somebody moves and these pairs end: of two, the wishes of both; of more, theirs alone. */
export function fulfilled<Request extends About>(
  requests: readonly Request[],
  personId: string,
  ended: readonly Pick<DraftPair, 'members'>[],
): Request[] {
  return requests.filter((request) =>
    ended.some(({ members }) => isAbout(request, members) && (members.length === 2 || request.personId === personId)),
  );
}

/** Asked on its own page and by another answer too, it is still one request. */
export function together(asked: readonly ChangeRequest[], others: readonly ChangeRequest[]): ChangeRequest[] {
  const keyOf = ({ personId, pairId }: About) => `${personId} ${pairId}`;
  const words = new Map(others.map((one) => [keyOf(one), one.reason]));
  const known = new Set(asked.map(keyOf));
  const own = asked.map((one) => {
    const reason = one.reason ?? words.get(keyOf(one));
    return { ...one, ...(reason !== undefined && { reason }) };
  });
  const all = [...own, ...others.filter((one) => !known.has(keyOf(one)))];
  return all.sort((one, other) => one.at.getTime() - other.at.getTime());
}
