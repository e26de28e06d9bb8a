import { describe, expect, test } from '@jest/globals';
import { settleInvitationsJob } from '../../../src/pairing/invitations/invitations.jobs.js';
import { after, minute } from '../../../src/shared/clock.js';
import { usePairing } from '../pages.js';
import { invite, publish } from '../../support/publishing.js';

const at = usePairing();

const settle = () =>
  settleInvitationsJob(at.site.services.invitations, at.site.services.speaking.logger).run(at.site.now);

async function invited() {
  const { tess, draft } = await at.course.draftOfFour();
  const page = await invite(draft);
  return { tess, page };
}

async function invitationOf(name: string) {
  return (await at.course.arrive(name)).page.follow('Look at the invitation');
}

async function accept(name: string) {
  return (await invitationOf(name)).submit('Accept');
}

test('an invited pair begins when both have accepted, and shows nothing more before', async () => {
  const { page } = await invited();
  expect(page.text).toContain('The invitations are out.');
  const ana = await invitationOf('ana');
  expect(ana.title).toBe('You are invited to be paired with Amara Example');
  expect(ana.text).toContain('Answer by Thursday');
  const waits = await ana.submit('Accept');
  expect(waits.text).toContain('You said yes. We wait for Amara Example.');
  expect(waits.title).not.toContain('Amara');
  expect((await accept('amara')).title).toBe('You mentor Ana Example');
  expect((await at.course.arrive('ana')).page.title).toBe('Amara Example is your mentor');
  expect((await at.course.arrive('ben')).page.title).not.toContain('Jonas');
});

test('after half the time pages say so, and that nothing is sent; after the whole time both are free and are told no names', async () => {
  await invited();
  await accept('ana');
  at.site.now = new Date('2026-11-25T09:00:00Z');
  const amara = await at.course.arrive('amara');
  expect(amara.page.text).toContain('still waits for your answer');
  expect((await invitationOf('amara')).text).toContain('Half the time is over: please answer by');
  const coordinator = await at.course.arrive('tess', 'teacher');
  const pages = await Promise.all(
    ['/mentoring', '/pairing/invitations', '/pairing/after'].map((path) => coordinator.get(path)),
  );
  expect(pages[0]?.text).toContain(
    'When half the time is over, who has not answered is reminded once, as they wish to be.',
  );
  expect(pages[1]?.text).toContain('More than half the time is over.');
  expect(pages[2]?.text).toContain('who has not answered is reminded once, as they wish to be.');
  for (const page of pages) expect(page.text).not.toMatch(/ask(ed)? once more/i);
  at.site.now = new Date('2026-11-26T09:00:00Z');
  expect(await settle()).toMatchObject({ failed: 0 });
  expect(await settle()).toEqual({ done: 0, failed: 0 });
  const late = await at.course.arrive('amara');
  expect(late.page.text).not.toContain('Ana Example');
  const tess = await at.course.arrive('tess', 'teacher');
  expect((await tess.get('/mentoring')).text).toContain('after an invitation');
  expect((await tess.get('/pairing/history')).text).toContain('Not answered in time: ');
});

test('who declines says why to the coordinator alone, and the next best who is free is invited', async () => {
  const { tess } = await invited();
  await at.course.people({ cleo: { roleWish: 'mentor', languages: ['en'], strong: ['Academic writing'] } });
  await accept('ana');
  const amara = await invitationOf('amara');
  const problem = await amara.submit('Decline');
  expect(problem.status).toBe(422);
  const done = await problem.submit('Decline', { another: 'no', reason: 'No time' });
  expect(done.text).toContain('You declined.');
  const list = await tess.get('/pairing/invitations');
  expect(list.text).toContain('Amara Example says: No time');
  expect(await settle()).toEqual({ done: 1, failed: 0 });
  const ana = await at.course.arrive('ana');
  expect(ana.page.text).not.toContain('No time');
  expect((await invitationOf('ana')).title).toBe('You are invited to be paired with Cleo Example');
  const history = await tess.get('/pairing/history');
  expect(history.text).toContain('Declined the invitation: Amara Example');
  expect(history.text).toContain('Invited next: Ana Example and Cleo Example');
});

test('a teacher answers for somebody; a second answer is told that it is over', async () => {
  const { tess } = await invited();
  const open = await invitationOf('ana');
  const list = await tess.get('/pairing/invitations');
  expect(list.title).toBe('2 invitations wait for an answer');
  await list.submit('Accept for Ana Example: Ana Example with Amara Example');
  await (await tess.get('/pairing/invitations')).submit('Accept for Amara Example: Ana Example with Amara Example');
  expect((await at.course.arrive('ana')).page.title).toBe('Amara Example is your mentor');
  expect((await open.submit('Accept')).status).toBe(409);
});

test('taking the publication back takes the invitations back', async () => {
  const { tess } = await invited();
  const open = await invitationOf('ana');
  await (await tess.get('/pairing')).submit('Undo the publication');
  expect((await at.course.arrive('ana')).page.text).not.toContain('Amara');
  expect((await open.submit('Accept')).status).toBe(404);
});

