import type { Connection } from 'mongoose';
import type { HelpEntry } from '../../web/help.js';
import type { Keeping } from '../../kept/kept.js';
import { fitHome, type FitHomeNeeds } from './fit.home.js';
import { fitRoutes } from './fit.routes.js';
import { fitService, type FitNeeds } from './fit.service.js';
import { fitStore, keptFit } from './fit.store.js';

interface Needs extends Omit<FitNeeds, 'store'>, Pick<FitHomeNeeds, 'pauses'> {
  kept: Keeping;
}

/** How it goes in a pair, asked of each privately. */
export function fitFeature(connection: Connection, { kept, amendments, pauses }: Needs) {
  const answers = kept('fit', fitStore(connection), keptFit);
  const fit = fitService({ store: answers, amendments });
  return { fit, answers, routes: fitRoutes(fit), home: fitHome({ fit, pauses }), guide };
}

const guide: readonly HelpEntry[] = [
  { for: ['learner', 'mentor'], at: 70, title: 'fit.help.own.title', text: 'fit.help.own.text' },
];
