import type { Connection } from 'mongoose';
import type { Keeping } from '../kept/kept.js';
import type { HomeContribution } from './home.js';
import { homeRoutes } from './home.routes.js';
import { laterService } from './later/later.service.js';
import { keptLater, laterStore } from './later/later.store.js';

interface Needs {
  kept: Keeping;
  contributions: readonly HomeContribution[];
}

/** The homes of a course, and what a teacher puts off on theirs. */
export function homeFeature(connection: Connection, { kept, contributions }: Needs) {
  return {
    routes: homeRoutes(contributions, laterService(kept('later', laterStore(connection), keptLater))),
    tabs: [{ at: 0, path: '/mentoring', label: 'web.tab.home', permission: 'enter' as const }],
  };
}
