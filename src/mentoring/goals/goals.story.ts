import type { StoryContribution } from '../../home/story.js';
import { goalsOfPath, goalsPath } from './goals.view.js';
import type { GoalStore } from './goals.store.js';

/** What somebody wanted to reach, and what came of it. */
export function goalsStory(store: Pick<GoalStore, 'of'>): StoryContribution {
  return {
    async events({ visit, t }, personId) {
      const all = await store.of(visit.courseId, personId);
      const href = personId === visit.personId ? goalsPath : goalsOfPath(personId);
      return all.flatMap(({ startedAt, text, end }) => [
        { at: startedAt, text: t('goals.story.set'), href, said: text },
        ...(end ? [{ at: end.at, text: t(`goals.story.${end.is}`), href, said: text }] : []),
      ]);
    },
  };
}
