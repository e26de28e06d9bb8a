import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { after, day } from '../../src/shared/clock.js';
import { publish } from '../support/publishing.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { pagesOf } from '../pairing/pages.js';

// A launch says of somebody who learned here, and has a partner, that they teach.
const store = useStore();
let site: TestSite;
let number = 0;
let course: ReturnType<typeof pagesOf>;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  number += 1;
  course = pagesOf(site, `staff-${String(number)}`);
});
afterAll(() => site.close());

async function amaraTeaches() {
  const { tess, draft } = await course.draftOfFour();
  await publish(draft);
  await course.arrive('amara', 'teacher');
  return tess;
}

test('a draft says which of its pairs holds one of the staff', async () => {
  const { tess } = await course.draftOfFour();
  await course.arrive('amara', 'teacher');
  expect((await tess.get('/pairing/draft')).text).toContain('Amara Example is one of the teachers now');
  const { text } = await tess.get('/pairing/draft?show=broken');
  expect(text).toContain('Ana Example with Amara Example');
});

test('the home of a learner asks for nothing with a partner who teaches now, and says so', async () => {
  await amaraTeaches();
  const { page } = await course.arrive('ana');
  expect(page.text).toContain('Is one of the teachers now');
  expect(page.text).not.toContain('Amara Example is your mentor');
  expect(page.text).not.toContain('Agree on a time');
});

test('a check-in promises nothing to a partner who teaches now, and offers no help of theirs', async () => {
  await amaraTeaches();
  await site.arrive({ person: 'tess', role: 'teacher', course: `staff-${String(number)}`, kind: 'checkin' });
  const opened = { person: 'ana', course: `staff-${String(number)}`, kind: 'checkin' } as const;
  const { page } = await site.arrive(opened);
  expect(page.text).not.toContain('Amara Example');
  expect(page.$('input[name="help"][value="partner"]')).toHaveLength(0);
  const home = (await course.arrive('ana')).page;
  expect(home.text).not.toContain('Send your check-in');
});

test('of two partners the one who learns here is on a break: nothing is asked, whatever the other became', async () => {
  await course.people({ ana: { languages: ['en'] }, ben: { languages: ['en'] }, cleo: { languages: ['en'] } });
  const tess = await course.arrive('tess', 'teacher');
  const draft = await course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'peers' }));
  await publish(draft);
  const ben = await course.arrive('ben');
  await (await ben.get('/pause')).submit('Start the break', { until: '2026-12-01' });
  await course.arrive('cleo', 'teacher');
  site.now = after(site.now, day);
  const { page } = await course.arrive('ana');
  expect(page.text).toContain('Ben Example pauses until Tuesday 1 December Nothing is expected of you meanwhile.');
  expect(page.text).not.toContain('Say hello');
});

test('the calendar of somebody who teaches now has no dates of learners', async () => {
  const ana = await course.arrive('ana');
  const made = await (await ana.get('/calendar')).submit('Make my calendar address');
  const address = String(made.$('#address').val());
  expect((await fetch(address)).status).toBe(200);
  await course.arrive('ana', 'teacher');
  expect((await fetch(address)).status).toBe(404);
});
