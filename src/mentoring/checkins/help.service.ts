/** Help that was asked of the teacher: who waits, who has it, who dealt with it. */
import type { Activities } from '../../course/activities/activity.js';
import { isStaffHere, type Person, type Roster } from '../../course/roster/person.js';
import { NotFound } from '../../shared/errors.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Call, CheckinKey } from './checkin.js';
import type { CheckinStore } from './checkins.store.js';
import { callsAmong, waitingCalls } from './help.rules.js';

/** A call as the queue shows it. */
export interface WaitingCall extends Call {
  person: Person;
  /** Of the check-in. */
  title: string;
  /** The colleague who has it, and who handed it on. */
  holder?: Person;
  handedBy?: Person;
}

/** `over`: it was ended or asked anew. `nobody`: no colleague who is here. */
export type HandingRefusal = 'over' | 'nobody';

export type HelpService = ReturnType<typeof helpService>;

export interface HelpParts {
  store: Pick<CheckinStore, 'asking' | 'endCall' | 'handOn'>;
  roster: Pick<Roster, 'people' | 'peopleById'>;
  activities: Pick<Activities, 'activity' | 'ofKind'>;
}

export function helpService({ store, roster, activities }: HelpParts) {
  async function mustBeCheckin(courseId: string, activityId: string): Promise<void> {
    if ((await activities.activity(courseId, activityId))?.kind !== 'checkin') throw new NotFound();
  }

  async function colleagues(courseId: string, personId: string): Promise<Person[]> {
    return (await roster.people(courseId)).filter((person) => isStaffHere(person) && person.personId !== personId);
  }

  /** Help asked of the teacher that nobody dealt with, the longest waiting first. */
  async function calls(courseId: string, now: Date): Promise<WaitingCall[]> {
    const found = callsAmong(await store.asking(courseId), now);
    if (found.length === 0) return [];
    const named = found.flatMap(({ personId, handed }) => [personId, ...(handed ? [handed.toId, handed.byId] : [])]);
    const [people, all] = await Promise.all([
      roster.peopleById(courseId, [...new Set(named)]),
      activities.ofKind(courseId, 'checkin'),
    ]);
    const titles = new Map(all.map(({ activityId, title }) => [activityId, title]));
    return waitingCalls(found, people).map((call): WaitingCall => {
      const [holder, handedBy] = [people.get(call.handed?.toId ?? ''), people.get(call.handed?.byId ?? '')];
      const handing = isStaffHere(holder) ? { holder, ...(handedBy && { handedBy }) } : {};
      return { ...call, ...handing, title: titles.get(call.activityId) ?? '' };
    });
  }

  return {
    calls,

    /** Somebody dealt with it; again, or after it was asked anew, this changes nothing. */
    async endCall(courseId: string, { askedAt, ...key }: Call, done: { byId: string; at: Date }): Promise<void> {
      await mustBeCheckin(courseId, key.activityId);
      await store.endCall(courseId, key, { askedAt, ...done });
    },

    /** A call that waits, and who may be given it. */
    async handing(courseId: string, key: CheckinKey, doerId: string, now: Date) {
      const { activityId, occurrence, personId } = key;
      await mustBeCheckin(courseId, activityId);
      const here = (await calls(courseId, now)).filter((one) => one.activityId === activityId);
      const call = here.find((one) => one.personId === personId && one.occurrence === occurrence);
      return call && { call, colleagues: await colleagues(courseId, doerId) };
    },

    /** Gives it to a colleague, who has it from now on; done again, the last stands. */
    async handOn(
      courseId: string,
      { askedAt, ...key }: Call,
      { toId, byId, at }: { toId: string; byId: string; at: Date },
    ): Promise<Result<'handed', HandingRefusal>> {
      await mustBeCheckin(courseId, key.activityId);
      const people = await colleagues(courseId, byId);
      if (!people.some(({ personId }) => personId === toId)) return failure('nobody');
      const handed = await store.handOn(courseId, key, { askedAt, toId, byId, at });
      return handed ? success('handed') : failure('over');
    },
  };
}
