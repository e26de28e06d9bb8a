/** What diagnostics says is true of the course: one person's browser is not the course, an older test not today. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { after, minute } from '../../../src/shared/clock.js';
import { success } from '../../../src/shared/result.js';
import { startSite, type PageSeen, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;

const teacher = { person: 'tom', role: 'teacher', kind: 'mentoring' } as const;

beforeAll(async () => {
  site = await startSite(store.connection());
  site.platform.answers.access = () => Promise.resolve(success(undefined));
});
afterAll(() => site.close());

function rowOf(page: PageSeen, check: string): string {
  return page.$(`article[aria-labelledby="${check}"]`).text().replace(/\s+/g, ' ').trim();
}

test('one browser without a cookie is one person with trouble, not a course that does not work', async () => {
  const course = 'one browser';
  await site.arrive({ ...teacher, course });
  await site.arrive({ person: 'lena', course, kind: 'checkin', bound: false });
  const page = await (await site.arrive({ ...teacher, course })).get('/diagnostics');
  expect(page.title).toBe('What was tested works; 6 tests are open');
  expect(rowOf(page, 'thirdParty')).toContain('one person came with a browser that kept no cookie');
  expect(rowOf(page, 'thirdParty')).not.toContain('does not work');
});

test('a delivered grade says that grades arrive, whatever an older test found', async () => {
  const course = 'delivered';
  const tom = await site.arrive({ ...teacher, course });
  await (await tom.get('/diagnostics')).submit('Test again: Grades');
  expect(rowOf(await tom.get('/diagnostics'), 'scores')).toContain('no activity with points had been opened');
  site.platform.takesScores();
  const lena = await site.arrive({ person: 'lena', course, kind: 'checkin' });
  site.now = after(site.now, minute);
  await lena.page.submit('Send', { mood: '4', step: 'Read', help: 'no' });
  await site.services.jobs.find(({ name }) => name === 'deliver-scores')?.run(site.now);
  expect(rowOf(await tom.get('/diagnostics'), 'scores')).toContain('a column of ours answers');
});
