import type { Activity } from '../../course/activities/activity.js';
import { after, day } from '../../shared/clock.js';
import type { Visit } from '../../web/visit.js';
import { partnersOf, type Mentorship } from '../mentorships/mentorship.js';
import type { Span } from '../pause/pause.js';
import { isQuiet } from '../pause/pause.rules.js';
import type { Person } from '../../course/roster/person.js';
import type { Checkin, CheckinAnswers, Heard, Help } from './checkin.js';
import { heardOf } from './help.rules.js';
import type { CheckinSettings } from './checkins.settings.js';

/** Sent is full: a check-in is heard, never marked. Moodle rescales to the activity's own maximum. */
export const fullScore = { given: 100, maximum: 100 } as const;

/** Answers can be sent again while it is open; somebody who is late may still send once. */
export function isOpen({ dueAt }: CheckinSettings, now: Date): boolean {
  return dueAt === undefined || now.getTime() <= dueAt.getTime();
}

export function isLate(sentAt: Date, { dueAt }: CheckinSettings): boolean {
  return dueAt !== undefined && sentAt.getTime() > dueAt.getTime();
}

/** Whom a learner may ask; without a partner only the teacher is left. */
export function helpOffered(hasPartner: boolean): readonly Help[] {
  return hasPartner ? ['no', 'partner', 'teacher'] : ['no', 'teacher'];
}

/** A teacher reads the answers only of those who asked the teacher for help. */
export function answersForTeacher(checkin: Checkin): CheckinAnswers | undefined {
  return checkin.answers?.help === 'teacher' ? checkin.answers : undefined;
}

/**
 * What a partner sent while the two were together, in this mentorship or an earlier one; what came before or in between is
 * not theirs to read.
 */
export function sentTo(
  ever: readonly Mentorship[],
  readerId: string,
  { personId, answers, sentAt: first, changedAt }: Checkin,
): { answers: CheckinAnswers; sentAt: Date } | undefined {
  const sentAt = changedAt ?? first;
  const shared = ever.filter((mentorship) => partnersOf(mentorship, readerId).includes(personId));
  const isTheirs =
    sentAt !== undefined && shared.some((one) => one.startedAt <= sentAt && !(one.endedAt && one.endedAt < sentAt));
  return isTheirs && answers ? { answers, sentAt } : undefined;
}

/** Weekly is the pace of most programmes. */
const pace = 7 * day;

/** A check-in that somebody has not sent. */
export interface Unsent {
  activity: Activity;
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

/**
 * - `sent`, `sent-late`: done
 * - `waiting`: still in time
 * - `missing`: due and not sent
 * - `paused`: not sent, and due while the person or all their partners take a break
 */
export type CheckinState = 'sent' | 'sent-late' | 'waiting' | 'missing' | 'paused';

/** One learner as the coordinator sees them; `answers` only where help of the teacher was asked. */
export interface CheckinRow {
  person: Person;
  state: CheckinState;
  sentAt?: Date;
  answers?: CheckinAnswers;
  /** Where somebody dealt with the call. */
  heard?: Heard;
}

/** Whether nothing is expected of somebody when it is due; without a due date it waits for them. */
export function isExcused({ dueAt }: CheckinSettings, quiet: readonly Span[] | undefined): boolean {
  return dueAt !== undefined && isQuiet(quiet, dueAt);
}

/** What rows are judged by. */
export interface Judged {
  settings: CheckinSettings;
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

function rowOf(person: Person, checkin: Checkin | undefined, { settings, now, quiet }: Judged): CheckinRow {
  if (!checkin?.sentAt) {
    if (isExcused(settings, quiet?.get(person.personId))) return { person, state: 'paused' };
    return { person, state: isOpen(settings, now) ? 'waiting' : 'missing' };
  }
  const answers = answersForTeacher(checkin);
  const state = isLate(checkin.sentAt, settings) ? 'sent-late' : 'sent';
  const heard = answers && heardOf(checkin);
  return { person, state, sentAt: checkin.sentAt, ...(answers && { answers }), ...(heard && { heard }) };
}

function urgency(row: CheckinRow): number {
  if (row.answers) return 0;
  return row.sentAt === undefined && row.state !== 'paused' ? 1 : 2;
}

function heardFirst(one: CheckinRow, other: CheckinRow): number {
  return one.answers && other.answers ? (one.sentAt?.getTime() ?? 0) - (other.sentAt?.getTime() ?? 0) : 0;
}
