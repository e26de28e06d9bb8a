import { describe, expect, test } from '@jest/globals';
import { settleInvitationsJob } from '../../../src/pairing/invitations/invitations.jobs.js';
import type { SetupChange } from '../../../src/pairing/words/setup.js';
import { type PageSeen } from '../../support/site.js';
import { usePairing } from '../pages.js';
import { invite } from '../../support/publishing.js';
import { saving } from '../../support/saving.js';

const at = usePairing();

const linkTo = (page: PageSeen, path: string) =>
  (page.$(`a[href*="${path}"]`).first().attr('href') ?? '').replace(/^\/s\/[\w-]+/, '');
const settle = () =>
  settleInvitationsJob(at.site.services.invitations, at.site.services.speaking.logger).run(at.site.now);

/** These people, all alike, invited in one go. */
async function invited(names: readonly string[], change: SetupChange) {
  await at.course.people(Object.fromEntries(names.map((name) => [name, {}])));
  const { courseId } = await at.course.personOf(names[0] ?? '');
  await at.site.services.pairingSetup.saveSetup(courseId, change, saving);
  const tess = await at.course.arrive('tess', 'teacher');
  const draft = await at.course.made((await tess.get('/pairing')).submit('Make the draft'));
  await invite(draft);
  return tess;
}

const invitationOf = async (name: string) => (await at.course.arrive(name)).page.follow('Look at the invitation');
const accept = async (name: string) => (await invitationOf(name)).submit('Accept');
const decline = async (name: string, another = 'no') => (await invitationOf(name)).submit('Decline', { another });
const home = async (name: string) => (await at.course.arrive(name)).page;

describe('three peers', () => {
  const three = ['ana', 'ben', 'cleo'];

  test('are asked together and begin when all three said yes', async () => {
    const tess = await invited(three, { mode: 'peers' });
    const pairs = await tess.get('/pairing');
    expect(pairs.title).toBe('1 pair is invited');
    expect(pairs.text).toContain('The pair that was invited');
    expect(pairs.text).not.toContain('Learners see them');
    expect((await invitationOf('ana')).title).toMatch(/paired with \S+ Example and \S+ Example$/);
    const asked = await home('ana');
    expect(asked.title).toBe('A partner is proposed to you');
    expect(asked.text).not.toContain('you are in none of them');
    await accept('ana');
    await accept('ben');
    expect((await home('ana')).text).toContain('You said yes');
    expect((await home('ana')).text).toContain('You begin when everybody who is invited has accepted.');
    await accept('cleo');
    expect((await home('ana')).text).toContain('Ben Example');
    expect(await at.site.services.mentorships.running((await at.course.personOf('ana')).courseId)).toHaveLength(1);
  });

  test('where one declines the two others stay invited, with the answer given and the same time', async () => {
    await invited(three, { mode: 'peers' });
    await accept('ana');
    await decline('cleo');
    expect(await settle()).toMatchObject({ failed: 0 });
    const ben = await invitationOf('ben');
    expect(ben.title).toBe('You are invited to be paired with Ana Example');
    expect(ben.text).toContain('Answer by Thursday');
    await ben.submit('Accept');
    expect((await home('ana')).text).toContain('Ben Example');
    expect((await home('cleo')).title).toBe('You have no partner now');
    expect((await home('cleo')).text).not.toContain('Ben Example');
  });

  test('where one lets the time go by the two who said yes are a pair, after one reminder at half time', async () => {
    await invited(three, { mode: 'peers' });
    await accept('ana');
    await accept('ben');
    at.site.now = new Date('2026-11-24T21:00:00Z');
    expect((await home('cleo')).text).toContain('still waits for your answer');
    at.site.now = new Date('2026-11-26T09:00:00Z');
    expect(await settle()).toMatchObject({ failed: 0 });
    expect((await home('ana')).text).toContain('Ben Example');
    expect(await settle()).toMatchObject({ failed: 0 });
    const running = await at.site.services.mentorships.running((await at.course.personOf('ana')).courseId);
    expect(running.map(({ peerIds }) => peerIds.length)).toEqual([2]);
  });

  test('where two decline, whoever said yes is looked after', async () => {
    const tess = await invited(three, { mode: 'peers' });
    await accept('ana');
    await decline('cleo');
    await settle();
    await decline('ben');
    await settle();
    const seekers = await tess.get('/pairing/seekers');
    expect(seekers.title).toBe('3 people need a partner');
    expect((await home('ana')).title).toBe('You have no partner now');
  });
});

