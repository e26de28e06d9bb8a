/** Help pages: one for each sort of reader, in the words of the pages, with links that open. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';

const store = useStore();
let site: TestSite;
beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

test.each([
  ['teacher', 'teacher', 'Help for teachers'],
  ['teacher', 'administrator', 'Help for administrators of Moodle'],
  ['teacher', 'mentor', 'Help for mentors'],
  ['learner', 'learner', 'Help for learners'],
  ['learner', 'mentor', 'Help for mentors'],
] as const)('a %s reads the page of help for a %s, and every link on it opens', async (role, reader, title) => {
  const person = await site.arrive({ person: role === 'teacher' ? 'tess' : 'ana', role });
  const page = await person.get(`/help/${reader}`);
  expect(page.title).toBe(title);
  expect(page.$('main h2').length).toBeGreaterThanOrEqual(3);
  expect(page.text).not.toMatch(/[a-z]+\.help/);
  for (const link of page.$('main a').toArray()) {
    const href = page.$(link).attr('href') ?? '';
    const opened = await person.get(href.replace(/^\/s\/[^/]+/, ''));
    expect([href, opened.status]).toEqual([href, 200]);
  }
});

test('the foot of every page leads to one’s own, and learners get no page for administrators', async () => {
  const ana = await site.arrive({ person: 'ana' });
  expect((await ana.page.follow('Help')).title).toBe('Help for learners');
  expect((await ana.get('/help/administrator')).status).toBe(404);
  const tess = await site.arrive({ person: 'tess', role: 'teacher' });
  expect((await tess.page.follow('Help')).title).toBe('Help for teachers');
});
