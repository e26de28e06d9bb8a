import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import { clockRoutes } from './clock.routes.js';
import { clockService, type ClockNeeds } from './clock.service.js';
import { clockStore, keptClocks } from './clock.store.js';
import { clockPath } from './clock.view.js';

interface Needs extends Pick<ClockNeeds, 'courses'> {
  kept: Keeping;
}

/** The weeks of a course, which rhythms go by. */
export function clockFeature(connection: Connection, { kept, courses }: Needs) {
  const clocks = clockService({ courses, store: kept('clocks', clockStore(connection), keptClocks) });
  return {
    clocks,
    routes: clockRoutes(clocks),
    footer: [{ at: 16, path: clockPath, label: 'clock.link', permission: 'configure' as const }],
  };
}
