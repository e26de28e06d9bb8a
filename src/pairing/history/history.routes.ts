import { show } from '../../web/reply.js';
import { get, type Route } from '../../web/routing.js';
import type { HistoryService } from './history.service.js';
import { entriesPerPage, historyView, pageAsked } from './history.view.js';

export function historyRoutes({ pairingHistory }: { pairingHistory: HistoryService }): Route[] {
  return [
    get('/pairing/history', 'coordinate', async (asked) => {
      const { visit, query } = asked;
      const sheet = await pairingHistory.sheet(visit.courseId, pageAsked(query.page), entriesPerPage);
      return show(historyView(asked, sheet));
    }),
  ];
}
