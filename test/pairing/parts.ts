import type { Connection } from 'mongoose';
import { changesStore } from '../../src/kept/changes.store.js';
import { keepingOf } from '../../src/kept/kept.js';
import { pairingStores, sharedParts } from '../../src/pairing/parts.service.js';
import { questionsService } from '../../src/pairing/questions/questions.service.js';
import type { TestSite } from '../support/site.js';

/** The stores of a second process, which notes what it writes as every process does. */
export function storesOn(connection: Connection) {
  return pairingStores(connection, keepingOf(changesStore(connection), () => new Date()).kept);
}

/** What the services of another process share: its stores, with the roster and profiles of the site. */
export function partsOn(site: TestSite, stores: ReturnType<typeof pairingStores>, questions = questionsService()) {
  const { roster, intake, activities, progress, stampOf } = site.services;
  return sharedParts({ ...stores, roster, intake, activities, progress, stampOf, questions });
}
