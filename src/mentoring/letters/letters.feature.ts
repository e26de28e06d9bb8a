import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import { lettersHome } from './letters.home.js';
import { lettersRoutes } from './letters.routes.js';
import { lettersService, type LettersNeeds } from './letters.service.js';
import { keptLetters, lettersStore } from './letters.store.js';
import { lettersStory } from './letters.story.js';
import { lettersPath } from './letters.view.js';

interface Needs extends Pick<LettersNeeds, 'roster'> {
  kept: Keeping;
}

/** What staff write to learners: on their homes until it is read, and kept. */
export function lettersFeature(connection: Connection, { kept, roster }: Needs) {
  const letters = lettersService({ roster, store: kept('letters', lettersStore(connection), keptLetters) });
  return {
    letters,
    routes: lettersRoutes(letters),
    home: lettersHome(letters),
    story: lettersStory(letters),
    footer: [{ at: 14, path: lettersPath, label: 'letters.link', permission: 'enter' as const }],
    records: { of: 'letters', list: letters.list, erase: letters.erase },
  };
}
