import type { Person, Roster } from '../../course/roster/person.js';
import { NotFound } from '../../shared/errors.js';
import { dayOf, daysAfter, startOfDay } from '../../shared/local-time.js';
import { failure, success, type Result } from '../../shared/result.js';
import { may, type Role } from '../../web/permissions.js';
import type { Doer, PairsService } from '../mentorships/pairs.service.js';
import { mostRunning, type Evidence, type Goal } from './goal.js';
import type { GoalAnswers } from './goals.forms.js';
import { runningOf } from './goals.rules.js';
import type { GoalStore } from './goals.store.js';

interface Planner extends Doer {
  timeZone: string;
}

export interface GoalsNeeds {
  store: GoalStore;
  pairs: PairsService;
  roster: Pick<Roster, 'person' | 'peopleById'>;
}

export type GoalsService = ReturnType<typeof goalsService>;
export type Added = Result<'added', 'past' | 'many' | 'ended'>;

export function goalsService({ store, pairs, roster }: GoalsNeeds) {
  /** @throws NotFound to everybody but its owner */
  async function own({ courseId, personId }: Doer, goalId: string): Promise<Goal> {
    const goal = (await store.of(courseId, personId)).find((one) => one.goalId === goalId);
    if (!goal) throw new NotFound();
    return goal;
  }

  function goalFrom(doer: Planner, wish: GoalAnswers, now: Date): Goal {
    const { once, before, ...words } = wish;
    const dueAt = startOfDay(daysAfter(words.by, 1), doer.timeZone);
    return { ...words, goalId: once, personId: doer.personId, before, startedAt: now, dueAt, evidence: [] };
  }

  async function isLearner(doer: Doer): Promise<boolean> {
    const all = await pairs.running(doer);
    return all.some(({ part, closed }) => !closed && part !== 'mentor');
  }

  return {
    own,
    mine: ({ courseId, personId }: Doer): Promise<Goal[]> => store.of(courseId, personId),
    /** Whether one has a part in which goals are set: mentors set none as such. */
    isLearner,

    async add(doer: Planner, wish: GoalAnswers, now: Date): Promise<Added> {
      if (wish.by < dayOf(now, doer.timeZone)) return failure('past');
      const all = await store.of(doer.courseId, doer.personId);
      const others = runningOf(all).filter(({ goalId }) => goalId !== wish.once);
      if (others.length >= mostRunning) return failure('many');
      await store.add(doer.courseId, goalFrom(doer, wish, now));
      return success('added');
    },

    /** Another goal in its place: the new one is there before the old one is over. */
    async change(doer: Planner, goalId: string, wish: GoalAnswers, now: Date): Promise<Added> {
      if (wish.by < dayOf(now, doer.timeZone)) return failure('past');
      const goal = await own(doer, goalId);
      if (goal.end) return failure('ended');
      await store.add(doer.courseId, { ...goalFrom(doer, wish, now), insteadOf: goalId });
      await store.end(doer.courseId, goal, { end: { is: 'changed', at: now, why: '' } });
      return success('added');
    },

    /** @returns false: it was over already */
    async finish(doer: Doer, goalId: string, { after, why }: { after: number; why: string }, now: Date) {
      const goal = await own(doer, goalId);
      return store.end(doer.courseId, goal, { end: { is: 'finished', at: now, why }, after });
    },

    async drop(doer: Doer, goalId: string, why: string, now: Date): Promise<boolean> {
      const goal = await own(doer, goalId);
      return store.end(doer.courseId, goal, { end: { is: 'dropped', at: now, why } });
    },

    async addEvidence(doer: Doer, goalId: string, evidence: Evidence): Promise<boolean> {
      return store.addEvidence(doer.courseId, await own(doer, goalId), evidence);
    },

    /** For partners while they are together, and for teachers. @throws NotFound to others */
    async of(reader: Doer & { role: Role }, personId: string): Promise<{ person: Person; goals: Goal[] }> {
      const person = await roster.person(reader.courseId, personId);
      const isStaff = may(reader.role, 'coordinate');
      const isPartner = async () =>
        (await pairs.running(reader)).some(({ memberIds, closed }) => !closed && memberIds.includes(personId));
      if (!person || !(isStaff || (await isPartner()))) throw new NotFound();
      return { person, goals: await store.of(reader.courseId, personId) };
    },

    /** Those of these people who set one. */
    async whoHas(courseId: string, personIds: readonly string[]): Promise<Person[]> {
      const ids = await store.whoHas(courseId, personIds);
      const people = ids.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, ids);
      return personIds.flatMap((id) => people.get(id) ?? []);
    },

    /** Of people who are together: a goal is the first line of their agenda. */
    async firstLines({ courseId, personId }: Doer, memberIds: readonly string[]) {
      const all = await Promise.all(memberIds.map((id) => store.of(courseId, id)));
      return all.flatMap(runningOf).map((goal) => ({
        ...{ personId: goal.personId, kind: 'goal' as const, text: goal.text },
        href: goal.personId === personId ? `/goals/${goal.goalId}` : `/goals/of/${goal.personId}`,
      }));
    },

    /** All that is stored of this person's goals. */
    partOf: (courseId: string, personId: string): Promise<object[]> => store.of(courseId, personId),
    erasePartOf: (courseId: string, personId: string): Promise<number> => store.erase(courseId, personId),
  };
}
