import type { Connection } from 'mongoose';
import type { FactOf } from '../../course/milestones/facts.js';
import type { Keeping } from '../../kept/kept.js';
import type { Dates } from '../../reminders/dates.js';
import { goalsHome } from './goals.home.js';
import { goalRoutes, goalsOfPair } from './goals.routes.js';
import { runningOf } from './goals.rules.js';
import { goalsService, type GoalsNeeds } from './goals.service.js';
import { goalsStory } from './goals.story.js';
import { goalStore, keptGoals } from './goals.store.js';

interface Needs extends Omit<GoalsNeeds, 'store'> {
  kept: Keeping;
}

const words = { before: 'goals.counted.before', after: 'goals.counted.after', left: 'goals.counted.left' };

/** What learners want to reach, and what came of it. */
export function goalsFeature(connection: Connection, { kept, ...needs }: Needs) {
  const store = kept('goals', goalStore(connection), keptGoals);
  const goals = goalsService({ ...needs, store });
  const dates: Dates = async ({ courseId, personId, t }) =>
    runningOf(await goals.mine({ courseId, personId })).map(({ goalId, text, dueAt }) => ({
      ...{ dueId: `goal-${goalId}`, title: t('goals.due', { text }), dueAt },
    }));
  return {
    facts: [
      { fact: 'goals', words, counts: (courseId, { personIds }) => store.endedCounts(courseId, personIds) },
    ] satisfies FactOf[],
    ...{ goals, dates, routes: goalRoutes(goals), home: goalsHome(goals) },
    story: goalsStory(store),
    pairNotes: goalsOfPair(goals),
    /** For operators: what is stored of one person, and its end. */
    records: { of: 'goals', list: goals.partOf, erase: goals.erasePartOf },
  };
}
