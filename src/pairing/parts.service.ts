/** Everything of the pairing put together: the stores it keeps, the services that share them. */
import type { Keeping, StampOf } from '../kept/kept.js';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { Nudge } from '../jobs/job.js';
import { afterStore, keptAfter } from './publishing/after.store.js';
import { amendmentsService } from './after/amendments.service.js';
import { requestsService } from './after/requests.service.js';
import { keptRequests, requestsBeside, requestsStore, type OtherRequests } from './after/requests.store.js';
import { choicesService } from './choices/choices.service.js';
import { choicesStore, keptChoices } from './choices/choices.store.js';
import { cohortsOf, type CohortParts } from './cohort/cohorts.service.js';
import { draftInWorker } from './drafts/drafting.service.js';
import { draftsStore, keptDrafts, keptMet, metStore } from './drafts/drafts.store.js';
import { editsService } from './board/edits.service.js';
import { historyService } from './history/history.service.js';
import { historyStore, keptHistory } from './history/history.store.js';
import { invitationsService } from './invitations/invitations.service.js';
import { invitationsStore, keptInvitations } from './publishing/invitations.store.js';
import { importsService } from './lists/imports.service.js';
import { importsStore } from './lists/imports.store.js';
import { listsService } from './lists/lists.service.js';
import { makingOf, type MakingParts } from './drafts/making.service.js';
import { keptMentorMarks, mentorMarksStore } from './cohort/mentor-marks.store.js';
import { keptPairRules, pairRulesStore } from './cohort/pair-rules.store.js';
import { draftsService } from './drafts/drafts.service.js';
import { askingOf, questionsService, type Questions } from './questions/questions.service.js';
import { readPresets } from './setup/presets.settings.js';
import { keptRounds, roundsStore } from './drafts/rounds.store.js';
import { pairingSetupService } from './setup/setup.service.js';
import { keptSetups, setupsStore } from './cohort/setups.store.js';
import type { Roster } from '../course/roster/person.js';
import { workingOf } from './drafts/working.service.js';
import { auditOf } from './history/audit.service.js';
import type { Intake } from './intake/profile.js';
import { publicationsOf } from './publishing/publications.service.js';
import { publishingOf } from './publishing/publishing.service.js';
import { overviewOf } from './readiness/overview.service.js';
import type { Pairings } from './words/draft.js';

export function pairingStores(connection: Connection, kept: Keeping) {
  const drafts = draftsStore(connection);
  return {
    rounds: kept('rounds', roundsStore(connection), keptRounds),
    drafts: kept('drafts', drafts, keptDrafts),
    met: kept('met', metStore(drafts), keptMet),
    pairRules: kept('pairRules', pairRulesStore(connection), keptPairRules),
    setups: kept('setups', setupsStore(connection), keptSetups),
    marks: kept('marks', mentorMarksStore(connection), keptMentorMarks),
    history: kept('history', historyStore(connection), keptHistory),
    invitations: kept('invitations', invitationsStore(connection), keptInvitations),
    after: kept('after', afterStore(connection), keptAfter),
    choices: kept('choices', choicesStore(connection), keptChoices),
    requests: kept('requests', requestsStore(connection), keptRequests),
  };
}

export interface Neighbours extends Pick<CohortParts, 'activities' | 'progress'> {
  roster: Roster;
  intake: Intake;
  stampOf: StampOf;
}

/** What the services of several rooms share. */
export function sharedParts(kept: ReturnType<typeof pairingStores> & Neighbours & { questions: Questions }) {
  const cohorts = cohortsOf(kept);
  return {
    ...{ ...kept, cohorts, working: workingOf(kept), carry: auditOf(kept).carry },
    ask: askingOf(kept.questions, cohorts),
  };
}

export interface PairingNeeds extends Neighbours {
  kept: Keeping;
  /** Folder of the templates. */
  templates: string;
  logger: MakingParts['logger'];
  nudge: Nudge;
  /** Answers that count as asking for another partner. */
  otherRequests: () => OtherRequests | undefined;
}

export type PairingServices = ReturnType<typeof pairingServices>;

export function pairingServices(connection: Connection, more: PairingNeeds) {
  const { kept, templates, logger, nudge, otherRequests, ...others } = more;
  const questions = questionsService();
  const parts = sharedParts({ ...pairingStores(connection, kept), ...others, questions });
  const making = makingOf({ drafts: parts.drafts, maker: draftInWorker, logger });
  const requests = requestsBeside(parts.requests, otherRequests);
  const amendments = amendmentsService({ ...parts, requests, nudge });
  const choices = choicesService(parts);
  const followed: Pairings = {
    ...publicationsOf(parts),
    inCommon: parts.cohorts.inCommon,
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
