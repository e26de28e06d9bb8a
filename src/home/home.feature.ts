import type { Connection } from 'mongoose';
import type { HomeContribution } from './home.js';
import { homeRoutes } from './home.routes.js';
import { laterService } from './later/later.service.js';
import { laterStore } from './later/later.store.js';

/** The homes of a course, and what a teacher puts off on theirs. */
export function homeFeature(connection: Connection, contributions: readonly HomeContribution[]) {
  return {
    routes: homeRoutes(contributions, laterService(laterStore(connection))),
    tabs: [{ at: 0, path: '/mentoring', label: 'web.tab.home', permission: 'enter' as const }],
  };
}
