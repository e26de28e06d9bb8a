import type { PageSeen, TestSite } from '../../support/site.js';

export type Filled = Readonly<Record<string, string | readonly string[]>>;

/** The list of a course whose teacher changed nothing. */
const topics = [
  ...['Planning and time', 'Reading and note-taking', 'Academic writing', 'Finding and citing sources'],
  ...['Mathematics and statistics', 'Programming and data', 'Presenting and speaking', 'Working in groups'],
  ...['Preparing for exams', 'Careers and next steps'],
];

/** Each topic is a row of its own. */
export function says(said: Readonly<Record<string, readonly string[]>>, list: readonly string[] = topics): Filled {
  const rows = Object.entries(said).flatMap(([way, some]) => some.map((topic) => [topic, way] as const));
  return Object.fromEntries(rows.map(([topic, way]) => [`topic-${String(list.indexOf(topic))}`, `${way} ${topic}`]));
}

/** What a learner puts into the page; what is not named stays as it stands. */
export const full: Filled = {
  ...says({ need: ['Preparing for exams'], help: ['Academic writing', 'Programming and data'] }),
  part: ['mon-evening', 'sat-morning'],
  availability: 'mon-7',
  channel: 'chat',
  languages: ['en', 'es'],
  city: 'Vienna',
  roleWish: 'both',
};

/** By the button that the page has. */
export function fillIn(form: PageSeen, filled: Filled = full): Promise<PageSeen> {
  return form.submit('Send my profile', { roleWish: 'either', ...filled });
}

/** Who is in a visit, from its path. */
export async function visitOf(site: TestSite, { visitPath }: { visitPath: string }) {
  const found = await site.services.visits.find(visitPath.split('/')[2] ?? '', site.now);
  if (!found) throw new Error('No visit');
  return found.visit;
}
