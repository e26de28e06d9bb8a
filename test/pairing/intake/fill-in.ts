import type { PageSeen, TestSite } from '../../support/site.js';

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** What a learner puts into each page; a page that is not named is left as it stands. */
export interface Filled {
  wish?: Fields;
  topics?: Fields;
  meeting?: Fields;
  style?: Fields;
}

export const full = {
  wish: { roleWish: 'both', goals: 'Pass the exam.', maxMentees: '2' },
  topics: {
    strong: ['Academic writing', 'Programming and data'],
    wanted: 'Preparing for exams',
    confidence: ['4 Academic writing', '1 Preparing for exams'],
    helpWith: 'R and its error messages.',
  },
  meeting: {
    channel: 'chat',
    format: 'one-to-one',
    timeZone: 'Europe/Vienna',
    languages: ['en', 'de'],
    availability: ['mon-18', 'mon-19', 'sat-9'],
  },
  style: { constraints: 'No evenings before 20:00.', shares: ['goals', 'availability'] },
} as const;

/** From the first page to the last, by the buttons that the pages have. */
export async function fillIn(first: PageSeen, filled: Filled = full): Promise<PageSeen> {
  const topics = await first.submit('Next', { roleWish: 'either', ...filled.wish });
  const meeting = await topics.submit('Next', filled.topics);
  const style = await meeting.submit('Next', filled.meeting);
  return style.submit('Send my profile', filled.style);
}

/** Who is in a visit, from its path. */
export async function visitOf(site: TestSite, { visitPath }: { visitPath: string }) {
  const found = await site.services.visits.find(visitPath.split('/')[2] ?? '', site.now);
  if (!found) throw new Error('No visit');
  return found.visit;
}
