/** Everything of the pairing put together: the stores it keeps, the services that share them. */
import type { Connection } from 'mongoose';
import type { Nudge } from '../jobs/job.js';
import { afterStore } from './publishing/after.store.js';
import { amendmentsService } from './after/amendments.service.js';
import { requestsService } from './after/requests.service.js';
import { requestsStore, type OtherRequests } from './after/requests.store.js';
import { choicesService } from './choices/choices.service.js';
import { choicesStore } from './choices/choices.store.js';
import type { PairingParts } from './cohort/cohorts.service.js';
import type { DraftMaker } from './drafts/drafting.service.js';
import { draftsStore } from './drafts/drafts.store.js';
import { editsService } from './board/edits.service.js';
import { historyService } from './history/history.service.js';
import { historyStore } from './history/history.store.js';
import { invitationsService } from './invitations/invitations.service.js';
import { invitationsStore } from './publishing/invitations.store.js';
import { importsService } from './lists/imports.service.js';
import { importsStore } from './lists/imports.store.js';
import { listsService } from './lists/lists.service.js';
import { makingOf, type MakingParts } from './drafts/making.service.js';
import { mentorMarksStore } from './cohort/mentor-marks.store.js';
import { pairRulesStore } from './cohort/pair-rules.store.js';
import { pairingService } from './drafts/drafts.service.js';
import { questionsService } from './questions/questions.service.js';
import type { SetupPreset } from './setup/presets.settings.js';
import { roundsStore } from './drafts/rounds.store.js';
import { pairingSetupService } from './setup/setup.service.js';
import { setupsStore } from './cohort/setups.store.js';

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

interface Others extends Pick<PairingParts, 'roster' | 'intake' | 'activities' | 'progress'> {
  maker: DraftMaker;
  presets: readonly SetupPreset[];
  logger: MakingParts['logger'];
  nudge: Nudge;
  /** Answers that count as asking for another partner. */
  otherRequests: OtherRequests;
}

export type PairingServices = ReturnType<typeof pairingServices>;

export function pairingServices(connection: Connection, more: Others) {
  const { maker, presets, logger, nudge, otherRequests, ...others } = more;
  const questions = questionsService();
  const parts: PairingParts = { ...pairingStores(connection), ...others, questions };
  const making = makingOf({ drafts: parts.drafts, maker, logger });
  const requests = requestsStore(connection, otherRequests);
  const amendments = amendmentsService({ ...parts, requests, nudge });
  return {
    pairing: pairingService({ ...parts, making }),
    edits: editsService(parts),
    pairingSetup: pairingSetupService({ ...parts, making, presets }),
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
