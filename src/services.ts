/** The composition root: the one place where parts meet. Everything below it takes what it needs as arguments. */
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { activitiesService } from './course/activities/activities.service.js';
import { activityStore } from './course/activities/activities.store.js';
import { courseStore } from './course/activities/courses.store.js';
import { insertionStore } from './course/picker/insertions.store.js';
import { launchesService } from './course/launches/launches.service.js';
import { originsService } from './course/launches/origins.service.js';
import { pickersService } from './course/picker/pickers.service.js';
import { pickerStore } from './course/picker/pickers.store.js';
import { readProgrammes } from './course/picker/programmes.settings.js';
import { renewalService } from './course/launches/renewal.service.js';
import { standingService } from './course/launches/standing.service.js';
import { setupService } from './course/set-up/set-up.service.js';
import { checkinJobs } from './mentoring/checkins/checkins.jobs.js';
import { checkinService } from './mentoring/checkins/checkins.service.js';
import { checkinStore } from './mentoring/checkins/checkins.store.js';
import type { Config } from './config.js';
import { diagnosticsService } from './course/diagnostics/diagnostics.service.js';
import { diagnosticsStore } from './course/diagnostics/diagnostics.store.js';
import { deliveryStore } from './course/grades/deliveries.store.js';
import { gradesService } from './course/grades/grades.service.js';
import { deliverScoresJob, sendingService } from './course/grades/sending.service.js';
import { intakeJobs } from './pairing/intake/intake.jobs.js';
import { intakeService } from './pairing/intake/intake.service.js';
import { readIntakeTemplates } from './pairing/intake/intake.settings.js';
import { intakeStore } from './pairing/intake/intake.store.js';
import { questionsStore } from './pairing/intake/questions.store.js';
import type { Job } from './jobs/job.js';
import { createRunner } from './jobs/runner.js';
import type { LtiGateway } from './lti/gateway.js';
import { fitService } from './mentoring/fit/fit.service.js';
import { fitStore } from './mentoring/fit/fit.store.js';
import { materialiseMentorshipsJob } from './mentoring/mentorships/mentorships.jobs.js';
import { mentorshipServices } from './mentoring/mentorships/parts.service.js';
import { decisionStore } from './operator/decisions.store.js';
import { operatorService } from './operator/operator.service.js';
import { operatorStore } from './operator/operators.store.js';
import { draftInWorker } from './pairing/drafts/drafting.service.js';
import { settleInvitationsJob } from './pairing/invitations/invitations.jobs.js';
import { pairingServices } from './pairing/parts.service.js';
import { readPresets } from './pairing/setup/presets.settings.js';
import { peerReviewJobs } from './peer-review/peer-review.jobs.js';
import { peerReviewService } from './peer-review/peer-review.service.js';
import { peerReviewStore } from './peer-review/peer-review.store.js';
import { loadRubrics } from './peer-review/peer-review.settings.js';
import { progressService } from './course/progress/progress.service.js';
import { progressStore } from './course/progress/progress.store.js';
import { readingService, readProgressJob } from './course/progress/reading.service.js';
import { calendarService } from './reminders/calendar.service.js';
import { calendarStore } from './reminders/calendar.store.js';
import { groupsService } from './course/roster/groups.service.js';
import { groupStore } from './course/roster/groups.store.js';
import { namesService } from './course/roster/names.service.js';
import { peopleStore } from './course/roster/people.store.js';
import { refreshRostersJob, rosterService } from './course/roster/roster.service.js';
import { rosterStore } from './course/roster/rosters.store.js';
import type { Clock } from './shared/clock.js';
import type { Random } from './shared/random.js';
import { createArrivals } from './web/arrival.js';
import { loadAssets } from './web/assets.js';
import type { Speaking } from './web/error-page.js';
import { versionOf } from './web/health.js';
import { launchPages } from './web/launch-pages.js';
import { securityHeaders } from './web/security.js';
import { createSignIn } from './web/sign-in.js';
import { createSpeaking } from './web/speaking.js';
import { visitStore } from './web/visit.store.js';

export interface Surroundings {
  config: Config;
  /** Connected; closed by whoever opened it. */
  connection: Connection;
  /** The folder that holds `config`, `views` and `package.json`. */
  root: string;
  clock: Clock;
  random: Random;
  createGateway(pages: ReturnType<typeof launchPages>, speaking: Speaking): Promise<LtiGateway>;
  /** Adds the bracketed language that finds texts from nowhere. */
  pseudo?: boolean;
}

export type Services = Awaited<ReturnType<typeof createServices>>;

