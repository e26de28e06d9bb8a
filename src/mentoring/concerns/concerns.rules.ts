/** Who reads a concern, by when an answer is owed, and what bounds one person's concerns. */
import { after, day, hour, minute } from '../../shared/clock.js';
import { readsAs } from '../../shared/seen.js';
import type { ConcernFacts, ConcernWords, Contact, HelpPage, Topic, Urgency } from './concern.js';

export const longestWords = 10_000;
export const longestLine = 200;
export const mostTopics = 12;
export const mostContacts = 30;
export const mostEntries = 50;
/** Of one person in a day and a course. */
export const mostADay = 10;
/** After a look the words stay open for their reader so long; then a new look is noted. */
export const lookLasts = 30 * minute;

export const answerTargets = [4, 24, 48, 7 * 24] as const;
export const keptMonthsChoices = [3, 12, 24, 60] as const;

const urgencyHours: Readonly<Record<Urgency, number>> = { today: 8, days: 48, whenever: Infinity };

/** The earlier of what the contact promises and what the writer needs; hours by the clock, nights included. */
export function answerBy(contacts: readonly Pick<Contact, 'answersWithinHours'>[], urgency: Urgency, now: Date): Date {
  const promised = Math.min(...contacts.map(({ answersWithinHours }) => answersWithinHours));
  return after(now, Math.min(promised, urgencyHours[urgency]) * hour);
}

/** A contact who can read: of the staff and in the course now. */
export type Reader = Contact & { personId: string };

/**
 * Those named for the topic; where none of them may read it, the next contact of any topic. Never the writer, and nobody it
 * is kept from. Empty: nobody is left, and nothing can be taken.
 */
export function readersOf(
  { contacts }: Pick<HelpPage, 'contacts'>,
  topicId: string,
  { hereIds, keptFromIds }: { hereIds: ReadonlySet<string>; keptFromIds: readonly string[] },
): Reader[] {
  const able = contacts.filter(
    (one): one is Reader =>
      one.personId !== undefined && hereIds.has(one.personId) && !keptFromIds.includes(one.personId),
  );
  const named = able.filter(({ topicIds }) => topicIds.includes(topicId));
  return named.length > 0 ? named : able.slice(0, 1);
}

/**
 * Whether this person reads it: those it was given to; when none of them is in the course any more, whoever is named for its
 * topic now.
 */
export function mayRead(
  concern: Pick<ConcernFacts, 'readerIds' | 'topicId'> & Pick<ConcernWords, 'authorId' | 'keptFromIds'>,
  personId: string,
  { page, hereIds }: { page: Pick<HelpPage, 'contacts'>; hereIds: ReadonlySet<string> },
): boolean {
  return readerIdsNow(concern, { page, hereIds }).includes(personId);
}

export function readerIdsNow(
  concern: Pick<ConcernFacts, 'readerIds' | 'topicId'> & Pick<ConcernWords, 'authorId' | 'keptFromIds'>,
  { page, hereIds }: { page: Pick<HelpPage, 'contacts'>; hereIds: ReadonlySet<string> },
): string[] {
  const stayed = concern.readerIds.filter((id) => hereIds.has(id));
  if (stayed.length > 0) return stayed;
  const keptFromIds = [...concern.keptFromIds, concern.authorId];
  return readersOf(page, concern.topicId, { hereIds, keptFromIds }).map(({ personId }) => personId);
}

/** Whether the last look of this reader still counts, so that the words are shown. */
export function hasOpened({ looks }: Pick<ConcernFacts, 'looks'>, personId: string, now: Date): boolean {
  return looks.some((look) => look.personId === personId && now < after(look.at, lookLasts));
}

/** Until somebody has read it. */
export function mayTakeBack({ looks, closedAt }: Pick<ConcernFacts, 'looks' | 'closedAt'>): boolean {
  return looks.length === 0 && closedAt === undefined;
}

/** How many of them were sent in the last day. */
export function sentWithin(concerns: readonly Pick<ConcernFacts, 'sentAt'>[], now: Date): number {
  return concerns.filter(({ sentAt }) => now < after(sentAt, day)).length;
}

/** What a closed concern waits for before it is deleted. */
export function forgottenBefore(keptMonths: number, now: Date): Date {
  return after(now, -keptMonths * 30 * day);
}

/**
 * Topics from lines as a teacher types them: a name that stays keeps its id, and a line whose name alone changed keeps the
 * id of its place.
 */
export function topicsFrom(names: readonly string[], former: readonly Topic[], newId: () => string): Topic[] {
  const lines = names.filter((name, place) => names.findIndex((one) => readsAs(one) === readsAs(name)) === place);
  const same = lines.map((name) => former.find((topic) => readsAs(topic.name) === readsAs(name))?.topicId);
  const taken = new Set(same);
  return lines.map((name, place) => {
    const placed = lines.length === former.length ? former[place]?.topicId : undefined;
    const topicId = same[place] ?? (placed !== undefined && !taken.has(placed) ? placed : newId());
    return { topicId, name };
  });
}
