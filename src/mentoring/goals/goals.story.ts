import type { StoryContribution } from '../../home/story.js';
import type { GoalStore } from './goals.store.js';

/** What somebody wanted to reach, and what came of it. */
export function goalsStory(store: Pick<GoalStore, 'of'>): StoryContribution {
  return {
    async events({ visit: { courseId }, t }, personId) {
      const all = await store.of(courseId, personId);
      return all.flatMap(({ startedAt, text, end }) => [
        { at: startedAt, text: t('goals.story.set'), said: text },
        ...(end ? [{ at: end.at, text: t(`goals.story.${end.is}`), said: text }] : []),
      ]);
    },
  };
}
