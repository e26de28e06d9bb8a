/** Everything of the pairing put together: the stores it keeps, the services that share them. */
import { remembered } from '../kept/remembered.js';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { Nudge } from '../jobs/job.js';
import { afterStore } from './publishing/after.store.js';
import { amendmentsService } from './after/amendments.service.js';
import { requestsService } from './after/requests.service.js';
import { requestsStore, type OtherRequests } from './after/requests.store.js';
import { choicesService } from './choices/choices.service.js';
import { choicesStore } from './choices/choices.store.js';
import { cohortsOf, type CohortParts } from './cohort/cohorts.service.js';
import { draftInWorker } from './drafts/drafting.service.js';
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
import { draftsService } from './drafts/drafts.service.js';
import { askingOf, questionsService, type Questions } from './questions/questions.service.js';
import { readPresets } from './setup/presets.settings.js';
import { roundsStore } from './drafts/rounds.store.js';
import { pairingSetupService } from './setup/setup.service.js';
import { setupsStore } from './cohort/setups.store.js';
import type { Roster } from '../course/roster/person.js';
import { workingOf } from './drafts/working.service.js';
import { auditOf } from './history/audit.service.js';
import type { Intake } from './intake/profile.js';
import { publicationsOf } from './publishing/publications.service.js';
import { publishingOf } from './publishing/publishing.service.js';
import { overviewOf } from './readiness/overview.service.js';
import type { Pairings } from './words/draft.js';

export function pairingStores(connection: Connection) {
  return {
    rounds: remembered(roundsStore(connection), 'round', 'publishedIds', 'isMaterialised'),
    drafts: remembered(draftsStore(connection), 'draft', 'published'),
    pairRules: remembered(pairRulesStore(connection), 'pairRules'),
    setups: remembered(setupsStore(connection), 'setup'),
    marks: remembered(mentorMarksStore(connection), 'marks'),
    history: historyStore(connection),
    invitations: remembered(invitationsStore(connection), 'all', 'of'),
    after: remembered(afterStore(connection), 'after'),
    choices: remembered(choicesStore(connection), 'choices', 'chosen', 'choice'),
  };
}

export interface Neighbours extends Pick<CohortParts, 'activities' | 'progress'> {
  roster: Roster;
  intake: Intake;
}

/** What the services of several rooms share. */
export function sharedParts(kept: ReturnType<typeof pairingStores> & Neighbours & { questions: Questions }) {
  const cohorts = cohortsOf(kept);
  return {
    ...{ ...kept, cohorts, working: workingOf(kept), carry: auditOf(kept).carry },
    ask: askingOf(kept.questions, cohorts.packedFacts),
  };
}

export interface PairingNeeds extends Neighbours {
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
  const parts = sharedParts({ ...pairingStores(connection), ...others, questions });
  const making = makingOf({ drafts: parts.drafts, maker: draftInWorker, logger });
  const requests = requestsStore(connection, otherRequests);
  const amendments = amendmentsService({ ...parts, requests, nudge });
  const choices = choicesService(parts);
  const followed: Pairings = {
    ...publicationsOf(parts),
    compared: parts.cohorts.compared,
    isChoosing: choices.isChoosing,
  };
  return {
    pairing: {
      ...followed,
      ...overviewOf(parts),
      ...draftsService({ ...parts, making }),
      ...publishingOf({ ...parts, nudge }),
    },
    edits: editsService(parts),
    pairingSetup: pairingSetupService({ ...parts, making, presets: readPresets(join(templates, 'pairing')) }),
    amendments,
    invitations: invitationsService({ ...parts, amendments, nudge }),
    changeRequests: requestsService({ requests, amendments }),
    pairingHistory: historyService(parts),
    lists: listsService(parts),
    imports: importsService({ ...parts, imports: importsStore(connection) }),
    choices,
    /** Ends the thread that is kept. */
    stopThread: questions.stop,
  };
}
