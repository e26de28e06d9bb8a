import { describe, expect, test } from '@jest/globals';
import { after, day, minute } from '../../../src/shared/clock.js';
import { type PageSeen } from '../../support/site.js';
import { pagesOf, usePairing } from '../pages.js';
import { invite, publish } from '../../support/publishing.js';

const at = usePairing();

async function published() {
  const { tess, draft } = await at.course.draftOfFour();
  await publish(draft);
  const { courseId, personId: ana } = await at.course.personOf('ana');
  const { personId: amara } = await at.course.personOf('amara');
  return { tess, courseId, ana, pairId: `${amara}.${ana}` };
}

const pairsNow = async (courseId: string) => (await at.site.services.pairing.published(courseId))?.pairs ?? [];
const statuses = (pages: readonly PageSeen[]) => pages.map(({ status }) => status).sort();

describe('double clicks and two tabs', () => {
  test('end a pair once', async () => {
    const { tess, courseId, pairId } = await published();
    const end = await tess.get(`/pairing/end/${pairId}`);
    const twice = await Promise.all([1, 2].map(() => end.submit('End this pair', { reason: 'goals' })));
    expect(statuses(twice)[0]).toBe(200);
    expect([200, 404, 409]).toContain(statuses(twice)[1]);
    expect(await pairsNow(courseId)).toHaveLength(1);
    const { entries } = await at.site.services.pairingHistory.sheet(courseId, 1, 50);
    expect(entries.filter(({ deed }) => deed === 'unmatched')).toHaveLength(1);
    expect((await end.submit('End this pair', { reason: 'goals' })).status).toBe(404);
  });

  test('place somebody once', async () => {
    const { tess, courseId } = await published();
    await at.course.people({ cleo: { roleWish: 'mentor' }, dan: { roleWish: 'mentee' } });
    const { personId } = await at.course.personOf('dan');
    const place = await tess.get(`/pairing/place/${personId}`);
    const twice = await Promise.all([1, 2].map(() => place.submit('Publish this change')));
    expect(twice.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await place.submit('Publish this change')).status).toBeGreaterThanOrEqual(400);
    const mine = (await pairsNow(courseId)).filter(({ members }) => members.includes(personId));
    expect(mine).toHaveLength(1);
  });

  test('undo once, and a second undo is told so', async () => {
    const { tess, courseId } = await published();
    const page = await tess.get('/pairing');
    const twice = await Promise.all([1, 2].map(() => page.submit('Undo the publication')));
    expect(statuses(twice)).toEqual([200, 409]);
    expect((await page.submit('Undo the publication')).status).toBe(409);
    expect(await pairsNow(courseId)).toEqual([]);
    expect((await tess.get('/pairing/draft')).title).toBe('Draft: 2 pairs');
  });

  test('make a draft again once from a page that says it is out of date', async () => {
    const { tess, courseId, pairId } = await published();
    const old = await at.course.made((await tess.get('/pairing')).submit('Make the draft', { around: 'published' }));
    const doer = { courseId, personId: 'a-teacher' };
    at.site.now = after(at.site.now, minute);
    await at.site.services.amendments.unmatch(doer, { pairId, reason: 'goals', never: true }, at.site.now);
    const refused = await publish(old);
    const button = "Make this draft again from today's pairs";
    const twice = await Promise.all([1, 2].map(() => refused.submit(button)));
    await at.site.services.pairing.settled();
    expect(twice.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect((await refused.submit(button)).status).toBe(409);
  });
});

test('a publication can be undone to the last moment of its day, and an amendment does not lengthen it', async () => {
  const { courseId, pairId } = await published();
  const doer = { courseId, personId: 'a-teacher' };
  const publishedAt = at.site.now;
  at.site.now = after(publishedAt, day - minute);
  await at.site.services.amendments.unmatch(doer, { pairId, reason: 'goals', never: false }, at.site.now);
  at.site.now = after(publishedAt, day);
  const late = await (await at.course.arrive('tess', 'teacher')).forge('/pairing/undo', '');
  expect(late.status).toBe(409);
  at.site.now = after(publishedAt, day - 1);
  const page = await (await at.course.arrive('tess', 'teacher')).get('/pairing');
  expect((await page.submit('Undo the publication')).status).toBe(200);
  expect(await pairsNow(courseId)).toEqual([]);
});

