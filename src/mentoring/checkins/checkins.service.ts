import type { Activities, Activity } from '../../course/activities/activity.js';
import type { Delivery, Grades } from '../../course/grades/delivery.js';
import type { JobOutcome } from '../../jobs/job.js';
import { partnersOf, type Mentorships } from '../mentorships/mentorship.js';
import type { PauseService } from '../pause/pause.service.js';
import { isLearnerHere, type Person, type Roster } from '../../course/roster/person.js';
import { NotFound } from '../../shared/errors.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Checkin, CheckinAnswers, CheckinDraft, CheckinKey } from './checkin.js';
import { handedOf, heardOf, isStaffHere } from './help.rules.js';
import {
  checkinRows,
  fullScore,
  helpOffered,
  isExcused,
  isOpen,
  offered,
  sentTo,
  type CheckinRow,
  type Unsent,
} from './checkins.rules.js';
import { checkinSettings, storedCheckinSettings, type CheckinSettings } from './checkins.settings.js';
import type { CheckinStore } from './checkins.store.js';

export interface CheckinParts {
  store: CheckinStore;
  roster: Roster;
  activities: Activities;
  grades: Grades;
  mentorships: Mentorships;
  pauses: Pick<PauseService, 'quiet' | 'quietFor'>;
}

/** One activity as one learner meets it. */
export interface OwnCheckin {
  activity: Activity;
  settings: CheckinSettings;
  /** Who reads what is sent: those who are still in the course. */
  partners: readonly Person[];
  /** Due in a break of theirs, or of all their partners. */
  excused: boolean;
  /** Partners who have sent theirs, and since when. */
  fromPartners: readonly { person: Person; sentAt: Date }[];
  checkin?: Checkin;
  delivery?: Delivery;
  /** Who has the call for help, since when. */
  helper?: { person: Person; since: Date };
}

export interface Overview {
  activity: Activity;
  settings: CheckinSettings;
  rows: readonly CheckinRow[];
  /** Who dealt with calls for help. */
  staff: ReadonlyMap<string, Person>;
}

/** `closed`: sent before and due, so it stays as it is. `no-partner`: help was asked of a partner one does not have. */
export type SendRefusal = 'closed' | 'no-partner';

const repairedAtOnce = 500;

export type CheckinService = ReturnType<typeof checkinService>;

