import { show } from '../../web/reply.js';
import { get, type Route } from '../../web/routing.js';
import type { StoryService } from './story.service.js';
import { ownStoryPath, storyView } from './story.view.js';

export function storyRoutes(stories: StoryService): Route[] {
  return [
    get('/people/:personId/story', 'coordinate', async (asked) => {
      const { personId = '' } = asked.params;
      // To look is noted: the only thing that opening the page writes.
      await stories.look(asked, personId);
      return show(storyView(asked, await stories.story(asked, personId)));
    }),
    get(ownStoryPath, 'takePart', async (asked) =>
      show(storyView(asked, await stories.story(asked, asked.visit.personId))),
    ),
  ];
}
