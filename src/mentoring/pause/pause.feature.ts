import { remembered } from '../../kept/remembered.js';
import type { Connection } from 'mongoose';
import { pauseHome } from './pause.home.js';
import { pauseRoutes, pausesOfPair } from './pause.routes.js';
import { pauseService, type PauseParts } from './pause.service.js';
import { pauseStore } from './pause.store.js';

/** Breaks: the pair stays, nothing is asked meanwhile. */
export function pauseFeature(connection: Connection, needs: Omit<PauseParts, 'store'>) {
  const pauses = pauseService({ ...needs, store: remembered(pauseStore(connection), 'all') });
  return { pauses, routes: pauseRoutes(pauses), home: pauseHome(pauses), pairNotes: pausesOfPair(pauses) };
}
