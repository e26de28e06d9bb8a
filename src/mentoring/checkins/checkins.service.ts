import type { Activities, Activity } from '../../course/activities/activity.js';
import type { Clocks } from '../../course/clock/clock.js';
import type { Delivery, Grades } from '../../course/grades/delivery.js';
import type { JobOutcome } from '../../jobs/job.js';
import { partnersOf, type Mentorship, type Mentorships } from '../mentorships/mentorship.js';
import type { PauseService } from '../pause/pause.service.js';
import { takesPartHere, isStaffHere, type Person, type Roster } from '../../course/roster/person.js';
import { after, day } from '../../shared/clock.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { AskedAs, Checkin, CheckinDraft, CheckinKey, FormName, Question } from './checkin.js';
import { handedOf, heardOf } from './help.rules.js';
import { formFor, isExcused, offered, readersAs, sentTo, type Unsent } from './checkins.rules.js';
import type { CheckinStore } from './checkins.store.js';
import { isOpen, takenNow, turnOf, type Planned, type PlanTurn } from './plan.rules.js';
import type { PlannedCheckin, PlansService } from './plans.service.js';
import { answersIn, askedOf, draftIn, helpOffered, type Answering, type Wrong } from './questions.rules.js';
import type { ScoringService } from './scoring.service.js';

export interface CheckinParts {
  store: CheckinStore;
  roster: Roster;
  activities: Activities;
  clocks: Clocks;
  grades: Grades;
  mentorships: Mentorships;
  pauses: Pick<PauseService, 'quiet' | 'quietFor'>;
}

interface Needs extends CheckinParts {
  plans: PlansService;
  scoring: Pick<ScoringService, 'score' | 'recordDueScores'>;
}

/** One activity as one learner meets it. */
export interface OwnCheckin extends PlannedCheckin {
  turn: PlanTurn;
  /** The one that this is about; absent while none has opened. */
  planned?: Planned;
  form: AskedAs;
  questions: readonly Question[];
  /** Who reads what is sent: those who are still in the course. */
  partners: readonly Person[];
  /** Of them, who reads the answers of each part. */
  readers: Readonly<Record<FormName, readonly Person[]>>;
  /** Due in a break of theirs, or of all their partners. */
  excused: boolean;
  /** Partners who have sent theirs, and since when. */
  fromPartners: readonly { person: Person; sentAt: Date }[];
  checkin?: Checkin;
  /** What this person sent to other occurrences, newest first. */
  earlier: readonly Checkin[];
  /** Who wrote back, whoever they are now. */
  repliers: ReadonlyMap<string, Person>;
  delivery?: Delivery;
  /** Who has the call for help, since when. */
  helper?: { person: Person; since: Date };
}

/** `closed`: sent before and due, so it stays as it is. `over`: the next one has opened. */
export type SendRefusal = { refused: 'closed' | 'over' } | { refused: 'wrong'; wrong: Wrong };

export interface Own {
  activityId: string;
  personId: string;
}

export type CheckinService = ReturnType<typeof checkinService>;

