import type { Connection } from 'mongoose';
import type { StoryContribution } from '../../home/story.js';
import type { Keeping } from '../../kept/kept.js';
import type { Roster } from '../roster/person.js';
import { storyRoutes } from './story.routes.js';
import { storyService } from './story.service.js';
import { keptStory, storyStore } from './story.store.js';
import { ownStoryPath } from './story.view.js';

interface Needs {
  kept: Keeping;
  roster: Pick<Roster, 'person' | 'peopleById'>;
  told: () => readonly StoryContribution[];
}

/** What happened with one person, from what every feature tells of it. */
export function storyFeature(connection: Connection, { kept, ...needs }: Needs) {
  const stories = storyService({ ...needs, store: kept('stories', storyStore(connection), keptStory) });
  return {
    routes: storyRoutes(stories),
    footer: [{ at: 12, path: ownStoryPath, label: 'story.own.link', permission: 'takePart' as const }],
  };
}
