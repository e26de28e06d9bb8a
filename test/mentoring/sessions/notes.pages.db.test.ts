import { describe, expect, test } from '@jest/globals';
import { after, day } from '../../../src/shared/clock.js';
import type { TestSite } from '../../support/site.js';
import type { courseOn } from '../mentorships/course.js';
import { useTogether, type togetherIn } from './together.js';

let site: TestSite;
let course: ReturnType<typeof courseOn>;
let pair: ReturnType<typeof togetherIn>;

useTogether('notes', (together) => {
  ({ site, course, pair } = together);
});

describe('notes', () => {
  test('each is read by those whom it is for, and the next step opens the next agenda', async () => {
    const { sessionId } = await pair.plan();
    const written = { shared: 'Start at 1.', own: 'I was nervous.', coordinator: 'We need a room.' };
    const saved = await pair.notes('ana', sessionId, { ...written, next: 'Rewrite 5.1', nextBy: '2026-11-27' });
    expect(saved.text).toContain('Saved.');
    const bens = await pair.session('ben', sessionId);
    expect(bens.html).toContain('Start at 1.');
    expect(bens.html).not.toMatch(/nervous|We need a room/);
    const teacher = await course.arrive('tess', 'teacher');
    const read = await teacher.page.follow('Read: 1 note from a session is for you');
    expect(read.text).toContain('We need a room.');
    expect(read.html).not.toMatch(/nervous|Start at 1/);
    site.now = after(site.now, 2 * day);
    const next = await pair.plan({ first: '2026-12-01T18:00', second: '' });
    expect((await pair.session('ben', next.sessionId)).$('.quoted').text()).toContain('Rewrite 5.1');
  });

  test('what the other one changed meanwhile is not written over', async () => {
    const { sessionId } = await pair.plan();
    const stale = await pair.session('ben', sessionId);
    await pair.notes('ana', sessionId, { shared: 'From Ana', next: 'A step of Ana' });
    const refused = await stale.submit('Save notes', { shared: 'From Ben' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('From Ana');
    expect(refused.$('#shared').text()).toContain('From Ben');
    const both = await refused.submit('Save notes', { shared: 'From Ana and Ben' });
    expect(both.text).toContain('Saved.');
    expect((await pair.session('ana', sessionId)).$('#next').attr('value')).toBe('A step of Ana');
  });

  test('of somebody whose partner was taken away meanwhile stay on the page', async () => {
    const { sessionId } = await pair.plan();
    const stale = await pair.session('ana', sessionId);
    await course.undo();
    const kept = await stale.submit('Save notes', { shared: 'Long words' });
    expect(kept.status).toBe(422);
    expect(kept.text).toContain('nothing was saved');
    expect(kept.$('#shared').text()).toContain('Long words');
  });
});

test('what is stored of one person is listed and erased in one call; the other one’s words stay', async () => {
  const { sessionId } = await pair.plan();
  await pair.notes('ana', sessionId, { own: 'Mine alone', next: 'A step of Ana' });
  await pair.notes('ben', sessionId, { coordinator: 'A note of Ben' });
  const { sessionsOf } = site.services;
  const listed = JSON.stringify(await sessionsOf.partOf(course.courseId(), course.id('ana')));
  expect(listed).toMatch(/Mine alone.*|A step of Ana/);
  expect(listed).not.toContain('A note of Ben');
  const erased = () => sessionsOf.erasePartOf(course.courseId(), course.id('ana'));
  expect(await erased()).toBeGreaterThan(0);
  expect(await erased()).toBe(0);
  expect(JSON.stringify(await sessionsOf.partOf(course.courseId(), course.id('ana')))).not.toMatch(/Mine|step/);
  expect(JSON.stringify(await sessionsOf.partOf(course.courseId(), course.id('ben')))).toContain('A note of Ben');
});
