import { hasOwnHome, type Person, type Roster } from '../../course/roster/person.js';
import type { Capacity } from '../../course/roster/who-may.js';
import { NotFound } from '../../shared/errors.js';
import type { Doer } from '../words/doer.js';
import type { Answer, Application, Applying } from './application.js';
import { inOrder, maySend, standingOf, withMentor, type Standing } from './applying.rules.js';
import type { ApplyingStore } from './applying.store.js';

export interface Applied {
  application: Application;
  person: Person;
}

export interface OwnSheet {
  settings: Applying;
  application: Application | undefined;
  standing: Standing;
  maySend: boolean;
}

export interface ApplyingNeeds {
  store: ApplyingStore;
  roster: Pick<Roster, 'person' | 'peopleById' | 'withOwnHome'> & {
    sayMayBe(who: Doer, said: readonly Capacity[], now: Date): Promise<void>;
  };
}

/** `not_waiting`: somebody else was faster, or it was taken back. */
export type Decided = 'done' | 'not_waiting';
export type Invited = 'invited' | 'known' | 'may';

export type ApplyingService = ReturnType<typeof applyingService>;

export function applyingService({ store, roster }: ApplyingNeeds) {
  async function here(courseId: string, personId: string): Promise<Person> {
    const person = await roster.person(courseId, personId);
    if (!person || !hasOwnHome(person)) throw new NotFound();
    return person;
  }

  async function own({ courseId, personId }: Doer): Promise<OwnSheet> {
    const [settings, [application], person] = await Promise.all([
      store.settings(courseId),
      store.all(courseId, [personId]),
      roster.person(courseId, personId),
    ]);
    const standing = standingOf(person ?? { mayBe: {} }, application, settings);
    return { settings, application, standing, maySend: maySend(standing, settings) };
  }

  /** Those of people who are here. */
  async function all(courseId: string): Promise<Applied[]> {
    const known = (await store.all(courseId)).filter(({ state }) => state !== 'withdrawn');
    const ids = known.map(({ personId }) => personId);
    const people = ids.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, ids);
    return inOrder(
      known.flatMap((application) => {
        const person = people.get(application.personId);
        return person && hasOwnHome(person) ? [{ application, person }] : [];
      }),
    );
  }

  return {
    own,
    all,
    settings: (courseId: string): Promise<Applying> => store.settings(courseId),
    saveSettings: (courseId: string, said: Applying): Promise<void> => store.saveSettings(courseId, said),
    people: (courseId: string): Promise<readonly Person[]> => roster.withOwnHome(courseId),
    waiting: async (courseId: string) =>
      (await all(courseId)).filter(({ application }) => application.state === 'waiting'),

    /** False: nobody can apply now, or they may mentor already. */
    async send(doer: Doer, answers: readonly Answer[], now: Date): Promise<boolean> {
      const sheet = await own(doer);
      if (sheet.maySend) await store.send(doer.courseId, doer.personId, answers, now);
      return sheet.maySend;
    },

    /** One's own, and an invitation that one does not want. */
    async withdraw({ courseId, personId }: Doer, now: Date): Promise<void> {
      await store.turn(courseId, { personId, from: ['waiting', 'invited'], to: { state: 'withdrawn', at: now } });
    },

    /** They may mentor from now on, and go on being what they were. */
    async select({ courseId, personId: byId }: Doer, personId: string, now: Date): Promise<Decided> {
      const person = await here(courseId, personId);
      const to = { state: 'selected', byId, at: now } as const;
      if (!(await store.turn(courseId, { personId, from: ['waiting'], to }))) return 'not_waiting';
      await roster.sayMayBe({ courseId, personId }, withMentor(person), now);
      return 'done';
    },

    async decline(
      { courseId, personId: byId }: Doer,
      { personId, words }: { personId: string; words: string },
      now: Date,
    ): Promise<Decided> {
      await here(courseId, personId);
      const to = { state: 'declined', byId, at: now, ...(words !== '' && { words }) } as const;
      return (await store.turn(courseId, { personId, from: ['waiting'], to })) ? 'done' : 'not_waiting';
    },

    async invite({ courseId, personId: byId }: Doer, personId: string, now: Date): Promise<Invited> {
      const person = await here(courseId, personId);
      if (person.mayBe.mentor !== undefined) return 'may';
      if (await store.invite(courseId, personId, { byId, at: now })) return 'invited';
      const again = {
        personId,
        from: ['withdrawn', 'declined', 'selected'],
        to: { state: 'invited', byId, at: now },
      } as const;
      return (await store.turn(courseId, again)) ? 'invited' : 'known';
    },

    /** What somebody applies by, for another course; nobody's application. */
    async copySettings(fromCourseId: string, toCourseId: string): Promise<void> {
      const [from, to] = await Promise.all([store.settings(fromCourseId), store.settings(toCourseId)]);
      if (to.criteria === '' && !to.questions && !to.open)
        await store.saveSettings(toCourseId, { ...from, open: false });
    },

    list: (courseId: string, personId: string): Promise<readonly object[]> => store.all(courseId, [personId]),
    erase: (courseId: string, personId: string): Promise<number> => store.erase(courseId, personId),
  };
}
