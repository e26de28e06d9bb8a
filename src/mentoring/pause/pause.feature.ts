import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import { pauseHome } from './pause.home.js';
import { pauseRoutes, pausesOfPair } from './pause.routes.js';
import { pauseService, type PauseParts } from './pause.service.js';
import { keptPauses, pauseStore } from './pause.store.js';

interface Needs extends Omit<PauseParts, 'store'> {
  kept: Keeping;
}

/** Breaks: the pair stays, nothing is asked meanwhile. */
export function pauseFeature(connection: Connection, { kept, ...needs }: Needs) {
  const pauses = pauseService({ ...needs, store: kept('pauses', pauseStore(connection), keptPauses) });
  return { pauses, routes: pauseRoutes(pauses), home: pauseHome(pauses), pairNotes: pausesOfPair(pauses) };
}
