import { expect, test } from '@jest/globals';
import { after, minute } from '../../../src/shared/clock.js';
import type { TestSite } from '../../support/site.js';
import type { courseOn } from '../mentorships/course.js';
import { useTogether, type togetherIn } from '../sessions/together.js';

let site: TestSite;
let course: ReturnType<typeof courseOn>;
let pair: ReturnType<typeof togetherIn>;

useTogether('journal', (together) => {
  ({ site, course, pair } = together);
});

async function write(text: string, more: Readonly<Record<string, string>> = {}) {
  site.now = after(site.now, minute);
  return (await (await course.arrive('ana')).get('/journal')).submit('Keep it', { text, ...more });
}
const sharedPath = () => `/journal/with/${pair.key()}`;

test('an entry is the writer’s alone; shared, it stands on the next agenda and is read by the partner', async () => {
  await write('I gave up too early');
  const own = await write('Loops are easy now', { kind: 'review' });
  expect(own.text).toContain('Only you read it.');
  expect((await (await course.arrive('ben')).get(sharedPath())).text).toContain('Nothing is shared yet.');
  const shared = await own.submit('Share with Ben Example: Loops are easy now');
  expect(shared.text).toContain('You and Ben Example read this.');
  const { sessionId } = await pair.plan();
  const agenda = await pair.session('ben', sessionId);
  expect(agenda.$('.quoted').text()).toContain('From a review of what Ana Example handed in: Loops are easy now');
  expect(agenda.html).not.toContain('I gave up');
  expect((await (await course.arrive('ben')).get(sharedPath())).text).toContain('Loops are easy now');
  expect((await (await course.arrive('cleo')).get(sharedPath())).status).toBe(404);
  expect((await (await course.arrive('tess', 'teacher')).get(sharedPath())).status).toBe(403);
});

test('after the end nothing more is shared, what was stays readable; deleted it is gone', async () => {
  const page = await write('One');
  await page.submit('Share with Ben Example: One');
  const stale = await write('Two');
  await course.undo();
  expect((await stale.submit('Share with Ben Example: Two')).text).toContain('nothing was shared');
  const bens = await (await course.arrive('ben')).get(sharedPath());
  expect(bens.text).toContain('One');
  expect(bens.text).not.toContain('Two');
  await (await (await course.arrive('ana')).get('/journal')).submit('Delete: One');
  expect((await (await course.arrive('ben')).get(sharedPath())).text).not.toContain('One');
});

test('sent twice it is one; empty is refused; of 25 the newest 20 are shown first', async () => {
  const form = await (await course.arrive('ana')).get('/journal');
  await form.submit('Keep it', { text: 'once' });
  await form.submit('Keep it', { text: 'once' });
  expect((await (await course.arrive('ana')).get('/journal')).$('section.card')).toHaveLength(1);
  expect((await write('\u200b')).$('#text-problem').text()).toContain('Write something first.');
  for (let times = 0; times < 24; times += 1) await write(`entry ${String(times)}.`);
  const first = await (await course.arrive('ana')).get('/journal');
  expect(first.$('section.card')).toHaveLength(20);
  expect((await first.follow('Next page')).text).toContain('once');
});

test('of one person it is listed and erased in one call', async () => {
  await write('mine');
  const { journal } = site.services;
  const whose = [course.courseId(), course.id('ana')] as const;
  expect(await journal.partOf(...whose)).toMatchObject([{ text: 'mine' }]);
  expect(await journal.erasePartOf(...whose)).toBe(1);
  expect(await journal.partOf(...whose)).toEqual([]);
});
