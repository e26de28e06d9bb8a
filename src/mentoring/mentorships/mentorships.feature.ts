import type { Connection } from 'mongoose';
import type { HelpEntry } from '../../web/help.js';
import type { Keeping } from '../../kept/kept.js';
import type { KindOf } from '../../course/activities/kind.js';
import type { Logger } from '../../web/log.js';
import { mentorshipsHome } from './mentorships.home.js';
import { materialiseMentorshipsJob } from './mentorships.jobs.js';
import { mentorshipRoutes } from './mentorships.routes.js';
import type { PartnerLines } from './partner-lines.js';
import { mentorshipsStory } from './mentorships.story.js';
import { mentorshipsService, type MentorshipNeeds } from './mentorships.service.js';
import { keptMentorships, mentorshipStore } from './mentorships.store.js';

interface Needs extends Omit<MentorshipNeeds, 'store'> {
  kept: Keeping;
  /** What features say of a partner. */
  lines: () => readonly PartnerLines[];
  logger: Pick<Logger, 'error'>;
}

/** Its page is the home of the course; it is set with the pairing. */
const kind: KindOf = {
  kind: 'mentoring',
  words: { title: 'mentorships.kind.title', text: 'mentorships.kind.text', about: 'mentorships.kind.about' },
  pathOf: () => '/mentoring',
  // Mentoring is the work of many activities: the learner's row has them all.
  reviewPathOf: ({ name }) => `/progress?name=${encodeURIComponent(name)}`,
  settingsPathOf: () => '/pairing/setup',
};

/** What runs between people once their pair is published. */
export function mentorshipsFeature(connection: Connection, { kept, logger, lines, ...needs }: Needs) {
  const mentorships = mentorshipsService({
    ...needs,
    store: kept('mentorships', mentorshipStore(connection), keptMentorships),
  });
  return {
    mentorships,
    guide,
    routes: mentorshipRoutes(mentorships),
    jobs: [materialiseMentorshipsJob(mentorships, logger)],
    kinds: [kind],
    story: mentorshipsStory({ mentorships, roster: needs.roster }),
    home: mentorshipsHome({ mentorships, roster: needs.roster, lines }),
  };
}

const guide: readonly HelpEntry[] = [
  { for: ['learner'], at: 20, title: 'mentorships.help.own.title', text: 'mentorships.help.own.text' },
  {
    for: ['mentor'],
    at: 20,
    title: 'mentorships.help.mentor.title',
    text: 'mentorships.help.mentor.text',
    link: { path: '/mentoring', label: 'web.tab.home', permission: 'enter' },
  },
];