test('an invitation is nobody else’s', async () => {
  await invited();
  const open = await invitationOf('ana');
  const ben = await at.course.arrive('ben');
  expect((await ben.get(open.path)).status).toBe(404);
  expect((await ben.forge(`${open.path}/accept`, '')).status).toBe(404);
});

describe('after a publication', () => {
  test('somebody who joins late gets a partner by one click, and nobody else is moved', async () => {
    const { tess, draft } = await at.course.draftOfFour();
    await publish(draft);
    await at.course.people({ cleo: { roleWish: 'mentor' } });
    at.site.now = after(at.site.now, minute);
    await at.course.people({ dan: { roleWish: 'mentee' } });
    const dan = await at.course.arrive('dan');
    expect(dan.page.text).toContain('You are number 1 of 1 on the list.');
    expect(dan.page.text).toContain('You are next. 1 place with a mentor is free; your teacher decides who gets it.');
    expect((await at.course.arrive('cleo')).page.text).toContain('You get somebody to mentor when');
    const seekers = await tess.get('/pairing/seekers');
    expect(seekers.title).toBe('2 people need a partner');
    const { personId } = await at.course.personOf('dan');
    const place = await tess.get(`/pairing/place/${personId}`);
    expect(place.text).toContain('Nobody else is moved.');
    const placed = await place.submit('Publish this change');
    expect(placed.title).toBe('Nobody needs a partner');
    expect((await at.course.arrive('dan')).page.title).toBe('Cleo Example is your mentor');
    expect((await at.course.arrive('ana')).page.title).toBe('Amara Example is your mentor');
    await (await tess.get('/pairing')).submit('Undo the publication');
    expect((await at.course.arrive('dan')).page.title).not.toContain('Cleo');
  });

  test('a pair ends with a reason, is never made again, and both are seeking', async () => {
    const { tess, draft } = await at.course.draftOfFour();
    await publish(draft);
    const pair = await (await tess.get('/pairing')).follow('Ana Example with Amara Example');
    const end = await pair.follow('End this pair');
    expect((await end.submit('End this pair')).status).toBe(422);
    const ended = await end.submit('End this pair', { reason: 'schedule', never: 'yes', note: 'Met once' });
    expect(ended.title).toBe('2 people need a partner');
    expect((await at.course.arrive('ana')).page.text).not.toContain('Amara');
    const history = await tess.get('/pairing/history');
    expect(history.text).toContain('Ended: Amara Example and Ana Example');
    const { personId } = await at.course.personOf('ana');
    expect((await tess.get(`/pairing/place/${personId}`)).text).not.toContain('Amara Example,');
  });

  test('learners may ask for another partner at any time, the teacher sees when pairs are looked at again, the partner nothing', async () => {
    const { draft } = await at.course.draftOfFour();
    await publish(draft);
    const page = await (await at.course.arrive('ana')).page.follow('Not a good fit?');
    expect(page.text).toContain('Pairs are looked at again from Monday 7 December');
    const asked = await page.submit('Ask my teacher', { reason: 'Never answers' });
    expect(asked.text).toContain('Your teacher is looking.');
    expect((await at.course.arrive('amara')).page.text).not.toContain('Never answers');
    const tess = await at.course.arrive('tess', 'teacher');
    expect((await tess.get('/mentoring')).text).toContain('1 person asks for another partner');
    const seekers = await tess.get('/pairing/seekers');
    expect(seekers.text).toContain('They say: Never answers');
    expect(seekers.text).toContain('All pairs are looked at again from Monday 7 December');
    expect((await tess.get('/pairing')).text).toContain('The pairs have their time until Monday 7 December');
    expect((await tess.get('/pairing')).$('input[name=around]:checked').attr('value')).toBe('most');
    at.site.now = new Date('2026-12-08T09:00:00Z');
    const later = await at.course.arrive('tess', 'teacher');
    expect((await later.get('/pairing')).text).not.toContain('The pairs have their time until');
    expect((await later.get('/pairing/seekers')).text).not.toContain('are looked at again');
    const back = await (
      await (await at.course.arrive('ana')).get('/another-partner')
    ).submit('Take back: Amara Example');
    expect(back.text).not.toContain('Your teacher is looking.');
  });
});

describe('a draft', () => {
  test('moves people by a form, and shows what is new beside the pairs before', async () => {
    await at.course.people({ cleo: { roleWish: 'mentor' } });
    const { tess, draft } = await at.course.draftOfFour();
    const { personId } = await at.course.personOf('ana');
    expect(draft.text).toContain('Find a place: Cleo Example');
    const move = await tess.get(`/pairing/draft/move/${personId}`);
    expect(move.title).toBe('Move Ana Example');
    const value = move.$('input[name=placingId]').first().attr('value') ?? '';
    const moved = await move.submit('Move', { placingId: value });
    expect(moved.text).toContain('The move is in the draft.');
    const again = await at.course.made(moved.submit('New draft'));
    expect(again.text).toContain('Beside the pairs before');
  });
});
