import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import type { Kinds } from '../activities/kind.js';
import { insertionStore, keptInsertions } from './insertions.store.js';
import { pickerRoutes } from './picker.routes.js';
import { pickersService, type PickerNeeds } from './pickers.service.js';
import { pickerStore } from './pickers.store.js';
import { readProgrammes } from './programmes.settings.js';

interface Needs extends Pick<PickerNeeds, 'gateway'> {
  kept: Keeping;
  /** All of them: what can be picked is known once every feature has been composed. */
  kinds: Kinds;
  /** Folder of the programmes' files. */
  folder: string;
}

/** What a teacher picks in Moodle's dialogue: one activity, or a whole programme. */
export function pickerFeature(connection: Connection, { kept, kinds, folder, gateway }: Needs) {
  const pickerRows = pickerStore(connection);
  const insertions = kept('insertions', insertionStore(connection), keptInsertions);
  const programmes = readProgrammes(folder, kinds);
  const pickers = pickersService({ pickers: pickerRows, insertions, programmes, kinds, gateway });
  return { pickers, pickerRows, insertions, programmes, routes: pickerRoutes({ pickers, kinds }) };
}
