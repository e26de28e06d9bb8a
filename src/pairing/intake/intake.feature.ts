import { remembered } from '../../kept/remembered.js';
import type { Connection } from 'mongoose';
import type { KindOf } from '../../course/activities/kind.js';
import { intakeHome } from './intake.home.js';
import { intakeJobs } from './intake.jobs.js';
import { intakeRoutes } from './intake.routes.js';
import { intakeService, type IntakeNeeds } from './intake.service.js';
import { readIntakeTemplates } from './intake.settings.js';
import { intakeStore } from './intake.store.js';
import { questionsStore } from './questions.store.js';

interface Needs extends Omit<IntakeNeeds, 'store' | 'changes' | 'templates'> {
  /** Folder of the templates. */
  templates: string;
}

const kind: KindOf = {
  kind: 'intake',
  words: { title: 'intake.kind.title', text: 'intake.kind.text', about: 'intake.kind.about' },
  pathOf: (activityId) => `/intake/${activityId}`,
  settingsPathOf: () => '/profile/questions',
  points: 1,
  completion: 'points',
  need: 'grade',
};

/** What each learner wants and offers. */
export function intakeFeature(connection: Connection, { templates, ...needs }: Needs) {
  const intake = intakeService({
    ...needs,
    store: remembered(intakeStore(connection), 'saved', 'allSaved'),
    changes: remembered(questionsStore(connection), 'changed'),
    templates: readIntakeTemplates(templates),
  });
  return {
    intake,
    routes: intakeRoutes({ intake }),
    jobs: intakeJobs(intake),
    kinds: [kind],
    home: intakeHome({ intake, roster: needs.roster }),
    settings: intake,
    tabs: [{ at: 60, path: '/profile', label: 'web.tab.profile', permission: 'takePart' as const }],
  };
}
