import type { Connection } from 'mongoose';
import type { ReminderKind } from '../../reminders/reminder.js';
import { after } from '../../shared/clock.js';
import type { Keeping } from '../../kept/kept.js';
import { lettersHome } from './letters.home.js';
import { lettersRoutes } from './letters.routes.js';
import { newsFor } from './letters.rules.js';
import { lettersService, type LettersNeeds, type LettersService } from './letters.service.js';
import { keptLetters, lettersStore } from './letters.store.js';
import { lettersStory } from './letters.story.js';
import { lettersPath } from './letters.view.js';

interface Needs extends Pick<LettersNeeds, 'roster'> {
  kept: Keeping;
}

/** At once, as far as the wishes of each allow. */
function letterReminder(letters: Pick<LettersService, 'unreadBy'>): ReminderKind {
  return {
    kind: 'letter',
    words: { name: 'letters.reminder.name', when: 'letters.reminder.when', line: 'letters.reminder.line' },
    async waiting({ courseId, now }) {
      const all = await letters.unreadBy(courseId, now);
      return all.flatMap(({ letter: { letterId, at }, personIds }) =>
        personIds.map((personId) => ({
          ...{ personId, waitingId: letterId, from: at, until: after(at, newsFor), path: lettersPath },
        })),
      );
    },
  };
}

/** What staff write to learners: on their homes until it is read, and kept. */
export function lettersFeature(connection: Connection, { kept, roster }: Needs) {
  const letters = lettersService({ roster, store: kept('letters', lettersStore(connection), keptLetters) });
  return {
    letters,
    routes: lettersRoutes(letters),
    waiting: [letterReminder(letters)],
    home: lettersHome(letters),
    story: lettersStory(letters),
    footer: [{ at: 14, path: lettersPath, label: 'letters.link', permission: 'enter' as const }],
    records: { of: 'letters', list: letters.list, erase: letters.erase },
  };
}
