import type { Activity } from '../../course/activities/activity.js';
import { after, day } from '../../shared/clock.js';
import type { Visit } from '../../web/visit.js';
import { partnersOf, type Mentorship } from '../mentorships/mentorship.js';
import type { Span } from '../pause/pause.js';
import { isQuiet } from '../pause/pause.rules.js';
import type { Person } from '../../course/roster/person.js';
import type { AskedAs, Checkin, FormName, Heard, SentAnswer } from './checkin.js';
import { heardOf } from './help.rules.js';
import { isLate, isOpen, type Planned } from './plan.rules.js';
import { partOf, readBy } from './questions.rules.js';

/** Of 75 %: the share at which a programme runs well. */
export const wantedShare = 0.75;

export function formFor(running: readonly Mentorship[], personId: string): AskedAs {
  const mentored = running.filter(({ mentorIds }) => mentorIds.includes(personId)).length;
  if (mentored === 0) return 'learner';
  return mentored === running.length ? 'mentor' : 'both';
}

/** Whom somebody's answers of each part are for: of who is asked as both, mentors and peers read one and mentees the other. */
export function readersAs<One extends Pick<Person, 'personId'>>(
  running: readonly Mentorship[],
  personId: string,
  partners: readonly One[],
): Record<FormName, readonly One[]> {
  if (formFor(running, personId) !== 'both') return { learner: partners, mentor: partners };
  const mine = running.filter(({ mentorIds }) => mentorIds.includes(personId));
  const mentees = new Set(mine.flatMap((mentorship) => partnersOf(mentorship, personId)));
  const others = running.filter((mentorship) => !mine.includes(mentorship));
  const helpers = new Set(others.flatMap((mentorship) => partnersOf(mentorship, personId)));
  return {
    learner: partners.filter((one) => helpers.has(one.personId)),
    mentor: partners.filter((one) => mentees.has(one.personId)),
  };
}

/** A teacher reads what its writer let teachers read, and all that others may read where help of the teacher is asked. */
export function answersForTeacher({ answers = [], help }: Checkin): SentAnswer[] {
  return readBy(answers, 'teacher', help === 'teacher');
}

/** What one partner reads of another's. */
export interface SentTo {
  answers: readonly SentAnswer[];
  sentAt: Date;
  /** The reader is one of those whose help is asked. */
  asksHelp: boolean;
}

/**
 * What a partner sent while the two were together, in this mentorship or an earlier one; what came before or in between is
 * not theirs to read.
 */
export function sentTo(ever: readonly Mentorship[], readerId: string, checkin: Checkin): SentTo | undefined {
  const { personId, answers = [], help, sentAt: first, changedAt } = checkin;
  const sentAt = changedAt ?? first;
  const shared = togetherAt(ever, [readerId, personId], sentAt);
  if (!sentAt || shared.length === 0) return undefined;
  const parts = new Set(shared.map(({ mentorIds }) => (mentorIds.includes(personId) ? 'mentor' : 'learner')));
  const isFor = (part: FormName) => checkin.form !== 'both' || parts.has(part);
  const read = readBy(answers, 'partner').filter(({ key }) => isFor(partOf(key, checkin.form)));
  const asksHelp = help === 'partner' && isFor('learner');
  return read.length === 0 && !asksHelp ? undefined : { answers: read, sentAt, asksHelp };
}

function togetherAt(
  ever: readonly Mentorship[],
  [one, other]: readonly [string, string],
  at: Date | undefined,
): Mentorship[] {
  if (!at) return [];
  const shared = ever.filter((mentorship) => partnersOf(mentorship, one).includes(other));
  return shared.filter(({ startedAt, endedAt }) => startedAt <= at && !(endedAt && endedAt < at));
}

/** Weekly is the pace of most programmes. */
const pace = 7 * day;

/** A check-in that somebody has not sent. */
export interface Unsent {
  activity: Activity;
  planned?: Planned;
  dueAt?: Date;
}

/**
 * The one to offer: with a date from a week before it on, the earliest due first; without one, in the order of the course,
 * a week after the pair began and after the last one that was sent.
 */
export function offered(unsent: readonly Unsent[], last: Date, now: Date): Unsent | undefined {
  const dueTimes = unsent.filter(({ dueAt }) => dueAt !== undefined && after(dueAt, -pace) <= now);
  const [dated] = dueTimes.sort((one, other) => Number(one.dueAt) - Number(other.dueAt));
  return dated ?? (after(last, pace) <= now ? unsent.find(({ dueAt }) => dueAt === undefined) : undefined);
}

