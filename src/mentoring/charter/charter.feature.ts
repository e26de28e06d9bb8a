import type { Connection } from 'mongoose';
import type { FactOf } from '../../course/milestones/facts.js';
import type { Keeping } from '../../kept/kept.js';
import { templatePath } from './change.view.js';
import { askingLines, charterHome } from './charter.home.js';
import { beginChartersJob } from './charter.jobs.js';
import { charterRoutes } from './charter.routes.js';
import { signedCounts } from './charter.rules.js';
import { charterService, type CharterNeeds } from './charter.service.js';
import { readCharters } from './charter.settings.js';
import { charterOfPair, charterStory } from './charter.story.js';
import { charterStore, keptCharters, type CharterStore } from './charter.store.js';

interface Needs extends Omit<CharterNeeds, 'store' | 'library'> {
  kept: Keeping;
  /** Of the proposed charters. */
  folder: string;
}

/** Charters that a person has signed as they now stand. */
function signedFact(store: Pick<CharterStore, 'of' | 'all'>): FactOf {
  return {
    fact: 'charters',
    words: { before: 'charter.fact.before', after: 'charter.fact.after', left: 'charter.fact.left' },
    async counts(courseId, { personIds }) {
      const [one, ...more] = personIds ?? [];
      const alone = one !== undefined && more.length === 0;
      return signedCounts(await (alone ? store.of(courseId, one) : store.all(courseId)));
    },
  };
}

/** What the people of a mentorship agree on, and how each may be asked. */
export function charterFeature(connection: Connection, { kept, folder, ...needs }: Needs) {
  const library = readCharters(folder);
  const store = kept('charters', charterStore(connection), keptCharters);
  const charters = charterService({ ...needs, library, store });
  return {
    ...{ charters, settings: charters },
    routes: charterRoutes(charters, library),
    jobs: [beginChartersJob(charters)],
    home: charterHome(charters),
    facts: [signedFact(store)],
    story: charterStory(store),
    lines: askingLines(charters),
    pairNotes: charterOfPair(store),
    footer: [
      { at: 61, path: `${templatePath}/mentoring`, label: 'charter.template.link', permission: 'configure' as const },
    ],
    /** For operators: what is stored of one person, and its end. */
    records: { of: 'charter', list: charters.partOf, erase: charters.erasePartOf },
  };
}
