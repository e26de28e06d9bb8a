import type { StoryContribution } from '../../home/story.js';
import type { CharterStore } from './charter.store.js';

/** When somebody signed which version of a charter. */
export function charterStory(store: Pick<CharterStore, 'of'>): StoryContribution {
  return {
    async events({ visit: { courseId }, t }, personId) {
      const all = await store.of(courseId, personId);
      return all.flatMap(({ signatures }) =>
        signatures
          .filter((one) => one.personId === personId)
          .map(({ at, version }) => ({ at, text: t('charter.story.signed', { number: version }) })),
      );
    },
  };
}
