import type { Connection } from 'mongoose';
import { diagnosticsRoutes } from './diagnostics.routes.js';
import { diagnosticsService, type DiagnosticsNeeds } from './diagnostics.service.js';
import { diagnosticsStore } from './diagnostics.store.js';

/** Tests the connection with Moodle and names the setting to change. */
export function diagnosticsFeature(connection: Connection, needs: Omit<DiagnosticsNeeds, 'store'>) {
  const diagnostics = diagnosticsService({ store: diagnosticsStore(connection), ...needs });
  return {
    diagnostics,
    routes: diagnosticsRoutes({ diagnostics }),
    footer: [{ at: 30, path: '/diagnostics', label: 'diagnostics.link', permission: 'coordinate' as const }],
  };
}
