import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import { diagnosticsRoutes } from './diagnostics.routes.js';
import { diagnosticsService, type DiagnosticsNeeds } from './diagnostics.service.js';
import { diagnosticsStore, keptDiagnostics } from './diagnostics.store.js';

interface Needs extends Omit<DiagnosticsNeeds, 'store'> {
  kept: Keeping;
}

/** Tests the connection with Moodle and names the setting to change. */
export function diagnosticsFeature(connection: Connection, { kept, ...needs }: Needs) {
  const diagnostics = diagnosticsService({
    store: kept('diagnostics', diagnosticsStore(connection), keptDiagnostics),
    ...needs,
  });
  return {
    diagnostics,
    routes: diagnosticsRoutes({ diagnostics }),
    footer: [{ at: 30, path: '/diagnostics', label: 'diagnostics.link', permission: 'coordinate' as const }],
  };
}
