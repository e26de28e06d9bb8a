import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { HelpEntry } from '../../web/help.js';
import type { Keeping } from '../../kept/kept.js';
import { concernsHome } from './concerns.home.js';
import { forgetConcernsJob } from './concerns.jobs.js';
import { concernsRoutes } from './concerns.routes.js';
import { concernsService, type ConcernsNeeds } from './concerns.service.js';
import { readTopics } from './concerns.settings.js';
import { concernsStore, keptConcerns } from './concerns.store.js';
import { concernsPath } from './concerns.view.js';
import { contactsRoutes } from './contacts.routes.js';
import { contactsService, type ContactsNeeds } from './contacts.service.js';
import { contactsStore, keptContacts } from './contacts.store.js';
import { contactsPath } from './contacts.view.js';
import { resealingService } from './resealing.service.js';

interface Needs extends Pick<ConcernsNeeds, 'vault' | 'excerpt'>, Pick<ContactsNeeds, 'roster'> {
  kept: Keeping;
  /** Of the proposed topics. */
  folder: string;
}

/** Something that worries somebody, told to named contacts and to nobody else. */
export function concernsFeature(connection: Connection, { kept, folder, vault, ...needs }: Needs) {
  const rows = concernsStore(connection);
  const store = kept('concerns', rows, keptConcerns);
  const contacts = contactsService({
    ...needs,
    contacts: kept('contacts', contactsStore(connection), keptContacts),
    proposed: readTopics(join(folder, 'concerns')),
  });
  const concerns = concernsService({ ...needs, store, contacts, vault });
  return {
    concerns,
    // Contacts before one concern: `/concerns/contacts` is no concern.
    routes: [...contactsRoutes(contacts), ...concernsRoutes({ concerns, contacts })],
    home: concernsHome({ concerns, contacts }),
    jobs: [forgetConcernsJob(store, contacts)],
    settings: contacts,
    guide,
    sealed: resealingService(store, vault),
    footer: [
      { at: 4, path: concernsPath, label: 'concerns.title', permission: 'enter' as const },
      { at: 62, path: contactsPath, label: 'concerns.contacts.link', permission: 'configure' as const },
    ],
  };
}

const guide: readonly HelpEntry[] = [
  {
    for: ['learner', 'mentor'],
    at: 80,
    title: 'concerns.help.own.title',
    text: 'concerns.help.own.text',
    link: { path: '/concerns', label: 'concerns.title', permission: 'enter' },
  },
  {
    for: ['teacher'],
    at: 40,
    title: 'concerns.help.staff.title',
    text: 'concerns.help.staff.text',
    link: { path: '/concerns/contacts', label: 'concerns.contacts.link', permission: 'configure' },
  },
];
