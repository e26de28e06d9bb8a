import type { Connection } from 'mongoose';
import type { Keeping } from '../kept/kept.js';
import type { HelpEntry } from '../web/help.js';
import { helpRoutes } from './help.routes.js';
import type { HomeContribution } from './home.js';
import { homeRoutes } from './home.routes.js';
import { laterService } from './later/later.service.js';
import { keptLater, laterStore } from './later/later.store.js';
import { takenService, type Colleagues } from './taken/taken.service.js';
import { keptTaken, takenStore } from './taken/taken.store.js';

interface Needs {
  kept: Keeping;
  contributions: readonly HomeContribution[];
  guide: readonly HelpEntry[];
  colleagues: Colleagues;
}

/** The homes of a course, what a teacher puts off on theirs, who of them has taken what, and the pages of help. */
export function homeFeature(connection: Connection, { kept, contributions, guide, colleagues }: Needs) {
  const later = laterService(kept('later', laterStore(connection), keptLater));
  const taken = takenService(kept('taken', takenStore(connection), keptTaken), colleagues);
  return {
    routes: [...homeRoutes(contributions, { later, taken }), ...helpRoutes([...ownGuide, ...guide])],
    tabs: [{ at: 0, path: '/mentoring', label: 'web.tab.home', permission: 'enter' as const }],
    footer: [
      { at: 2, path: '/help/learner', label: 'home.help.link', permission: 'takePart' as const },
      { at: 2, path: '/help/teacher', label: 'home.help.link', permission: 'coordinate' as const },
    ],
  };
}

const home = { path: '/mentoring', label: 'web.tab.home', permission: 'enter' } as const;

const ownGuide: readonly HelpEntry[] = [
  { for: ['teacher'], at: 0, title: 'home.help.queue.title', text: 'home.help.queue.text', link: home },
  { for: ['learner'], at: 0, title: 'home.help.next.title', text: 'home.help.next.text', link: home },
];
