import { expect, test } from '@jest/globals';
import { four, titles, usePairing } from '../pages.js';
import { saving } from '../../support/saving.js';

// Two found each other; one of them becomes a teacher of the course, as somebody else may leave it.
const at = usePairing();

const choices = async (name: string) => (await at.course.arrive(name)).get('/choices');

async function anaAsksJonas() {
  await at.course.people(four);
  const ana = await at.course.personOf('ana');
  await at.site.services.pairingSetup.saveSetup(ana.courseId, { mode: 'chosen', rest: 'wait' }, saving);
  for (const name of ['amara', 'jonas']) await (await choices(name)).submit('Save', { listed: 'yes' });
  await (await choices('ana')).submit('Ask', { partner: (await at.course.personOf('jonas')).personId });
}

test('nobody agrees with somebody who is not a learner here, nor is asked to', async () => {
  await anaAsksJonas();
  const stale = await choices('jonas');
  await at.course.arrive('ana', 'teacher');
  const late = await stale.submit('Agree: Ana Example', {});
  expect(late.status).toBe(409);
  expect((await choices('jonas')).text).not.toContain('asks whether you would be partners');
});

test('what was agreed with somebody who is gone takes nobody’s place', async () => {
  await anaAsksJonas();
  await (await choices('jonas')).submit('Agree: Ana Example', {});
  expect((await choices('ben')).text).toContain('No place left.');
  await at.course.arrive('ana', 'teacher');
  const page = await choices('ben');
  expect(titles(page)).toEqual(['Amara Example', 'Jonas Example']);
  expect(page.text).not.toContain('No place left.');
  expect((await choices('jonas')).title).not.toBe('You have agreed on a partner');
});
