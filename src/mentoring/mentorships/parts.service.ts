/** What pairs do once they are published, put together: the stores it keeps, the services that share them. */
import type { Connection } from 'mongoose';
import type { PairingServices } from '../../pairing/parts.service.js';
import { laterService } from '../../home/later/later.service.js';
import { laterStore } from '../../home/later/later.store.js';
import { mentorshipsService } from './mentorships.service.js';
import { mentorshipStore } from './mentorships.store.js';
import { pauseService, type PauseParts } from '../pause/pause.service.js';
import { pauseStore } from '../pause/pause.store.js';

type Parts = Parameters<typeof mentorshipsService>[0];

interface Others extends Pick<Parts, 'roster' | 'activities' | 'grades'> {
  intake: Parts['intake'] & PauseParts['intake'];
  pairs: Pick<PairingServices, 'pairing' | 'amendments' | 'invitations'>;
}

export function mentorshipServices(connection: Connection, { pairs, ...others }: Others) {
  const { pairing, amendments, invitations } = pairs;
  const store = mentorshipStore(connection);
  const mentorships = mentorshipsService({ store, pairings: pairing, ...others, amendments, invitations });
  const { settings } = amendments;
  return {
    mentorships,
    pauses: pauseService({ store: pauseStore(connection), ...others, mentorships, settings }),
    later: laterService(laterStore(connection)),
  };
}
