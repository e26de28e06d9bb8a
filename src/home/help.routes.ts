import { NotFound } from '../shared/errors.js';
import { show } from '../web/reply.js';
import { get, type Route } from '../web/routing.js';
import type { HelpEntry } from '../web/help.js';
import { helpView, readersFor } from './help.view.js';

/** @param entries of all features */
export function helpRoutes(entries: readonly HelpEntry[]): Route[] {
  return [
    get('/help/:reader', 'enter', (asked) => {
      const reader = readersFor(asked.visit.role).find((one) => one === asked.params.reader);
      return reader ? Promise.resolve(show(helpView(asked, reader, entries))) : Promise.reject(new NotFound());
    }),
  ];
}
