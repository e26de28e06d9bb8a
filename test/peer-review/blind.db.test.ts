/** A learner who walks over every page and download of a double-blind round finds no name or id of anybody else. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pagesOf } from '../support/crawl.js';
import { startSite, type PageSeen, type Person, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { courseOn, filled, type Course } from './course.js';

const store = useStore();
let site: TestSite;
let course: Course;
/** Words that stand nowhere else: name, platform's id and address all hold one. */
const names = ['quilla', 'brynn', 'thorvald', 'ximena'];

beforeAll(async () => {
  site = await startSite(store.connection());
  course = courseOn(site, 'blind');
});
afterAll(() => site.close());

/** However names are spelled and wherever they stand: in text, an address, an attribute or a header. */
function namedIn(page: PageSeen, others: readonly string[]): string[] {
  const all = `${page.path} ${page.html} ${[...page.headers].flat().join(' ')}`.toLowerCase();
  return others.filter((word) => all.includes(word.toLowerCase()));
}

/**
 * All that peer review shows these people, and their homes; where asked, every other page they can reach too.
 * @param walkers whose pages are walked over, all others are looked for
 */
async function leaks(walkers: readonly string[], everywhere = false): Promise<{ found: string[]; seen: number }> {
  const people = await Promise.all(
    names.map(async (name) => {
      const person = await course.arrive(name);
      return { name, person, ids: await course.ids(person) };
    }),
  );
  const found: string[] = [];
  let seen = 0;
  for (const { name, person, ids } of people.filter(({ name }) => walkers.includes(name))) {
    const others = people.filter((one) => one.name !== name).flatMap((one) => [one.name, one.ids.personId]);
    const starts = ['/mentoring', `/reviews/${ids.activityId}`];
    for await (const page of pagesOf(site, person, starts, (path) => everywhere || path.startsWith('/reviews/'))) {
      seen += 1;
      for (const word of namedIn(page, others)) found.push(`${name} reads ${word} on ${page.path}`);
    }
    for (const page of await forbidden(person, ids)) {
      seen += 1;
      if (page.status < 400) found.push(`${name} may read ${page.path}`);
      for (const word of namedIn(page, others)) found.push(`${name} reads ${word} on ${page.path}`);
    }
  }
  return { found, seen };
}

/** Addresses of staff, and of the work and the reviews of others. */
async function forbidden(person: Person, ids: { activityId: string; personId: string }): Promise<PageSeen[]> {
  const { activityId, personId } = ids;
  const rows = (collection: string, of: object) => store.connection().collection(collection).find(of).toArray();
  const [works, reviews] = await Promise.all([
    rows('peerreviewsubmissions', { activityId }),
    rows('peerreviews', { activityId, reviewerId: { $ne: personId } }),
  ]);
  const words = ['pairs', 'pairs/list', 'pairs/list.csv', 'scores', 'start', 'close', 'release', 'settings', 'rubric'];
  const paths = [
    ...words,
    `pairs/of/${personId}`,
    ...works.map(({ _id }) => `submissions/${String(_id)}`),
    ...reviews.map(({ _id }) => `of/${String(_id)}`),
  ];
  return Promise.all(paths.map((path) => person.get(`/reviews/${activityId}/${path}`)));
}

test('from handing in to the released score', async () => {
  for (const name of names)
    await (await course.arrive(name)).page.submit('Hand in', { text: 'Who waits longest for the bus, and where?' });
  expect((await leaks(['quilla'])).found).toEqual([]);
  await course.start();
  const draft = await (await course.arrive('quilla')).page.follow('Review it');
  await draft.submit('Save for later', { overall: 'Half a thought' });
  expect((await leaks(['quilla'])).found).toEqual([]);
  for (const name of names.slice(0, 3)) await course.review(name);
  const open = await (await course.arrive('ximena')).page.follow('Review it');
  await open.submit('Send the review', filled(open, 'last', 'Say where the buses were counted, and when'));
  expect((await leaks(['ximena'])).found).toEqual([]);
  const work = await (await course.arrive('tess', 'teacher')).page.follow('Quilla Example');
  await work.submit('Save the grade', { points: '5', note: 'The question is clear.' });
  await (await (await course.arrive('tess', 'teacher')).page.follow('Close reviewing')).submit('Close reviewing');
  const scores = await (await course.arrive('tess', 'teacher')).page.follow('Scores');
  await (await scores.follow('Release the scores')).submit('Release the scores');
  const { found, seen } = await leaks(['brynn', 'thorvald'], true);
  expect(found).toEqual([]);
  expect((await course.arrive('quilla')).page.text).toContain('Your score is here.');
  expect(seen).toBeGreaterThan(100);
}, 120_000);
