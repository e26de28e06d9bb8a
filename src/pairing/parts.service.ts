/** Everything of the pairing put together: the stores it keeps, the services that share them. */
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { Nudge } from '../jobs/job.js';
import { afterStore } from './after/after.store.js';
import { amendmentsService } from './after/amendments.service.js';
import { requestsService } from './after/requests.service.js';
import { requestsStore, type OtherRequests } from './after/requests.store.js';
import { choicesService } from './choices/choices.service.js';
import { choicesStore } from './choices/choices.store.js';
import type { PairingParts } from './cohorts.service.js';
import { draftInWorker } from './drafts/drafting.service.js';
import { draftsStore } from './drafts/drafts.store.js';
import { editsService } from './board/edits.service.js';
import { historyService } from './history/history.service.js';
import { historyStore } from './history/history.store.js';
import { invitationsService } from './invitations/invitations.service.js';
import { invitationsStore } from './invitations/invitations.store.js';
import { importsService } from './lists/imports.service.js';
import { importsStore } from './lists/imports.store.js';
import { listsService } from './lists/lists.service.js';
import { makingOf, type MakingParts } from './drafts/making.service.js';
import { mentorMarksStore } from './setup/mentor-marks.store.js';
import { pairRulesStore } from './setup/pair-rules.store.js';
import { pairingService } from './pairing.service.js';
import { questionsService } from './questions/questions.service.js';
import { readPresets } from './setup/presets.settings.js';
import { roundsStore } from './rounds.store.js';
import { pairingSetupService } from './setup/setup.service.js';
import { setupsStore } from './setup/setups.store.js';

export function pairingStores(connection: Connection) {
  return {
    rounds: roundsStore(connection),
    drafts: draftsStore(connection),
    pairRules: pairRulesStore(connection),
    setups: setupsStore(connection),
    marks: mentorMarksStore(connection),
    history: historyStore(connection),
    invitations: invitationsStore(connection),
    after: afterStore(connection),
    choices: choicesStore(connection),
  };
}

export interface PairingNeeds extends Pick<PairingParts, 'roster' | 'intake' | 'activities' | 'progress'> {
  /** Folder of the templates. */
  templates: string;
  logger: MakingParts['logger'];
  nudge: Nudge;
  /** Answers that count as asking for another partner. */
  otherRequests: () => OtherRequests | undefined;
}

export type PairingServices = ReturnType<typeof pairingServices>;

export function pairingServices(connection: Connection, more: PairingNeeds) {
  const { templates, logger, nudge, otherRequests, ...others } = more;
  const questions = questionsService();
  const parts: PairingParts = { ...pairingStores(connection), ...others, questions };
  const making = makingOf({ drafts: parts.drafts, maker: draftInWorker, logger });
  const requests = requestsStore(connection, otherRequests);
  const amendments = amendmentsService({ ...parts, requests, nudge });
  return {
    pairing: pairingService({ ...parts, making }),
    edits: editsService(parts),
    pairingSetup: pairingSetupService({ ...parts, making, presets: readPresets(join(templates, 'pairing')) }),
    amendments,
    invitations: invitationsService({ ...parts, amendments, nudge }),
    changeRequests: requestsService({ requests, amendments }),
    pairingHistory: historyService(parts),
    lists: listsService(parts),
    imports: importsService({ ...parts, imports: importsStore(connection) }),
    choices: choicesService(parts),
    /** Ends the thread that is kept. */
    stopThread: questions.stop,
  };
}