export function checkinService({ store, roster, activities, grades, mentorships, pauses }: CheckinParts) {
  async function opened(courseId: string, activityId: string) {
    const activity = await activities.activity(courseId, activityId);
    if (activity?.kind !== 'checkin') throw new NotFound();
    return { activity, settings: checkinSettings(activity.settings) };
  }

  async function partnersIn(courseId: string, personId: string): Promise<Person[]> {
    const running = await mentorships.of(courseId, personId);
    const ids = new Set(running.flatMap((mentorship) => partnersOf(mentorship, personId)));
    if (ids.size === 0) return [];
    const people = await roster.peopleById(courseId, [...ids]);
    return [...ids].flatMap((id) => people.get(id) ?? []);
  }

  /** A colleague who left, or whose call was ended, has it no more. */
  async function helperOf(courseId: string, checkin: Checkin): Promise<OwnCheckin['helper']> {
    const handed = checkin.answers?.help === 'teacher' && !heardOf(checkin) ? handedOf(checkin) : undefined;
    const person = handed && (await roster.person(courseId, handed.toId));
    return handed && isStaffHere(person) ? { person, since: handed.at } : undefined;
  }

  async function score(courseId: string, key: CheckinKey, now: Date): Promise<void> {
    await grades.recordScore(courseId, { ...key, ...fullScore }, now);
    await store.markScored(courseId, key, now);
  }

  return {
    async own(courseId: string, { activityId, personId }: CheckinKey, now: Date): Promise<OwnCheckin> {
      const found = await opened(courseId, activityId);
      const known = await partnersIn(courseId, personId);
      const partners = known.filter(isLearnerHere);
      const partnerIds = known.map((person) => person.personId);
      const [checkin, delivery, quiet, theirs, ever] = await Promise.all([
        store.checkin(courseId, { activityId, personId }),
        grades.delivery(courseId, activityId, personId),
        pauses.quietFor(courseId, personId, now),
        partnerIds.length === 0 ? [] : store.sent(courseId, activityId, partnerIds),
        partnerIds.length === 0 ? [] : mentorships.ever(courseId, personId),
      ]);
      const sentBy = new Map(theirs.map((one) => [one.personId, sentTo(ever, personId, one)?.sentAt]));
      const fromPartners = known.flatMap((person) => {
        const sentAt = sentBy.get(person.personId);
        return sentAt ? [{ person, sentAt }] : [];
      });
      const excused = isExcused(found.settings, quiet);
      const helper = checkin && (await helperOf(courseId, checkin));
      const told = { ...(checkin && { checkin }), ...(delivery && { delivery }), ...(helper && { helper }) };
      return { ...found, partners, excused, fromPartners, ...told };
    },

    /** What this person should send next; nothing without a partner who is still here. What was sent has a score. */
    async next(courseId: string, personId: string, now: Date): Promise<Unsent | undefined> {
      if (!(await partnersIn(courseId, personId)).some(isLearnerHere)) return undefined;
      const [all, running] = await Promise.all([
        activities.ofKind(courseId, 'checkin'),
        mentorships.of(courseId, personId),
      ]);
      const ids = all.map(({ activityId }) => activityId);
      const sent = ids.length === 0 ? [] : await grades.deliveriesTo(courseId, personId, ids);
      const begun = Math.min(...running.map(({ startedAt }) => startedAt.getTime()));
      const last = new Date(Math.max(begun, ...sent.map(({ recordedAt }) => recordedAt.getTime())));
      const done = new Set(sent.map(({ activityId }) => activityId));
      const unsent = all
        .filter(({ activityId }) => !done.has(activityId))
        .map((activity) => ({ activity, ...checkinSettings(activity.settings) }));
      return offered(unsent, last, now);
    },

    /** When which check-in is due for this person; none in a break of theirs, or of all their partners. */
    async due(courseId: string, personId: string, now: Date): Promise<{ activity: Activity; dueAt: Date }[]> {
      const [all, quiet] = await Promise.all([
        activities.ofKind(courseId, 'checkin'),
        pauses.quietFor(courseId, personId, now),
      ]);
      return all.flatMap((activity) => {
        const { dueAt } = checkinSettings(activity.settings);
        return dueAt === undefined || isExcused({ dueAt }, quiet) ? [] : [{ activity, dueAt }];
      });
    },

    async saveDraft(courseId: string, key: CheckinKey, draft: CheckinDraft): Promise<void> {
      await opened(courseId, key.activityId);
      await store.saveDraft(courseId, key, draft);
    },

    /** The answers and their score are both stored when this returns. */
    async send(
      courseId: string,
      key: CheckinKey,
      answers: CheckinAnswers,
      now: Date,
    ): Promise<Result<'sent', SendRefusal>> {
      const { settings } = await opened(courseId, key.activityId);
      const partners = await partnersIn(courseId, key.personId);
      if (!helpOffered(partners.some(isLearnerHere)).includes(answers.help)) return failure('no-partner');
      const first = await store.sendFirst(courseId, key, answers, now);
      if (!first && !isOpen(settings, now)) return failure('closed');
      if (!first) await store.sendAgain(courseId, key, answers, now);
      await score(courseId, key, now);
      return success('sent');
    },

    /** What a partner sent. Anybody who is not a partner now is told that there is nothing. */
    async ofPartner(courseId: string, { activityId, personId }: CheckinKey, readerId: string) {
      const { activity } = await opened(courseId, activityId);
      const person = (await partnersIn(courseId, readerId)).find((partner) => partner.personId === personId);
      const checkin = person && (await store.checkin(courseId, { activityId, personId }));
      const sent = checkin && sentTo(await mentorships.ever(courseId, readerId), readerId, checkin);
      if (!sent) throw new NotFound();
      return { activity, person, ...sent };
    },

    /** Who has sent and who has not; answers only of those who asked the teacher for help. */
    async overview(courseId: string, activityId: string, now: Date): Promise<Overview> {
      const found = await opened(courseId, activityId);
      const [learners, sent, quiet] = await Promise.all([
        roster.learners(courseId),
        store.sent(courseId, activityId),
        pauses.quiet(courseId, now),
      ]);
      const doers = [...new Set(sent.flatMap((one) => heardOf(one)?.byId ?? []))];
      const staff = doers.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, doers);
      return { ...found, staff, rows: checkinRows(learners, sent, { settings: found.settings, now, quiet }) };
    },

    settings: opened,

    async saveSettings(courseId: string, activityId: string, settings: CheckinSettings): Promise<void> {
      const { activity } = await opened(courseId, activityId);
      const changed = { ...activity.settings, ...storedCheckinSettings(settings) };
      await activities.saveSettings(courseId, activityId, changed);
    },

    /** Records the scores that a process did not get to between storing the answers and recording. */
    async recordDueScores(now: Date): Promise<JobOutcome> {
      const due = await store.dueScores(repairedAtOnce);
      const outcomes = await Promise.allSettled(due.map((checkin) => score(checkin.courseId, keyOf(checkin), now)));
      const failed = outcomes.filter((outcome) => outcome.status === 'rejected').length;
      return { done: outcomes.length - failed, failed };
    },
  };
}

function keyOf({ activityId, personId }: Checkin): CheckinKey {
  return { activityId, personId };
}
