/** The three steps until the pairs run, on the home of a teacher. */
import { expect, test } from '@jest/globals';
import { answers } from '../pairing/people.js';
import { four, usePairing } from '../pairing/pages.js';
import { publish } from '../support/publishing.js';
import type { PageSeen } from '../support/site.js';

const at = usePairing();

const steps = ({ $ }: PageSeen) =>
  $('.start > li')
    .toArray()
    .map((step) => `${$(step).attr('class') ?? ''}: ${$(step).find('a').text()}: ${$(step).find('p').text()}`);

test('a course of nobody begins with the profiles', async () => {
  const tess = await at.course.arrive('tess', 'teacher');
  expect(steps(await tess.get('/mentoring'))).toEqual([
    'start-here: Profiles: No learner is in the course list yet.',
    'start-ahead: Draft: Not made yet. You can make it before all profiles are in.',
    'start-ahead: Publish: Learners see no pair before.',
  ]);
});

test('they say what is done and what is next, and are gone once the pairs are published', async () => {
  await at.course.people({ ...four, dan: undefined });
  const tess = await at.course.arrive('tess', 'teacher');
  expect(steps(await tess.get('/mentoring'))[0]).toBe('start-here: Profiles: 4 of 5 learners have sent one.');
  const { personId, courseId } = await at.course.personOf('dan');
  await at.site.services.intake.saveProfile({ personId, courseId }, answers({ roleWish: 'mentee' }), at.site.now);
  const draft = await at.course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'mentoring' }));
  expect(steps(await tess.get('/mentoring'))).toEqual([
    'start-done: Profiles: 5 of 5 learners have sent one.',
    'start-done: Draft: 2 pairs wait for you. Only staff see them.',
    'start-here: Publish: Learners see no pair before.',
  ]);
  await publish(draft);
  expect(steps(await tess.get('/mentoring'))).toEqual([]);
});
