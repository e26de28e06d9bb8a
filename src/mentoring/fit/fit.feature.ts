import { remembered } from '../../kept/remembered.js';
import type { Connection } from 'mongoose';
import { fitHome, type FitHomeNeeds } from './fit.home.js';
import { fitRoutes } from './fit.routes.js';
import { fitService, type FitNeeds } from './fit.service.js';
import { fitStore } from './fit.store.js';

/** How it goes in a pair, asked of each privately. */
export function fitFeature(
  connection: Connection,
  { amendments, pauses }: Omit<FitNeeds, 'store'> & Pick<FitHomeNeeds, 'pauses'>,
) {
  const answers = remembered(fitStore(connection), 'all', 'ofPerson');
  const fit = fitService({ store: answers, amendments });
  return { fit, answers, routes: fitRoutes(fit), home: fitHome({ fit, pauses }) };
}
