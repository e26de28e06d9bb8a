import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import { journalRoutes } from './journal.routes.js';
import { journalService, type JournalNeeds } from './journal.service.js';
import { readPrompts } from './journal.settings.js';
import { journalStore, keptJournal } from './journal.store.js';
import { journalPath } from './journal.view.js';

interface Needs extends Pick<JournalNeeds, 'pairs'> {
  kept: Keeping;
  /** Of the proposed questions. */
  folder: string;
}

/** What somebody writes for themselves, and shares entry by entry. */
export function journalFeature(connection: Connection, { kept, pairs, folder }: Needs) {
  const store = kept('journal', journalStore(connection), keptJournal);
  const journal = journalService({ pairs, store, prompts: readPrompts(folder) });
  return {
    ...{ journal, routes: journalRoutes(journal) },
    footer: [{ at: 12, path: journalPath, label: 'journal.title', permission: 'takePart' as const }],
    /** For operators: what is stored of one person, and its end. */
    records: { of: 'journal', list: journal.partOf, erase: journal.erasePartOf },
  };
}