export function checkinService(needs: Needs) {
  const { store, roster, grades, mentorships, pauses, plans, scoring } = needs;

  async function circleOf(courseId: string, personId: string): Promise<{ known: Person[]; running: Mentorship[] }> {
    const running = await mentorships.of(courseId, personId);
    const ids = [...new Set(running.flatMap((mentorship) => partnersOf(mentorship, personId)))];
    const people = ids.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, ids);
    return { running, known: ids.flatMap((id) => people.get(id) ?? []) };
  }

  /** A colleague who left, or whose call was ended, has it no more. */
  async function helperOf(courseId: string, checkin: Checkin): Promise<OwnCheckin['helper']> {
    const handed = checkin.help === 'teacher' && !heardOf(checkin) ? handedOf(checkin) : undefined;
    const person = handed && (await roster.person(courseId, handed.toId));
    return handed && isStaffHere(person) ? { person, since: handed.at } : undefined;
  }

  async function repliersOf(courseId: string, all: readonly Checkin[]): Promise<ReadonlyMap<string, Person>> {
    const ids = [...new Set(all.flatMap(({ replies = {} }) => Object.keys(replies)))];
    return ids.length === 0 ? new Map<string, Person>() : roster.peopleById(courseId, ids);
  }

  async function theirs(
    courseId: string,
    readerId: string,
    { activityId, occurrence }: Omit<CheckinKey, 'personId'>,
    known: readonly Person[],
  ) {
    if (known.length === 0) return [];
    const ids = known.map((person) => person.personId);
    const [sent, ever] = await Promise.all([
      store.sent(courseId, activityId, occurrence, ids),
      mentorships.ever(courseId, readerId),
    ]);
    const sentBy = new Map(sent.map((one) => [one.personId, sentTo(ever, readerId, one)?.sentAt]));
    return known.flatMap((person) => {
      const sentAt = sentBy.get(person.personId);
      return sentAt ? [{ person, sentAt }] : [];
    });
  }

  /** @param wanted another occurrence than the present one */
  async function own(courseId: string, { activityId, personId }: Own, now: Date, wanted?: string): Promise<OwnCheckin> {
    const found = await plans.opened(courseId, activityId);
    const turn = turnOf(found.plan, now);
    const planned = found.plan.find(({ occurrence }) => occurrence === wanted) ?? turn.current;
    const occurrence = planned?.occurrence ?? '';
    const { known, running } = await circleOf(courseId, personId);
    const [mine, delivery, quiet, fromPartners] = await Promise.all([
      store.of(courseId, [personId]),
      grades.delivery(courseId, activityId, personId),
      pauses.quietFor(courseId, personId, now),
      theirs(courseId, personId, { activityId, occurrence }, known),
    ]);
    const here = mine.filter((one) => one.activityId === activityId);
    const checkin = here.find((one) => one.occurrence === occurrence);
    const earlier = newestFirst(here.filter((one) => one.sentAt && one.occurrence !== occurrence));
    const form = formFor(running, personId);
    const partners = known.filter(takesPartHere);
    const helper = checkin && (await helperOf(courseId, checkin));
    const told = { ...(checkin && { checkin }), ...(delivery && { delivery }), ...(helper && { helper }) };
    return {
      ...{ ...found, turn, form, fromPartners, earlier, ...(planned && { planned }) },
      ...{ partners, readers: readersAs(running, personId, partners) },
      questions: askedOf(found.settings.questions, form),
      excused: planned !== undefined && isExcused(planned, quiet),
      repliers: await repliersOf(courseId, here),
      ...told,
    };
  }

  /** What is asked of this person now, of an activity that they are at. */
  async function asking(courseId: string, { activityId, personId }: Own) {
    const found = await plans.opened(courseId, activityId);
    const { known, running } = await circleOf(courseId, personId);
    const form = formFor(running, personId);
    const asked: Answering = {
      questions: askedOf(found.settings.questions, form),
      helps: helpOffered(readersAs(running, personId, known.filter(takesPartHere)).learner.length > 0, form),
    };
    return { ...found, form, asked };
  }

  return {
    own,

    /** What this person should send next; nothing without a partner who is still here. */
    async next(courseId: string, personId: string, now: Date): Promise<Unsent | undefined> {
      const { known, running } = await circleOf(courseId, personId);
      if (!known.some(takesPartHere)) return undefined;
      const [all, mine] = await Promise.all([plans.all(courseId), store.of(courseId, [personId])]);
      const sent = mine.filter(({ sentAt }) => sentAt !== undefined);
      const done = new Set(sent.map(nameOf));
      const times = [...running.map(({ startedAt }) => startedAt), ...sent.flatMap(({ sentAt }) => sentAt ?? [])];
      const begun = Math.min(...running.map(({ startedAt }) => startedAt.getTime()));
      const last = new Date(Math.max(begun, ...times.slice(running.length).map(Number)));
      const unsent = all.flatMap((one) => unsentOf(one, done, now));
      return offered(unsent, last, now);
    },

    /** When which check-in is due for this person; none in a break of theirs, or of all their partners. */
    async due(courseId: string, personId: string, now: Date) {
      const [all, quiet] = await Promise.all([plans.all(courseId), pauses.quietFor(courseId, personId, now)]);
      return all.flatMap(({ activity, plan }) =>
        plan.flatMap((planned) => {
          const { dueAt } = planned;
          const isNear = planned.opensAt === undefined || (dueAt && dueAt > after(now, -60 * day));
          return dueAt === undefined || !isNear || isExcused(planned, quiet) ? [] : [{ activity, planned, dueAt }];
        }),
      );
    },

    async saveDraft(
      courseId: string,
      { occurrence: wanted, ...own }: Own & { occurrence?: string | undefined },
      posted: CheckinDraft,
      now: Date,
    ): Promise<Result<'saved', SendRefusal>> {
      const { plan, asked } = await asking(courseId, own);
      const planned = takenNow(plan, wanted, now);
      if (!planned) return failure({ refused: 'over' });
      const draft = draftIn(posted, asked);
      if (!draft.ok) return failure({ refused: 'wrong', wrong: draft.failure });
      await store.saveDraft(courseId, { ...own, occurrence: planned.occurrence }, draft.value);
      return success('saved');
    },

    /** The answers and their score are both stored when this returns; its value is the occurrence they were taken for. */
    async send(
      courseId: string,
      { occurrence: wanted, ...own }: Own & { occurrence?: string | undefined },
      posted: CheckinDraft,
      now: Date,
    ): Promise<Result<string, SendRefusal>> {
      const { plan, asked, form } = await asking(courseId, own);
      const planned = takenNow(plan, wanted, now);
      if (!planned) return failure({ refused: 'over' });
      const given = answersIn(posted, asked);
      if (!given.ok) return failure({ refused: 'wrong', wrong: given.failure });
      const key = { ...own, occurrence: planned.occurrence };
      const sending = { ...given.value, form };
      const first = await store.sendFirst(courseId, key, sending, now);
      if (!first && !isOpen(planned, now)) return failure({ refused: 'closed' });
      if (!first) await store.sendAgain(courseId, key, sending, now);
      await scoring.score(courseId, key, now);
      return success(planned.occurrence);
    },

    activity: async (courseId: string, activityId: string): Promise<Activity> =>
      (await plans.opened(courseId, activityId)).activity,

    recordDueScores: (now: Date): Promise<JobOutcome> => scoring.recordDueScores(now),
  };
}

function nameOf({ activityId, occurrence }: Pick<CheckinKey, 'activityId' | 'occurrence'>): string {
  return `${activityId} ${occurrence}`;
}

function newestFirst(all: readonly Checkin[]): Checkin[] {
  return [...all].sort((one, other) => Number(other.sentAt) - Number(one.sentAt));
}

/** What comes back is asked while it is open: nobody is asked for a week that they missed. */
function unsentOf({ activity, settings, plan }: PlannedCheckin, done: ReadonlySet<string>, now: Date): Unsent[] {
  const planned = settings.when === 'once' ? plan[0] : turnOf(plan, now).current;
  if (!planned || done.has(nameOf({ activityId: activity.activityId, occurrence: planned.occurrence }))) return [];
  if (settings.when !== 'once' && !isOpen(planned, now)) return [];
  return [{ activity, planned, ...(planned.dueAt && { dueAt: planned.dueAt }) }];
}
