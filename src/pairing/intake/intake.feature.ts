import type { Connection } from 'mongoose';
import type { HelpEntry } from '../../web/help.js';
import type { Keeping } from '../../kept/kept.js';
import type { FactOf } from '../../course/milestones/facts.js';
import type { KindOf } from '../../course/activities/kind.js';
import { intakeHome } from './intake.home.js';
import { intakeJobs } from './intake.jobs.js';
import { intakeRoutes } from './intake.routes.js';
import { intakeStory } from './intake.story.js';
import { intakeService, type IntakeNeeds } from './intake.service.js';
import { readIntakeTemplates } from './intake.settings.js';
import { intakeStore, keptIntake } from './intake.store.js';
import { keptQuestions, questionsStore } from './questions.store.js';

interface Needs extends Omit<IntakeNeeds, 'store' | 'changes' | 'templates'> {
  kept: Keeping;
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

const words = { before: 'intake.fact.before', after: 'intake.fact.after', left: 'intake.fact.left' };

/** What each learner wants and offers. */
export function intakeFeature(connection: Connection, { kept, templates, ...needs }: Needs) {
  const store = kept('profiles', intakeStore(connection), keptIntake);
  const intake = intakeService({
    ...needs,
    store,
    changes: kept('intakeQuestions', questionsStore(connection), keptQuestions),
    templates: readIntakeTemplates(templates),
  });
  return {
    intake,
    routes: intakeRoutes({ intake }),
    jobs: intakeJobs(intake),
    kinds: [kind],
    story: intakeStory(intake),
    facts: [{ fact: 'intake', words, counts: store.completed }] satisfies FactOf[],
    home: intakeHome({ intake, roster: needs.roster }),
    settings: intake,
    guide,
    tabs: [{ at: 60, path: '/profile', label: 'web.tab.profile', permission: 'takePart' as const }],
  };
}

const guide: readonly HelpEntry[] = [
  {
    for: ['learner', 'mentor'],
    at: 10,
    title: 'intake.help.own.title',
    text: 'intake.help.own.text',
    link: { path: '/profile', label: 'web.tab.profile', permission: 'takePart' },
  },
];