export async function createServices({
  config,
  connection,
  root,
  clock,
  random,
  createGateway,
  pseudo = false,
}: Surroundings) {
  const assets = loadAssets();
  const cache = config.NODE_ENV !== 'development';
  const speaking = createSpeaking({ root, asset: assets.asset, logLevel: config.LOG_LEVEL, cache, pseudo });
  const { logger, texts } = speaking;
  const gateway = await createGateway(launchPages(speaking), speaking);
  const headers = securityHeaders(config.PUBLIC_URL);
  const visits = visitStore(connection);
  const arrivals = createArrivals({ visits, speaking, publicUrl: config.PUBLIC_URL, headers, clock });
  const runner = createRunner({ connection, clock, logger });
  const { nudge } = runner;

  const stores = {
    activities: activityStore(connection),
    courses: courseStore(connection),
    rosters: rosterStore(connection),
    pickers: pickerStore(connection),
    insertions: insertionStore(connection),
  };
  const english = texts.translator('en');
  const people = peopleStore(connection);
  const groupNames = groupStore(connection);
  const nameless = (code: string) => english('roster.nameless', { code });
  const { rosters, courses } = stores;
  const roster = rosterService({ people, groups: groupNames, rosters, courses, gateway, nudge, nameless });
  const names = namesService({ people, nameless });
  const groups = groupsService({ groups: groupNames });
  const activities = activitiesService({ activities: stores.activities });
  const deliveries = deliveryStore(connection);
  const grades = gradesService({ deliveries, nudge });
  const sending = sendingService({ deliveries, activities, roster, gateway, clock });
  const templates = join(root, 'config/templates');
  const intake = intakeService({
    store: intakeStore(connection),
    changes: questionsStore(connection),
    roster,
    activities,
    grades,
    findCoursesInUse: stores.rosters.findCoursesInUse,
    nudge,
    templates: readIntakeTemplates(templates),
  });
  const readings = progressStore(connection);
  const reading = readingService({
    store: readings,
    activities,
    roster,
    courses: { course: stores.courses.course, findCoursesInUse: stores.rosters.findCoursesInUse },
    gateway,
    clock,
  });
  const progress = progressService({ store: readings, reading, activities, roster, grades, clock });
  const fits = fitStore(connection);
  const pairs = pairingServices(connection, {
    ...{ roster, intake, activities, progress, logger, nudge, otherRequests: fits },
    ...{ maker: draftInWorker, presets: readPresets(join(templates, 'pairing')) },
  });
  const together = mentorshipServices(connection, { pairs, roster, intake, activities, grades });
  const { mentorships, pauses } = together;
  const checkins = checkinService({
    ...{ store: checkinStore(connection), roster, activities, grades, mentorships, pauses },
  });
  const rubrics = loadRubrics(join(templates, 'rubrics'));
  const reviews = peerReviewService({
    ...peerReviewStore(connection),
    roster,
    activities,
    grades,
    rubrics,
    random,
  });
  const rubricIds = rubrics.map(({ rubricId }) => rubricId);
  const programmes = readProgrammes(join(templates, 'programmes'), rubricIds);
  const origins = originsService({ ...stores, programmes, courseSettings: [intake, pairs.pairingSetup] });
  const diagnostics = diagnosticsService({
    store: diagnosticsStore(connection),
    courses: stores.courses,
    activities,
    roster,
    gateway,
  });
  const { observe } = diagnostics;
  const launches = launchesService({ ...stores, origins, roster, observe, admit: arrivals.admit, clock });
  gateway.onLaunch(launches.handleLaunch);
  const pickers = pickersService({ ...stores, programmes, gateway });
  const setups = setupService({ ...stores, readings });
  const renewals = renewalService({ ...stores, people, visits, origins, deliveries });
  const calendar = calendarService({ store: calendarStore(connection), roster, activities, pauses, pairing: pairs });
  const operators = operatorService({
    store: operatorStore(connection),
    decisions: decisionStore(connection),
    gateway,
    lastOutcomes: runner.lastOutcomes,
    findCourseTenants: stores.courses.findCourseTenants,
    findCourseOf: stores.courses.findCourseOf,
    findCourseSizes: people.findCourseSizes,
    findCourseBacklogs: deliveries.findCourseBacklogs,
  });
  const signIn = createSignIn({
    ...{ visits, ownOrigin: new URL(config.PUBLIC_URL).origin, clock },
    ...standingService({ people, platforms: gateway.platforms }),
    verify: { operator: operators.verify, calendar: calendar.reader },
  });
  const jobs: Job[] = [
    refreshRostersJob(roster),
    deliverScoresJob(sending),
    readProgressJob(reading),
    materialiseMentorshipsJob(mentorships, logger),
    settleInvitationsJob(pairs.invitations, logger),
    ...intakeJobs(intake),
    ...checkinJobs(checkins),
    ...peerReviewJobs(reviews),
  ];

  return {
    config,
    clock,
    assets,
    speaking,
    headers,
    gateway,
    visits,
    arrivals,
    signIn,
    runner,
    jobs,
    roster,
    diagnostics,
    names,
    groups,
    activities,
    grades,
    intake,
    ...pairs,
    ...together,
    fit: fitService({ store: fits, amendments: pairs.amendments }),
    checkins,
    reviews,
    launches,
    pickers,
    setups,
    renewals,
    progress,
    calendar,
    operators,
    health: {
      version: versionOf(root),
      checks: { database: async () => (await connection.db?.admin().ping())?.ok === 1 },
    },
    async stop(): Promise<void> {
      await runner.stop();
      await pairs.stopThread();
      await gateway.close();
    },
  };
}
