/** Help that was asked of a partner: theirs first, and the coordinator's when nothing was heard. */
import { after, day } from '../../shared/clock.js';
import type { Checkin } from './checkin.js';
import { askedAt } from './help.rules.js';

export const partnerAnswersIn = 3 * day;
/** Older ones are let be. */
const letBe = 28 * day;

export interface PartnerCall extends Pick<Checkin, 'activityId' | 'occurrence' | 'personId'> {
  askedAt: Date;
  /** From then on it is the coordinator's. */
  dueAt: Date;
}

/** Those that no partner answered in time; only of forms that said so before. The longest waiting first. */
export function unansweredCalls(asking: readonly Checkin[], now: Date): PartnerCall[] {
  const found = asking.flatMap((checkin): PartnerCall[] => {
    const { activityId, occurrence, personId, replies = {}, heard = [] } = checkin;
    const at = askedAt(checkin);
    if (!at || !checkin.escalates || at < after(now, -letBe)) return [];
    const isAnswered = Object.values(replies).some((reply) => reply.at >= at);
    const isHeard = heard.some((one) => one.askedAt.getTime() === at.getTime());
    const dueAt = after(at, partnerAnswersIn);
    return isAnswered || isHeard || dueAt > now ? [] : [{ activityId, occurrence, personId, askedAt: at, dueAt }];
  });
  return found.sort((one, other) => one.askedAt.getTime() - other.askedAt.getTime());
}

export interface LowMood {
  personId: string;
  /** The last two, both very hard; the later one last. */
  sent: readonly [Checkin, Checkin];
}

/** Long ago it says nothing of how somebody is now. */
const moodLasts = 14 * day;

/**
 * Whoever wrote "very hard" the last two times they sent one. Nobody is told who could not read both: the form said who
 * would, before it was answered.
 */
export function lowMoods(sent: readonly Checkin[], now: Date): LowMood[] {
  const byPerson = new Map<string, Checkin[]>();
  for (const one of sent) byPerson.set(one.personId, [...(byPerson.get(one.personId) ?? []), one]);
  return [...byPerson].flatMap(([personId, all]) => {
    const [before, last] = all
      .filter(({ sentAt }) => sentAt)
      .sort(bySending)
      .slice(-2);
    if (!before || !last || !isVeryHard(before) || !isVeryHard(last)) return [];
    const at = askedAt(last);
    return !at || after(at, moodLasts) < now ? [] : [{ personId, sent: [before, last] as const }];
  });
}

function isVeryHard({ answers = [] }: Checkin): boolean {
  return answers.some(({ kind, text }) => kind === 'mood' && text === '1');
}

/** Whether somebody of the staff has noted that they know. */
export function isNoted({ sent: [, last] }: LowMood): boolean {
  const at = askedAt(last)?.getTime();
  return (last.heard ?? []).some((one) => one.askedAt.getTime() === at);
}

/** Both answers were theirs to read. */
export function isShown({ sent }: LowMood, to: 'partner' | 'teacher'): boolean {
  const reads = to === 'partner' ? ['partners', 'all'] : ['all'];
  return sent.every(({ answers = [] }) =>
    answers.some(({ kind, text, readers }) => kind === 'mood' && text === '1' && reads.includes(readers)),
  );
}

function bySending(one: Checkin, other: Checkin): number {
  return Number(one.sentAt) - Number(other.sentAt);
}
