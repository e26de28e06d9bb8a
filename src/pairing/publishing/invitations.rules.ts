import { after, day, hour } from '../../shared/clock.js';
import { neverKey } from '../words/keys.rules.js';
import type { AfterSettings, Invitation, InvitationState } from '../words/invitation.js';

export function answerEnd(now: Date, { invitationHours }: Pick<AfterSettings, 'invitationHours'>): Date {
  return after(now, invitationHours * hour);
}

/** Nothing changes once it is due: whoever answers later is told that it is over. */
export function stateOfInvitation(invitation: Invitation, now: Date): InvitationState {
  const { memberIds, answers, dueAt } = invitation;
  if (memberIds.some((memberId) => answers[memberId]?.answer === 'declined')) return 'declined';
  if (isAccepted(invitation)) return 'accepted';
  return dueAt <= now ? 'expired' : 'waiting';
}

/** Those to which everybody said yes: their time is over no more. */
export function acceptedIn(invitations: readonly Invitation[]): Set<string> {
  const accepted = invitations.filter(isAccepted);
  return new Set(accepted.map(({ invitationId }) => invitationId));
}

function isAccepted({ memberIds, answers }: Invitation): boolean {
  return memberIds.every((memberId) => answers[memberId]?.answer === 'accepted');
}

/** Half the time has gone: once more it is said that an answer is due. */
export function isReminded(invitation: Pick<Invitation, 'invitedAt' | 'dueAt'>, now: Date): boolean {
  return now >= halfTime(invitation);
}

export function halfTime({ invitedAt, dueAt }: Pick<Invitation, 'invitedAt' | 'dueAt'>): Date {
  return new Date((invitedAt.getTime() + dueAt.getTime()) / 2);
}

export function waitingFor({ memberIds, answers }: Pick<Invitation, 'memberIds' | 'answers'>): string[] {
  return memberIds.filter((memberId) => answers[memberId] === undefined);
}

export interface Outcome {
  /** For whom somebody else is looked for now: first for those who said yes. */
  seekIds: string[];
  /** Who is in no pair now and is asked nothing: they said no to all, or did not answer. */
  restIds: string[];
}

/** Of an invitation that came to nothing: whoever said yes, or no only to this partner, is not left waiting. */
export function outcomeOf({ memberIds, answers }: Pick<Invitation, 'memberIds' | 'answers'>): Outcome {
  const saidYes = memberIds.filter((memberId) => answers[memberId]?.answer === 'accepted');
  const toAnother = memberIds.filter((memberId) => {
    const given = answers[memberId];
    return given?.answer === 'declined' && given.wantsAnother === true;
  });
  const seekIds = [...saidYes, ...toAnother];
  return { seekIds, restIds: memberIds.filter((memberId) => !seekIds.includes(memberId)) };
}

/** Two who were invited to each other and came to nothing: they are not offered to each other again. */
export function refusedKeys(over: readonly Pick<Invitation, 'memberIds' | 'answers'>[]): Set<string> {
  const keys = new Set<string>();
  for (const { memberIds, answers } of over) {
    for (const memberId of memberIds.filter((id) => answers[id]?.answer !== 'accepted')) {
      for (const other of memberIds) if (other !== memberId) keys.add(neverKey(memberId, other));
    }
  }
  return keys;
}

/** From when learners of a pair may ask for another partner. */
export function changeFrom(startedAt: Date, { changeAfterWeeks }: Pick<AfterSettings, 'changeAfterWeeks'>): Date {
  return after(startedAt, changeAfterWeeks * 7 * day);
}