test('peers: who is left by a no is invited to whoever is free, not to the same person again', async () => {
  const tess = await invited(['ana', 'ben'], { mode: 'peers' });
  await at.course.people({ dan: {} });
  await accept('ana');
  await decline('ben', 'yes');
  expect(await settle()).toMatchObject({ failed: 0 });
  expect((await invitationOf('ana')).title).toBe('You are invited to be paired with Dan Example');
  expect((await home('ben')).title).toBe('You have no partner now');
  await accept('ana');
  await decline('dan');
  await settle();
  expect((await home('ana')).text).not.toContain('Look at the invitation');
  const history = await tess.get('/pairing/history');
  expect(history.text).toContain('Invited next: Ana Example and Dan Example');
});

describe('circles', () => {
  const four = ['ana', 'ben', 'cleo', 'dan'];
  const circles = { mode: 'circles', circleSize: 4, circleRules: [] } as const;

  test('where one declines the rest stay together; below three the teacher gets an item', async () => {
    const tess = await invited(four, circles);
    for (const name of ['ana', 'ben', 'cleo']) await accept(name);
    await decline('dan');
    await settle();
    const running = () =>
      at.course.personOf('ana').then(({ courseId }) => at.site.services.mentorships.running(courseId));
    expect((await running()).map(({ peerIds }) => peerIds.length)).toEqual([3]);
    expect((await tess.get('/mentoring')).text).not.toContain('too few people left');

    const { courseId, personId } = await at.course.personOf('cleo');
    at.site.platform.hasPeople([...four, 'tess'].filter((name) => name !== 'cleo').map((name) => person(name)));
    await readList();
    expect((await running()).map(({ peerIds }) => peerIds)).not.toContainEqual([personId]);
    const work = await (await at.course.arrive('tess', 'teacher')).get('/mentoring');
    expect(work.text).toContain('A circle has too few people left');
    const seekers = await (await at.course.arrive('tess', 'teacher')).get('/pairing/seekers');
    expect(seekers.text).toContain('A circle needs at least three.');
    const end = await (await at.course.arrive('tess', 'teacher')).get(linkTo(seekers, '/pairing/end/'));
    await end.submit('End this pair', { reason: 'other' });
    const after = await at.site.services.pairing.published(courseId);
    expect(after?.pairs).toEqual([]);
  });

  test('two who decline at the same moment leave nobody twice', async () => {
    await invited(four, circles);
    await accept('ana');
    await accept('ben');
    await decline('dan');
    await settle();
    await decline('cleo');
    await Promise.all([settle(), settle()]);
    const { courseId } = await at.course.personOf('ana');
    const members = (await at.site.services.pairing.published(courseId))?.pairs.flatMap((pair) => pair.members) ?? [];
    expect(members).toHaveLength(2);
    expect(new Set(members).size).toBe(2);
  });

  const person = (name: string) => ({
    externalId: name,
    role: name === 'tess' ? ('teacher' as const) : ('learner' as const),
    name: `${name[0]?.toUpperCase() ?? ''}${name.slice(1)} Example`,
  });

  /** Twice: one list that somebody is missing from may be an accident. */
  async function readList() {
    for (const minutes of [20, 40]) {
      at.site.now = new Date(at.site.now.getTime() + minutes * 60_000);
      const tess = await at.course.arrive('tess', 'teacher');
      await (await tess.get('/roster')).submit('Read the list now');
    }
  }
});
