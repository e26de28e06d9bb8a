import { expect, test } from '@jest/globals';
import { after, day, hour } from '../../../src/shared/clock.js';
import type { PageSeen, TestSite } from '../../support/site.js';
import { useSite } from '../../support/use-site.js';
import { aCourse, answers } from './weekly.js';

let site: TestSite;
let course: ReturnType<typeof aCourse>;

/** Monday of week 4; each is due on Thursday at 20:00. */
const store = useSite(async (opened, number) => {
  site = opened;
  site.now = new Date('2026-11-23T09:00:00Z');
  course = aCourse(site, `noticing-${number}`);
  await course.weekly();
  await course.pair();
});

const send = async (fields: Record<string, string>) =>
  (await course.arrive('ana')).page.submit('Send to Ben Example', { ...answers, ...fields });
const homeOf = async (name: string, role: 'learner' | 'teacher' = 'learner') =>
  (await course.arrive(name, role)).get('/mentoring');

function rowOf(page: PageSeen, words: string) {
  return page.$('.row-item').filter((_, one) => page.$(one).text().includes(words));
}

test('help asked of a partner is the coordinator’s after three days without a word, and never what was written', async () => {
  const form = (await course.arrive('ana')).page;
  expect(form.text).toContain('your teachers learn that you asked, not what you wrote');
  const sent = await send({ help: 'partner', obstacle: 'I fail at loops.' });
  expect(sent.text).toContain('If nothing is heard by Thursday 26 November');
  expect((await homeOf('ben')).text).toContain('the teachers learn that Ana Example asked');
  site.now = after(site.now, 3 * day - hour);
  expect(rowOf(await homeOf('tess', 'teacher'), 'nothing was heard')).toHaveLength(0);
  site.now = after(site.now, hour);
  const queue = await homeOf('tess', 'teacher');
  const row = rowOf(queue, 'Ana Example asked a partner for help, and nothing was heard');
  expect(row).toHaveLength(1);
  expect(row.text()).not.toContain('loops');
  expect((await course.arrive('ana')).page.text).toContain('your teachers have known since Thursday 26 November');
  const noted = await queue.submit('I know: Ana Example asked a partner for help, and nothing was heard');
  expect(noted.text).toContain('Noted.');
  expect(rowOf(await homeOf('terry', 'teacher'), 'nothing was heard')).toHaveLength(0);
});

test('a word of the partner in time ends it', async () => {
  await send({ help: 'partner' });
  await (await (await homeOf('ben')).follow('Read and answer')).submit('Encourage');
  site.now = after(site.now, 4 * day);
  expect(rowOf(await homeOf('tess', 'teacher'), 'nothing was heard')).toHaveLength(0);
});

test('who asked before this was said on the form is not told of', async () => {
  await send({ help: 'partner' });
  const { courseId } = await course.visitOf(await course.arrive('ana'));
  await store
    .connection()
    .model('Checkin')
    .updateMany({ courseId }, { $unset: { escalates: 1 } });
  await site.services.changes.note(courseId, 'checkins', 'all');
  site.now = after(site.now, 4 * day);
  expect(rowOf(await homeOf('tess', 'teacher'), 'nothing was heard')).toHaveLength(0);
});

test.each([
  ['partners', 0],
  ['all', 1],
  ['mine', 0],
])('very hard twice, read by %s: the learner has a step; teachers only what they could read', async (readers, rows) => {
  await send({ mood: '1', 'readers-mood': readers });
  expect((await homeOf('ana')).text).not.toContain('Want a hand?');
  site.now = after(site.now, 7 * day);
  await send({ mood: '1', 'readers-mood': readers });
  expect((await homeOf('ana')).text).toContain('Want a hand?');
  const title = 'Ana Example wrote “very hard” twice running';
  expect((await homeOf('ben')).text.includes('Ana Example has a hard time')).toBe(readers !== 'mine');
  const queue = await homeOf('tess', 'teacher');
  expect(rowOf(queue, title)).toHaveLength(rows);
  if (rows > 0) await queue.submit(`I know: ${title}`);
  expect(rowOf(await homeOf('tess', 'teacher'), title)).toHaveLength(0);
  await (await (await homeOf('ben')).follow('Read and answer')).submit('Encourage');
  expect((await homeOf('ben')).text).not.toContain('has a hard time');
  site.now = after(site.now, 7 * day);
  await send({ mood: '3' });
  expect((await homeOf('ana')).text).not.toContain('Want a hand?');
});
