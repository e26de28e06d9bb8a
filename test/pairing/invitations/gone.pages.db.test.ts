import { expect, test } from '@jest/globals';
import { after, minute } from '../../../src/shared/clock.js';
import { invite } from '../../support/publishing.js';
import { usePairing } from '../pages.js';
import { saving } from '../../support/saving.js';

// Somebody who is invited leaves the course, or becomes one of its staff, before the pair begins.
const at = usePairing();

const home = async (name: string) => (await at.course.arrive(name)).page;
const invitationOf = async (name: string) => (await home(name)).follow('Look at the invitation');

async function onlyHere(names: readonly string[]) {
  at.site.platform.hasPeople([
    { externalId: 'tess', role: 'teacher', name: 'Tess Example' },
    ...names.map((externalId) => ({ externalId, role: 'learner' as const })),
  ]);
  const { courseId } = await at.course.personOf('ana');
  for (let reads = 0; reads < 2; reads += 1) {
    at.site.now = after(at.site.now, 20 * minute);
    await at.site.services.roster.refresh(courseId, { now: at.site.now, force: true });
  }
}

async function four() {
  const { tess, draft } = await at.course.draftOfFour();
  await invite(draft);
  return tess;
}

async function three() {
  await at.course.people({ ana: {}, ben: {}, cleo: {} });
  const { courseId } = await at.course.personOf('ana');
  await at.site.services.pairingSetup.saveSetup(courseId, { mode: 'peers' }, saving);
  const tess = await at.course.arrive('tess', 'teacher');
  const draft = await at.course.made((await tess.get('/pairing')).submit('Make the draft'));
  await invite(draft);
}

test('nobody is asked to answer about somebody who left, and the teacher reads that it is over', async () => {
  const tess = await four();
  const stale = await invitationOf('ana');
  await onlyHere(['ana', 'ben', 'jonas']);
  expect((await home('ana')).text).not.toContain('Look at the invitation');
  expect((await home('ben')).text).toContain('Look at the invitation');
  const refused = await stale.submit('Accept');
  expect(refused.text).toContain('over');
  expect((await home('ana')).text).not.toContain('We wait for');
  const list = await tess.get('/pairing/invitations');
  expect(list.title).toBe('1 invitation waits for an answer');
  expect(list.text).toContain('1 over: somebody in it is no learner here any more');
  expect(list.text).not.toContain('Accept for Amara');
});

test('nor about somebody who is one of the staff now', async () => {
  await four();
  await at.course.arrive('amara', 'teacher');
  expect((await home('ana')).text).not.toContain('Look at the invitation');
});

test('of three who are invited the two who are here stay invited, with their answers, and begin without the third', async () => {
  await three();
  await (await invitationOf('ana')).submit('Accept');
  await onlyHere(['ana', 'ben']);
  const ben = await invitationOf('ben');
  expect(ben.title).toBe('You are invited to be paired with Ana Example');
  await ben.submit('Accept');
  expect((await home('ana')).title).toBe('Ben Example is your partner');
});
