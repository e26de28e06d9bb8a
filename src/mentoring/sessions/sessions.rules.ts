/** What came of a session by what each says of it, and how many of those planned count. */
import { createHash } from 'node:crypto';
import { after, day } from '../../shared/clock.js';
import { writingQuestions, type Library } from './agenda.js';
import type { Answer, Book, NextStep, Offer, Series, Session } from './session.js';

/** So long one word is waited for, before the other one's stands alone. */
export const waitFor = 7 * day;
/** An exchange in writing takes so long. */
export const writingTakes = 7 * day;

export type Outcome =
  | { is: 'ahead' | 'running' | 'cancelled' }
  /** Over, and nobody has said anything yet; `unsaid`: nor will be asked any more. */
  | { is: 'open' | 'unsaid' }
  /** Some have said something, others not yet. */
  | { is: 'waiting' }
  | { is: 'held'; byOne: boolean; missedBy: readonly string[] }
  | { is: 'missed'; byOne: boolean; missedBy: readonly string[] }
  /** They do not agree: `again` while both are asked once more, `apart` when that did not help. */
  | { is: 'again'; until: Date }
  | { is: 'apart' };

export function outcomeOf(session: Session, memberIds: readonly string[], now: Date): Outcome {
  if (session.cancelled) return { is: 'cancelled' };
  if (session.way === 'writing') return outcomeInWriting(session, memberIds, now);
  if (now < session.startsAt) return { is: 'ahead' };
  const first = agreement(session.answers, memberIds, now);
  if (first.is !== 'apart') {
    if (first.is !== 'open') return first;
    if (now < session.endsAt) return { is: 'running' };
    return { is: after(session.endsAt, waitFor) <= now ? 'unsaid' : 'open' };
  }
  return askedAgain(session, memberIds, now);
}

function outcomeInWriting(session: Session, memberIds: readonly string[], now: Date): Outcome {
  const held = memberIds.every((personId) => hasFinished(session, personId));
  if (held && memberIds.length > 0) return { is: 'held', byOne: false, missedBy: [] };
  if (now < session.endsAt) return { is: 'running' };
  return { is: after(session.endsAt, waitFor) <= now ? 'unsaid' : 'open' };
}

/** Whether a person has answered all questions of an exchange in writing. */
export function hasFinished({ written }: Session, personId: string): boolean {
  return (written[personId] ?? []).length >= writingQuestions;
}

function askedAgain(session: Session, memberIds: readonly string[], now: Date): Outcome {
  const latest = { ...session.answers, ...session.again };
  const second = agreement(latest, memberIds, now);
  if (second.is !== 'apart') return second;
  const saidAt = Object.values(session.answers).map(({ at }) => at.getTime());
  const until = after(new Date(Math.max(...saidAt)), waitFor);
  const bothAgain = Object.keys(session.answers).every((personId) => session.again[personId] !== undefined);
  return bothAgain || until <= now ? { is: 'apart' } : { is: 'again', until };
}

type Agreement = Extract<Outcome, { is: 'held' | 'missed' | 'waiting' }> | { is: 'open' | 'apart' };

function agreement(answers: Session['answers'], memberIds: readonly string[], now: Date): Agreement {
  const said = memberIds.flatMap((personId): [string, Answer][] => {
    const answer = answers[personId];
    return answer ? [[personId, answer]] : [];
  });
  const who = (word: Answer['said']) => said.filter(([, answer]) => answer.said === word).map(([id]) => id);
  const [here, mine, theirs] = [who('happened'), who('mine'), who('theirs')];
  const all = said.length === memberIds.length;
  if (said.length === 0) return { is: 'open' };
  if (contradict({ here, mine, theirs }, all)) return { is: 'apart' };
  if (here.length > 1) return { is: 'held', byOne: false, missedBy: mine };
  const firstAt = Math.min(...said.map(([, { at }]) => at.getTime()));
  const late = after(new Date(firstAt), waitFor) <= now;
  if (!all && !late) return { is: 'waiting' };
  if (here.length === 1) return { is: 'held', byOne: true, missedBy: mine };
  const missedBy = theirs.length === 0 ? mine : memberIds.filter((one) => !theirs.includes(one));
  return { is: 'missed', byOne: !all, missedBy };
}

/** "We met" beside "you missed it"; two who each say that the others missed it; one who met nobody else that was there. */
function contradict(
  { here, mine, theirs }: Readonly<Record<'here' | 'mine' | 'theirs', readonly string[]>>,
  all: boolean,
): boolean {
  if (theirs.length > 1 || (theirs.length > 0 && here.length > 0)) return true;
  return all && here.length === 1 && mine.length > 0;
}

