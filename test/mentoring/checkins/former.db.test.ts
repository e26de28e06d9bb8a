import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { formerStore } from '../../../src/mentoring/checkins/former.store.js';
import { movingService } from '../../../src/mentoring/checkins/moving.service.js';
import { startSite, type Person, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { pairUp } from './pair-up.js';

/** A store as the version before occurrences left it. */
const store = useStore();
let site: TestSite;
let course = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

const sentAt = new Date('2026-11-20T10:00:00Z');
const answers = { mood: '2', obstacle: 'Too many deadlines.', step: 'Ask Ben', help: 'no' };

async function visitOf(person: Person) {
  const found = await site.services.visits.find(person.visitPath.split('/')[2] ?? '', site.now);
  if (!found) throw new Error('No visit');
  return found.visit;
}

const arrive = (person: string, role: 'learner' | 'teacher' = 'learner') =>
  site.arrive({ person, role, kind: 'checkin', course: String(course) });

async function formerRow(person: Person, more: Record<string, unknown>): Promise<void> {
  const { courseId, activityId, personId } = await visitOf(person);
  const row = { _id: `former-${course}-${personId}`, courseId, activityId, personId, ...more };
  // SAFETY: the ids of this collection are text.
  await store
    .connection()
    .model('FormerCheckin')
    .collection.insertOne(row as never);
}

const move = () => {
  const job = site.services.jobs.find(({ name }) => name === 'move-checkins');
  if (!job) throw new Error('no job');
  return job.run(site.now);
};

test('a process moves them before it serves pages', () => {
  expect(site.services.jobs.find(({ name }) => name === 'move-checkins')?.beforePages).toBe(true);
});

test('what was sent stays sent: its author and the partner of then read it, and no score is sent again', async () => {
  course += 1;
  const [ana, ben] = [await arrive('ana'), await arrive('ben')];
  const { courseId, activityId, personId } = await visitOf(ana);
  site.now = new Date('2026-11-19T09:00:00Z');
  await pairUp(site, courseId, [personId, (await visitOf(ben)).personId]);
  site.now = new Date('2026-11-23T09:00:00Z');
  await formerRow(ana, { answers, sentAt, scoredAt: sentAt });
  await site.services.grades.recordScore(courseId, { activityId, personId, given: 100, maximum: 100 }, sentAt);
  expect(await move()).toEqual({ done: 1, failed: 0 });
  const page = (await arrive('ana')).page;
  expect(page.title).toBe('Activity checkin: sent');
  expect(page.text).toContain('2, Hard');
  expect(page.text).toContain('Your teachers see only that you sent it.');
  const read = await (await arrive('ben')).page.follow('Read what Ana Example sent');
  expect(read.text).toContain('Too many deadlines.');
  const teacher = await arrive('tess', 'teacher');
  expect([teacher.page.title, teacher.page.text.includes('Too many deadlines.')]).toEqual([
    '1 of 2 has sent it',
    false,
  ]);
  expect(await site.services.checkins.recordDueScores(site.now)).toEqual({ done: 0, failed: 0 });
  const delivery = await site.services.grades.delivery(courseId, activityId, personId);
  expect([delivery?.given, delivery?.recordedAt]).toEqual([100, sentAt]);
  const changed = await (await page.follow('Change it')).submit('Send to Ben Example', { step: 'Call Ben' });
  expect(changed.text).toContain('Call Ben');
  expect((await site.services.grades.delivery(courseId, activityId, personId))?.recordedAt).toEqual(sentAt);
});

test('drafts stay drafts, calls stay calls, and a score that a crash left out is recorded', async () => {
  course += 1;
  const [ana, ben] = [await arrive('ana'), await arrive('ben')];
  await formerRow(ana, { draft: { mood: '3', step: 'Half a st' } });
  await formerRow(ben, { answers: { ...answers, help: 'teacher' }, sentAt, changedAt: site.now, call: 'open' });
  await move();
  const form = (await arrive('ana')).page;
  expect(form.$('#step').text()).toContain('Half a st');
  expect(form.$('input[name=mood]:checked').attr('value')).toBe('3');
  const teacher = await arrive('tess', 'teacher');
  expect(teacher.page.text).toContain('1 learner asked you for help');
  expect(teacher.page.text).toContain('Too many deadlines.');
  expect((await teacher.get('/mentoring')).text).toContain('Ben Example asks you for help');
  expect(await site.services.checkins.recordDueScores(site.now)).toEqual({ done: 1, failed: 0 });
});

test('moving twice, or in two processes at once, changes nothing; what was sent since stays', async () => {
  course += 1;
  const people = await Promise.all(Array.from({ length: 40 }, (_, index) => arrive(`p${index}`)));
  for (const person of people) await formerRow(person, { answers, sentAt, scoredAt: sentAt });
  const [first] = people;
  if (!first) throw new Error('nobody');
  await first.page.submit('Send', { mood: '5', step: 'A newer one', help: 'no' });
  const other = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
  const beside = movingService({ former: formerStore(other) });
  const outcomes = await Promise.all([move(), beside.moveFormer(site.now)]);
  expect(outcomes.map(({ failed }) => failed)).toEqual([0, 0]);
  await other.close();
  const { courseId, activityId } = await visitOf(first);
  const rows = await store.connection().model('Checkin').countDocuments({ courseId, activityId });
  expect(rows).toBe(40);
  expect((await arrive('p0')).page.text).toContain('A newer one');
  expect((await arrive('p7')).page.text).toContain('Too many deadlines.');
  expect(await move()).toEqual({ done: 0, failed: 0 });
  // As if the process had ended between the copy and its mark.
  await store
    .connection()
    .model('FormerCheckin')
    .updateMany({ courseId }, { $unset: { movedAt: 1 } });
  expect(await move()).toEqual({ done: 40, failed: 0 });
  expect((await arrive('p0')).page.text).toContain('A newer one');
});

test('a draft that was begun since gives way to what had been sent', async () => {
  course += 1;
  const ana = await arrive('ana');
  await formerRow(ana, { answers, sentAt, scoredAt: sentAt });
  await ana.page.submit('Save for later', { mood: '5' });
  await move();
  expect((await arrive('ana')).page.text).toContain('Too many deadlines.');
});