describe('a learner', () => {
  test('who posts a teacher’s forms is refused, and nothing changes', async () => {
    const { courseId, ana, pairId } = await published();
    const learner = await at.course.arrive('ana');
    const forged: readonly (readonly [string, string])[] = [
      [`/pairing/end/${pairId}`, 'reason=goals'],
      [`/pairing/place/${ana}`, `placingId=${pairId}`],
      ['/pairing/undo', ''],
      ['/pairing/draft', 'mode=peers&capacity=1&around=most'],
      ['/pairing/draft/again', 'draftId=x&revision=0'],
      ['/pairing/publish', 'draftId=x&revision=0'],
      ['/pairing/after', 'invitationHours=1&next=ask&changeAfterWeeks=0'],
      ['/pairing/invitations', `invitationId=x&personId=${ana}&answer=accepted`],
    ];
    for (const [path, body] of forged) expect([path, (await learner.forge(path, body)).status]).toEqual([path, 403]);
    for (const path of ['/pairing/seekers', '/pairing/history', '/pairing/invitations', `/pairing/pair/${pairId}`]) {
      expect([path, (await learner.get(path)).status]).toEqual([path, 403]);
    }
    expect(await pairsNow(courseId)).toHaveLength(2);
  });

  test('asks only about a pair of their own', async () => {
    const { courseId, pairId } = await published();
    const ben = await at.course.arrive('ben');
    expect((await ben.forge('/another-partner', `pairId=${pairId}`)).status).toBe(404);
    expect((await ben.forge('/another-partner/take-back', `pairId=${pairId}`)).status).toBe(200);
    const { seekers } = await at.site.services.amendments.seekers(courseId, at.site.now);
    expect(seekers).toEqual([]);
  });

  test('answers no invitation that is over, not theirs, or of another course', async () => {
    const { draft } = await at.course.draftOfFour();
    await invite(draft);
    const open = await (await at.course.arrive('ana')).page.follow('Look at the invitation');
    const foreign = await pagesOf(at.site, `${at.number}-other`).arrive('ana');
    expect((await foreign.forge(`${open.path}/accept`, '')).status).toBe(404);
    expect((await (await at.course.arrive('ben')).forge(`${open.path}/decline`, 'another=no')).status).toBe(404);
    const twice = await Promise.all([open.submit('Accept'), open.submit('Accept')]);
    expect(statuses(twice)).toEqual([200, 409]);
    at.site.now = after(at.site.now, 3 * day);
    const amara = await at.course.arrive('amara');
    expect((await amara.forge(`${open.path}/accept`, '')).status).toBe(409);
    expect(amara.page.text).not.toContain('Ana Example');
  });
});

describe('a coordinator of another course', () => {
  test('reaches no pair, person or invitation of this one', async () => {
    const { courseId, ana, pairId } = await published();
    const mallory = await pagesOf(at.site, `${at.number}-other`).arrive('mallory', 'teacher');
    expect((await mallory.forge(`/pairing/end/${pairId}`, 'reason=goals')).status).toBe(404);
    expect((await mallory.forge(`/pairing/place/${ana}`, `placingId=${pairId}`)).status).toBe(404);
    expect((await mallory.get(`/pairing/place/${ana}`)).status).toBe(404);
    expect((await mallory.forge('/pairing/draft/again', 'draftId=x&revision=0')).status).toBe(409);
    expect(await pairsNow(courseId)).toHaveLength(2);
  });
});

test('settings out of range are told beside the field, and what was typed stays', async () => {
  const { tess } = await published();
  const refused = await (
    await tess.get('/pairing/after')
  ).submit('Save', { invitationHours: '0', changeAfterWeeks: '13' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Write a number from 1 to 336.');
  expect(refused.text).toContain('Write a number from 0 to 12.');
  expect(refused.$('#changeAfterWeeks').attr('value')).toBe('13');
});
