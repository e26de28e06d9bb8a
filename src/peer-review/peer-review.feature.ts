import type { Connection } from 'mongoose';
import type { HelpEntry } from '../web/help.js';
import type { Keeping } from '../kept/kept.js';
import type { KindOf } from '../course/activities/kind.js';
import { peerReviewDates, peerReviewHome } from './peer-review.home.js';
import { peerReviewJobs } from './peer-review.jobs.js';
import { peerReviewRoutes } from './peer-review.routes.js';
import { peerReviewService, type PeerReviewNeeds } from './peer-review.service.js';
import { loadRubrics, writtenSettings } from './peer-review.settings.js';
import { peerReviewStore, type PeerReviewStores } from './peer-review.store.js';
import { reviewReminder } from './waiting.service.js';

interface Needs extends Omit<PeerReviewNeeds, keyof PeerReviewStores | 'rubrics'> {
  kept: Keeping;
  /** Folder of the rubrics. */
  folder: string;
}

/** Hand in, review others, read what they say. */
export function peerReviewFeature(connection: Connection, { kept, folder, ...needs }: Needs) {
  const rubrics = loadRubrics(folder);
  const stores = peerReviewStore(connection, kept);
  const reviews = peerReviewService({ ...needs, ...stores, rubrics });
  const kind: KindOf = {
    kind: 'peer-review',
    words: { title: 'peer-review.kind.title', text: 'peer-review.kind.text', about: 'peer-review.kind.about' },
    pathOf: (activityId) => `/reviews/${activityId}`,
    settingsPathOf: (activityId) => `/reviews/${activityId}/settings`,
    points: 10,
    reviewable: true,
    completion: 'points',
    need: 'grade',
    settingsFrom: (written) => writtenSettings(rubrics).parse(written),
  };
  return {
    reviews,
    guide,
    routes: peerReviewRoutes({ reviews }),
    waiting: [reviewReminder({ ...stores, roster: needs.roster })],
    jobs: peerReviewJobs(reviews),
    kinds: [kind],
    home: peerReviewHome(reviews),
    dates: peerReviewDates(reviews),
  };
}

const guide: readonly HelpEntry[] = [
  { for: ['learner'], at: 60, title: 'peer-review.help.own.title', text: 'peer-review.help.own.text' },
];
