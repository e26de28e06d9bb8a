/** What check-ins say between the lines: help that a partner did not answer, and low mood twice running. */
import { takesPartHere, type Person, type Roster } from '../../course/roster/person.js';
import { partnersOf, type Mentorships } from '../mentorships/mentorship.js';
import type { Checkin, CheckinKey } from './checkin.js';
import { sentTo } from './checkins.rules.js';
import type { CheckinStore } from './checkins.store.js';
import type { NoticingStore } from './noticing.store.js';
import { isNoted, isShown, lowMoods, unansweredCalls, type LowMood, type PartnerCall } from './partner-help.rules.js';

export interface NoticingParts {
  store: Pick<CheckinStore, 'of'> & NoticingStore;
  roster: Pick<Roster, 'peopleById'>;
  mentorships: Pick<Mentorships, 'of' | 'ever'>;
}

export interface Noticed<About> {
  person: Person;
  about: About;
}

export type NoticingService = ReturnType<typeof noticingService>;

export function noticingService({ store, roster, mentorships }: NoticingParts) {
  async function ofPeople<About>(courseId: string, found: readonly About[], idOf: (one: About) => string) {
    const ids = [...new Set(found.map(idOf))];
    const people = ids.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, ids);
    return found.flatMap((about): Noticed<About>[] => {
      const person = people.get(idOf(about));
      return person && takesPartHere(person) ? [{ person, about }] : [];
    });
  }

  /** Of these people, by all that they sent: a better one since then ends it. */
  async function low(courseId: string, hard: readonly Checkin[], now: Date): Promise<LowMood[]> {
    const counts = new Map<string, number>();
    for (const { personId } of hard) counts.set(personId, (counts.get(personId) ?? 0) + 1);
    const ids = [...counts].filter(([, count]) => count > 1).map(([personId]) => personId);
    return ids.length === 0 ? [] : lowMoods(await store.of(courseId, ids.sort()), now);
  }

  return {
    /** For teachers: that somebody asked and nobody answered, not what was written. */
    async unanswered(courseId: string, now: Date): Promise<Noticed<PartnerCall>[]> {
      const calls = unansweredCalls(await store.askingPartner(courseId), now);
      return ofPeople(courseId, calls, ({ personId }) => personId);
    },

    /** For teachers: only where both answers were theirs to read, and nobody noted it yet. */
    async lowMoods(courseId: string, now: Date): Promise<Noticed<LowMood>[]> {
      const found = await low(courseId, await store.veryHard(courseId), now);
      const theirs = found.filter((one) => isShown(one, 'teacher') && !isNoted(one));
      return ofPeople(courseId, theirs, ({ personId }) => personId);
    },

    /** Of oneself, whoever else may know. */
    async ownMood(courseId: string, personId: string, now: Date): Promise<LowMood | undefined> {
      return (await low(courseId, await store.veryHard(courseId, [personId]), now))[0];
    },

    /** Of one's partners, as far as they shared it and nothing was written back yet. */
    async partnersMoods(courseId: string, readerId: string, now: Date): Promise<Noticed<LowMood>[]> {
      const running = await mentorships.of(courseId, readerId);
      const ids = [...new Set(running.flatMap((one) => partnersOf(one, readerId)))].sort();
      if (ids.length === 0) return [];
      const found = await low(courseId, await store.veryHard(courseId, ids), now);
      const shown = found.filter((one) => isShown(one, 'partner') && one.sent[1].replies?.[readerId] === undefined);
      if (shown.length === 0) return [];
      const ever = await mentorships.ever(courseId, readerId);
      const read = shown.filter(({ sent }) => sent.every((one) => sentTo(ever, readerId, one) !== undefined));
      return ofPeople(courseId, read, ({ personId }) => personId);
    },

    /** What staff dealt with, with whose it was. */
    async heard(courseId: string) {
      const all = await store.heardOf(courseId);
      const ids = [...new Set(all.flatMap(({ personId, heard = [] }) => [personId, ...heard.map(({ byId }) => byId)]))];
      const people = ids.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, ids);
      return all.flatMap(({ personId, help, heard = [] }) =>
        heard.map(({ at, byId }) => ({ at, help, person: people.get(personId), by: people.get(byId) })),
      );
    },

    note: (
      courseId: string,
      key: CheckinKey,
      { askedAt, byId, at }: { askedAt: Date; byId: string; at: Date },
    ): Promise<void> => store.note(courseId, key, { askedAt, byId, at }),
  };
}
