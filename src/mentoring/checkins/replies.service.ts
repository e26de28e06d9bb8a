/** What partners read of each other's check-ins, and write back. */
import { partnersOf, type Mentorship, type Mentorships } from '../mentorships/mentorship.js';
import { takesPartHere, type Person, type Roster } from '../../course/roster/person.js';
import type { Activity } from '../../course/activities/activity.js';
import { NotFound } from '../../shared/errors.js';
import type { Checkin, CheckinKey, Fate, PartnerReply } from './checkin.js';
import { sentTo, toAnswer, unreadReplies, type SentTo } from './checkins.rules.js';
import type { CheckinStore } from './checkins.store.js';
import type { PlannedCheckin, PlansService } from './plans.service.js';

export interface RepliesParts {
  store: Pick<CheckinStore, 'of' | 'checkin' | 'reply' | 'seeReplies' | 'setFate'>;
  roster: Pick<Roster, 'peopleById'>;
  mentorships: Mentorships;
  plans: Pick<PlansService, 'opened' | 'all'>;
}

/** One check-in of a partner, and which others of the same activity there are to read. */
export interface PartnerCheckin extends PlannedCheckin, SentTo {
  person: Person;
  checkin: Checkin;
  others: readonly Checkin[];
  reply?: PartnerReply;
}

/** What waits for a word on somebody's home. */
export interface Waiting {
  /** Partners' check-ins, the longest waiting first. */
  toAnswer: readonly { checkin: Checkin; asksHelp: boolean; person: Person; activity: Activity }[];
  /** One's own that somebody wrote back to. */
  answered: readonly { checkin: Checkin; people: readonly Person[]; activity: Activity }[];
}

export type RepliesService = ReturnType<typeof repliesService>;

export function repliesService({ store, roster, mentorships, plans }: RepliesParts) {
  /** A partner of now, who is still here. */
  async function partnerIn(courseId: string, readerId: string, personId: string): Promise<Person | undefined> {
    const running = await mentorships.of(courseId, readerId);
    if (!partnerIds(running, readerId).includes(personId)) return undefined;
    return (await roster.peopleById(courseId, [personId])).get(personId);
  }

  async function readable(courseId: string, readerId: string, activityId: string, personId: string) {
    const person = await partnerIn(courseId, readerId, personId);
    if (!person) throw new NotFound();
    const [all, ever] = await Promise.all([store.of(courseId, [personId]), mentorships.ever(courseId, readerId)]);
    const sent = all.flatMap((checkin) => {
      const read = checkin.activityId === activityId ? sentTo(ever, readerId, checkin) : undefined;
      return read ? [{ checkin, read }] : [];
    });
    sent.sort((one, other) => Number(other.checkin.sentAt) - Number(one.checkin.sentAt));
    return { person, sent };
  }

  return {
    /** What a partner sent. Anybody who is not a partner now is told that there is nothing. */
    async ofPartner(
      courseId: string,
      { activityId, occurrence, personId }: Omit<CheckinKey, 'occurrence'> & { occurrence: string | undefined },
      readerId: string,
    ): Promise<PartnerCheckin> {
      const found = await plans.opened(courseId, activityId);
      const { person, sent } = await readable(courseId, readerId, activityId, personId);
      const one = occurrence === undefined ? sent[0] : sent.find(({ checkin }) => checkin.occurrence === occurrence);
      if (!one) throw new NotFound();
      const reply = one.checkin.replies?.[readerId];
      const others = sent.filter((other) => other !== one).map(({ checkin }) => checkin);
      return { ...found, ...one.read, person, checkin: one.checkin, others, ...(reply && { reply }) };
    },

    /** Only of what one may read, and only while both are here. */
    async reply(courseId: string, key: CheckinKey, readerId: string, reply: PartnerReply): Promise<boolean> {
      const { person, sent } = await readable(courseId, readerId, key.activityId, key.personId);
      if (!sent.some(({ checkin }) => checkin.occurrence === key.occurrence)) throw new NotFound();
      if (!takesPartHere(person)) return false;
      await store.reply(courseId, key, readerId, reply);
      return true;
    },

    /** Opening one's own reads what was written back. */
    async seen(courseId: string, checkin: Checkin, now: Date): Promise<void> {
      const { activityId, occurrence, personId } = checkin;
      if (unreadReplies(checkin).length === 0) return;
      await store.seeReplies(courseId, { activityId, occurrence, personId }, now);
    },

    /** What became of the step in it. */
    async setFate(courseId: string, key: CheckinKey, fate: Fate): Promise<void> {
      await plans.opened(courseId, key.activityId);
      const known = await store.checkin(courseId, key);
      if (!known?.sentAt) throw new NotFound();
      await store.setFate(courseId, key, fate);
    },

    async waiting(courseId: string, readerId: string, now: Date): Promise<Waiting> {
      const running = await mentorships.of(courseId, readerId);
      const ids = partnerIds(running, readerId);
      if (ids.length === 0) return { toAnswer: [], answered: [] };
      const [all, ever, planned, people] = await Promise.all([
        store.of(courseId, [readerId, ...ids]),
        mentorships.ever(courseId, readerId),
        plans.all(courseId),
        roster.peopleById(courseId, ids),
      ]);
      const activityOf = new Map(planned.map(({ activity }) => [activity.activityId, activity]));
      const theirs = all.filter(({ personId }) => takesPartHere(people.get(personId)));
      return {
        toAnswer: toAnswer(theirs, ever, { readerId, now }).flatMap(({ checkin, asksHelp }) => {
          const [person, activity] = [people.get(checkin.personId), activityOf.get(checkin.activityId)];
          return person && activity ? [{ checkin, asksHelp, person, activity }] : [];
        }),
        answered: all.flatMap((checkin) => {
          const activity = activityOf.get(checkin.activityId);
          const unread = checkin.personId === readerId ? unreadReplies(checkin) : [];
          const known = unread.flatMap((id) => people.get(id) ?? []);
          return activity && known.length > 0 ? [{ checkin, people: known, activity }] : [];
        }),
      };
    },
  };
}

function partnerIds(running: readonly Mentorship[], readerId: string): string[] {
  return [...new Set(running.flatMap((mentorship) => partnersOf(mentorship, readerId)))];
}
