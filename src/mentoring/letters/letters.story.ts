import type { StoryContribution } from '../../home/story.js';
import type { LettersService } from './letters.service.js';

/** What staff wrote to this person. */
export function lettersStory(letters: Pick<LettersService, 'mine'>): StoryContribution {
  return {
    async events({ visit, t }, personId) {
      const all = await letters.mine({ courseId: visit.courseId, personId });
      return all.map(({ letter, by }) => ({
        at: letter.at,
        text: t(letter.toIds ? 'letters.story.one' : 'letters.story.all', { name: by?.name ?? t('letters.somebody') }),
        said: letter.text,
      }));
    },
  };
}
