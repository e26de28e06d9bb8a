/** "Switch role to student" is a preview: every page says so from the start, and no form of one keeps anything. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buttonsOf, pagesOf } from './support/crawl.js';
import { openFullCourse, type OpenedCourse } from './support/full-course-opened.js';
import { startSite, type TestSite } from './support/site.js';
import { useStore } from './support/store.js';

const store = useStore();
const says = 'Preview: you see what a learner sees. Nothing that you send is kept.';
let site: TestSite;
let opened: OpenedCourse;

beforeAll(async () => {
  site = await startSite(store.connection());
  opened = await openFullCourse(site, store.connection(), { name: 'preview', size: 12 });
}, 60_000);
afterAll(() => site.close());

test('every page that can be walked to says so, and every button says that nothing was stored', async () => {
  const { activities } = opened.course;
  const starts = [
    `/checkins/${activities.checkin}`,
    `/reviews/${activities['peer-review']}`,
    `/gates/${activities.gate}`,
  ];
  const person = await opened.arrive('tess', 'mentoring', 'learner');
  const silent: string[] = [];
  let seen = 0;
  for await (const page of pagesOf(site, person, ['/mentoring', ...starts])) {
    seen += 1;
    if (page.status >= 400 || !page.text.includes(says))
      silent.push(`${String(page.status)} ${page.path} on ${page.from}`);
    for (const { key, element } of buttonsOf(page)) {
      if (key.startsWith('/sign-out')) continue;
      const after = await page.press(element);
      const isKept = after.title !== 'This is a preview' && !(after.status === 422 && after.text.includes(says));
      if (isKept) silent.push(`${String(after.status)} ${after.title}: ${key} on ${page.path}`);
    }
  }
  expect(silent).toEqual([]);
  expect(seen).toBeGreaterThan(8);
});

test('a page that says what went wrong says so as well, and leads back', async () => {
  const person = await opened.arrive('tess', 'mentoring', 'learner');
  for (const path of ['/nowhere', '/pairing', '/conversation/nobody']) {
    const page = await person.get(path);
    expect([path, page.status >= 400, page.text.includes(says)]).toEqual([path, true, true]);
    expect(page.$('main .actions a').text().trim()).toBe('Go on');
    expect(page.$('a:contains("Back to course")').attr('target')).toBe('_top');
  }
  const refused = await person.forge('/pause', 'until=2026-12-24');
  expect([refused.status, refused.text.includes(says)]).toEqual([403, true]);
});

test('no page of anybody else says so', async () => {
  for (const person of Object.values(opened.people)) expect((await person.get('/mentoring')).text).not.toContain(says);
});
