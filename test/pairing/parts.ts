import { sharedParts, type pairingStores } from '../../src/pairing/parts.service.js';
import { questionsService } from '../../src/pairing/questions/questions.service.js';
import type { TestSite } from '../support/site.js';

/** What the services of another process share: its stores, with the roster and profiles of the site. */
export function partsOn(site: TestSite, stores: ReturnType<typeof pairingStores>, questions = questionsService()) {
  const { roster, intake, activities, progress } = site.services;
  return sharedParts({ ...stores, roster, intake, activities, progress, questions });
}
