import type { Connection } from 'mongoose';
import type { HelpEntry } from '../../web/help.js';
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
    guide,
    routes: diagnosticsRoutes({ diagnostics }),
    footer: [{ at: 30, path: '/diagnostics', label: 'diagnostics.link', permission: 'coordinate' as const }],
  };
}

const guide: readonly HelpEntry[] = [
  {
    for: ['teacher', 'administrator'],
    at: 60,
    title: 'diagnostics.help.staff.title',
    text: 'diagnostics.help.staff.text',
    link: { path: '/diagnostics', label: 'diagnostics.link', permission: 'coordinate' },
  },
  { for: ['administrator'], at: 10, title: 'diagnostics.help.register.title', text: 'diagnostics.help.register.text' },
  { for: ['administrator'], at: 20, title: 'diagnostics.help.choose.title', text: 'diagnostics.help.choose.text' },
];