/** Who is asked whether it took place: those who have not said it, and both again where they do not agree. */
export function isAsked(session: Session, outcome: Outcome, personId: string): boolean {
  if (session.way === 'writing') return false;
  if (outcome.is === 'again') return session.again[personId] === undefined;
  return ['running', 'open', 'waiting'].includes(outcome.is) && session.answers[personId] === undefined;
}

/** Whoever said nothing may still say it: what one said for both stands until then. */
export function maySay(session: Session, outcome: Outcome, personId: string): boolean {
  if (isAsked(session, outcome, personId)) return true;
  const late = outcome.is === 'unsaid' || ('byOne' in outcome && outcome.byOne);
  return session.way === 'meeting' && late && session.answers[personId] === undefined;
}

export interface Attendance {
  counted: number;
  planned: number;
}

/** What came of those that are counted as planned. */
export const planned: readonly Outcome['is'][] = ['held', 'missed', 'unsaid'];

/**
 * Counted of those planned that were neither excused nor in a break. What is not settled yet, or said differently by the
 * two, counts neither way.
 *
 * @param quiet whether nothing was expected then
 */
export function attendanceIn(
  { sessions, memberIds }: Pick<Book, 'sessions' | 'memberIds'>,
  personId: string | undefined,
  quiet: (time: Date) => boolean,
  now: Date,
): Attendance {
  const sum = { counted: 0, planned: 0 };
  for (const session of sessions) {
    const outcome = outcomeOf(session, memberIds, now);
    if (quiet(session.startsAt) || !planned.includes(outcome.is)) continue;
    sum.planned += 1;
    if (outcome.is === 'held' && (personId === undefined || !outcome.missedBy.includes(personId))) sum.counted += 1;
  }
  return sum;
}

export function inOrder(sessions: readonly Session[]): Session[] {
  return [...sessions].sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
}

/** Its number among those that were not cancelled, from 1. */
export function numberOf(book: Pick<Book, 'sessions'>, { sessionId, startsAt }: Session): number {
  const before = book.sessions.filter(
    (one) => one.sessionId !== sessionId && !one.cancelled && one.startsAt < startsAt,
  );
  return before.length + 1;
}

/** The first that is not over. */
export function nextOf(book: Pick<Book, 'sessions'>, now: Date): Session | undefined {
  return book.sessions.find(({ cancelled, endsAt, way }) => !cancelled && way === 'meeting' && endsAt > now);
}

/** An offer stands while one of its times is to come. */
export function openOffer({ offer }: Pick<Book, 'offer'>, now: Date): Offer | undefined {
  return offer?.startsAt.some((time) => time > now) ? offer : undefined;
}

export function openSeries({ series }: Pick<Book, 'series'>, now: Date): Series | undefined {
  return series?.starts.some((time) => time > now) ? series : undefined;
}

/** What was agreed at the last session before this moment: the first line of the next agenda. */
export function carriedStep(
  { sessions }: Pick<Book, 'sessions'>,
  before: Date,
): { step: NextStep; from: Date } | undefined {
  const found = sessions.filter(({ startsAt, cancelled, next }) => next && !cancelled && startsAt < before).at(-1);
  return found?.next && { step: found.next, from: found.startsAt };
}

/** Exchanges in writing that are not finished, and not forgotten. */
export function writingNow({ sessions, memberIds }: Book, now: Date): Session | undefined {
  return sessions.find(
    (session) => session.way === 'writing' && ['running', 'open'].includes(outcomeOf(session, memberIds, now).is),
  );
}

/** What a session begins with where nobody chooses. */
export function proposedAgenda({ sessions }: Pick<Book, 'sessions'>, { first, usual }: Library): string {
  return sessions.some(({ cancelled }) => !cancelled) ? usual : first;
}

/** The last place where they met, or meant to. */
export function lastLink({ sessions, offer }: Pick<Book, 'sessions' | 'offer'>): string {
  return offer?.link ?? sessions.filter(({ link }) => link !== undefined).at(-1)?.link ?? '';
}

/** Names a text as a page showed it: its revision, and its words. */
export function markOf(text: string, revision: number): string {
  return `${revision}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}

/** Which revision was on the page; undefined: the words are still those that it showed, so they are left as they are. */
export function touchedFrom(mark: string, text: string): number | undefined {
  const revision = Number(mark.split('-')[0]);
  return mark === markOf(text, revision) ? undefined : revision;
}

export function stepWords(step: { text: string; by?: string | undefined } | undefined): string {
  return step ? `${step.text}|${step.by ?? ''}` : '|';
}
