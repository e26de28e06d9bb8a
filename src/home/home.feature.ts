import type { Connection } from 'mongoose';
import type { Keeping } from '../kept/kept.js';
import type { HomeContribution } from './home.js';
import { homeRoutes } from './home.routes.js';
import { laterService } from './later/later.service.js';
import { keptLater, laterStore } from './later/later.store.js';
import { takenService, type Colleagues } from './taken/taken.service.js';
import { keptTaken, takenStore } from './taken/taken.store.js';

interface Needs {
  kept: Keeping;
  contributions: readonly HomeContribution[];
  colleagues: Colleagues;
}

/** The homes of a course, what a teacher puts off on theirs, and who of them has taken what. */
export function homeFeature(connection: Connection, { kept, contributions, colleagues }: Needs) {
  const later = laterService(kept('later', laterStore(connection), keptLater));
  const taken = takenService(kept('taken', takenStore(connection), keptTaken), colleagues);
  return {
    routes: homeRoutes(contributions, { later, taken }),
    tabs: [{ at: 0, path: '/mentoring', label: 'web.tab.home', permission: 'enter' as const }],
  };
}