/** Whether Moodle has to be asked to let somebody in: it may hide the activity, and only its own page knows. */
export function isElsewhere({ activityId, service }: Activity, visit: Pick<Visit, 'activityId' | 'preview'>): boolean {
  return service.pageUrl !== undefined && visit.activityId !== activityId && !visit.preview;
}

/** Replies to it that its writer has not read. */
export function unreadReplies({ replies = {}, repliesSeenAt }: Checkin): string[] {
  return Object.entries(replies)
    .filter(([, { at }]) => repliesSeenAt === undefined || at > repliesSeenAt)
    .map(([personId]) => personId);
}

/** A partner's that waits for a word of the reader, the longest waiting first; older ones are let be. */
export function toAnswer(
  theirs: readonly Checkin[],
  ever: readonly Mentorship[],
  { readerId, now }: { readerId: string; now: Date },
): { checkin: Checkin; asksHelp: boolean }[] {
  const newest = new Map<string, Checkin>();
  for (const one of [...theirs].sort((first, second) => Number(first.sentAt) - Number(second.sentAt))) {
    newest.set(one.personId, one);
  }
  return [...newest.values()].flatMap((checkin) => {
    const sent = sentTo(ever, readerId, checkin);
    const waits = sent && after(sent.sentAt, 2 * pace) > now && checkin.replies?.[readerId] === undefined;
    return waits ? [{ checkin, asksHelp: sent.asksHelp }] : [];
  });
}

/**
 * - `sent`, `sent-late`: done
 * - `waiting`: still in time
 * - `missing`: due and not sent
 * - `paused`: not sent, and due while the person or all their partners take a break
 */
export type CheckinState = 'sent' | 'sent-late' | 'waiting' | 'missing' | 'paused';

/** One learner as the coordinator sees them; `answers` are those that a teacher may read. */
export interface CheckinRow {
  person: Person;
  state: CheckinState;
  sentAt?: Date;
  answers?: readonly SentAnswer[];
  /** As which they answered. */
  form?: AskedAs;
  /** Help of the teacher was asked. */
  asks: boolean;
  /** Where somebody dealt with the call. */
  heard?: Heard;
}

/** Whether nothing is expected of somebody when it is due; without a due date it waits for them. */
export function isExcused({ dueAt }: Pick<Planned, 'dueAt'>, quiet: readonly Span[] | undefined): boolean {
  return dueAt !== undefined && isQuiet(quiet, dueAt);
}

/** What rows are judged by. */
export interface Judged {
  planned: Pick<Planned, 'dueAt'>;
  now: Date;
  /** By person: when nothing is expected of them. */
  quiet?: ReadonlyMap<string, readonly Span[]>;
}

/** Calls for help first and oldest first, then who has not sent, then the others, by name as the roster sorts them. */
export function checkinRows(learners: readonly Person[], checkins: readonly Checkin[], judged: Judged): CheckinRow[] {
  const byPerson = new Map(checkins.map((checkin) => [checkin.personId, checkin]));
  const rows = learners.map((person) => rowOf(person, byPerson.get(person.personId), judged));
  return rows.sort((one, other) => urgency(one) - urgency(other) || heardFirst(one, other));
}

function rowOf(person: Person, checkin: Checkin | undefined, { planned, now, quiet }: Judged): CheckinRow {
  if (checkin?.sentAt) return sentRow(person, { ...checkin, sentAt: checkin.sentAt }, planned);
  if (isExcused(planned, quiet?.get(person.personId))) return { person, state: 'paused', asks: false };
  return { person, state: isOpen(planned, now) ? 'waiting' : 'missing', asks: false };
}

function sentRow(person: Person, checkin: Checkin & { sentAt: Date }, planned: Judged['planned']): CheckinRow {
  const [answers, asks] = [answersForTeacher(checkin), checkin.help === 'teacher'];
  const state = isLate(checkin.sentAt, planned) ? 'sent-late' : 'sent';
  const heard = asks ? heardOf(checkin) : undefined;
  const read = asks || answers.length > 0;
  const { form = 'learner', sentAt } = checkin;
  return { person, state, asks, sentAt, ...(read && { answers, form }), ...(heard && { heard }) };
}

function urgency(row: CheckinRow): number {
  if (row.asks) return 0;
  return row.sentAt === undefined && row.state !== 'paused' ? 1 : 2;
}

function heardFirst(one: CheckinRow, other: CheckinRow): number {
  return one.asks && other.asks ? (one.sentAt?.getTime() ?? 0) - (other.sentAt?.getTime() ?? 0) : 0;
}
