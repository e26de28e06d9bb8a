import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import { applyingHome } from './applying.home.js';
import { applyingRoutes } from './applying.routes.js';
import { applyingService, type ApplyingNeeds } from './applying.service.js';
import { applicationsPath } from './applying.view.js';
import { applyingStore, keptApplying } from './applying.store.js';

interface Needs extends Pick<ApplyingNeeds, 'roster'> {
  kept: Keeping;
}

/** Becoming a mentor where not everybody may be one: asked for, or invited to, and decided by what a teacher wrote down. */
export function applyingFeature(connection: Connection, { kept, roster }: Needs) {
  const store = kept('applying', applyingStore(connection), keptApplying);
  const applying = applyingService({ store, roster });
  return {
    routes: applyingRoutes(applying),
    home: applyingHome(applying),
    settings: applying,
    footer: [{ at: 32, path: applicationsPath, label: 'applying.list.link', permission: 'configure' as const }],
    records: { of: 'applying', list: applying.list, erase: applying.erase },
  };
}
