import { describe, expect, test } from '@jest/globals';
import { after, day, minute } from '../../../src/shared/clock.js';
import type { PageSeen, TestSite } from '../../support/site.js';
import type { courseOn } from '../mentorships/course.js';
import { useTogether, type togetherIn } from './together.js';

let site: TestSite;
let course: ReturnType<typeof courseOn>;
let pair: ReturnType<typeof togetherIn>;

useTogether('sessions', (together) => {
  ({ site, course, pair } = together);
});

test('from "offer times" to "both have it in the calendar": four clicks', async () => {
  await pair.hello();
  const home = (await course.arrive('ben')).page;
  expect(home.text).toContain('Plan a session with Ana Example');
  const form = await home.follow('Offer two times');
  expect(form.$('#first').attr('value')).toBe('2026-11-24T18:00');
  expect(form.text).toContain('17:00 for Ana Example in Lisbon.');
  const offered = await form.submit('Offer it to Ana Example', { link: 'https://meet.example/ben' });
  expect(offered.text).toContain('You offered Ana Example two times');
  const { page } = await course.arrive('ana');
  expect(page.text).toContain('Ben Example offers two times');
  const choice = await page.follow('See the times');
  expect(choice.text).toContain('Tuesday 24 November, 17:00 to 17:45');
  expect(choice.text).toContain('18:00 for Ben Example in Vienna.');
  const taken = await choice.submit('Take this time: Tuesday 24 November, 17:00 to 17:45');
  expect(taken.text).toContain('It is planned, and in both your calendars.');
  for (const name of ['ana', 'ben']) {
    const [event] = await pair.feed(name);
    expect(event).toMatchObject({ DTSTART: '20261124T170000Z', DTEND: '20261124T174500Z', SEQUENCE: '0' });
    expect(event?.LOCATION).toContain('https://meet.example/ben');
  }
});

test('pressed twice it is one session; an offer that was withdrawn meanwhile is said to be gone', async () => {
  await pair.offer();
  const choice = await pair.open('ana');
  const label = pair.takeLabel(choice);
  await choice.submit(label);
  expect((await choice.submit(label)).text).toContain('It is planned');
  expect((await pair.open('ana')).$('section[aria-labelledby="planned"] .row-item')).toHaveLength(1);
  await pair.offer({ first: '2026-12-01T18:00', second: '' });
  const stale = await pair.open('ana');
  await (await pair.open('ben')).submit('Withdraw the offer');
  expect((await stale.submit(pair.takeLabel(stale))).text).toContain('That is not there any more.');
});

test('what is wrong with an offer is said beside its field, with the answers kept', async () => {
  const past = await pair.offer({ first: '2026-11-20T18:00' });
  expect(past.status).toBe(422);
  expect(past.text).toContain('That time is past.');
  expect(past.$('#first').attr('value')).toBe('2026-11-20T18:00');
  expect((await pair.offer({ first: 'soon' })).text).toContain('Choose a day and a time.');
  expect((await pair.offer({ second: '2026-13-45T99:00' })).$('#second-problem').text()).toContain('leave it empty');
  const hostile = await pair.offer({ link: 'javascript:alert(1)' });
  expect(hostile.$('#link-problem').text()).toContain('https://');
});

test('a move keeps the event and raises its sequence; who cannot come cancels it', async () => {
  const { sessionId } = await pair.plan();
  const [before] = await pair.feed('ana');
  const moving = await (await pair.session('ben', sessionId)).follow('Offer other times');
  await moving.submit('Offer it to Ana Example', { first: '2026-11-26T19:00', second: '' });
  const choice = await pair.open('ana');
  await choice.submit(pair.takeLabel(choice));
  const [moved] = await pair.feed('ana');
  expect(moved).toMatchObject({ UID: before?.UID, SEQUENCE: '1', DTSTART: '20261126T180000Z' });
  const gone = await (await pair.session('ana', sessionId)).submit('Cancel the session', { reason: 'I am ill' });
  expect(gone.text).toContain('It counts for nobody as missed.');
  expect((await pair.feed('ben'))[0]).toMatchObject({ UID: before?.UID, SEQUENCE: '2', STATUS: 'CANCELLED' });
});

test('a rhythm is suggested, single dates are left out, the clock on the wall stays', async () => {
  const ben = await course.arrive('ben');
  const form = await ben.get(`${pair.path()}/rhythm`);
  const wish = { first: '2026-11-24T18:00', weeks: '1', until: '2026-12-15' };
  expect((await form.submit('Suggest it to Ana Example', wish)).text).toContain('You suggested 4 dates.');
  const page = await (await course.arrive('ana')).page.follow('See it');
  const dates = page.$('input[name="dates"]').map((_, { attribs }) => attribs.value);
  expect(dates).toHaveLength(4);
  const agreed = await page.submit('Agree to these dates', { dates: dates.get().slice(1) });
  expect(agreed.$('section[aria-labelledby="planned"] .row-item')).toHaveLength(3);
  expect(await pair.feed('ben')).toHaveLength(3);
});

describe('afterwards', () => {
  test('one says it, the other confirms; before one’s own answer nothing of the other’s is shown', async () => {
    const { sessionId } = await pair.plan();
    site.now = after(site.now, 3 * day);
    expect((await course.arrive('ana')).page.text).toContain('Did you meet Ben Example?');
    await pair.say('ana', sessionId, 'happened');
    const bens = await pair.session('ben', sessionId);
    expect(bens.text).toContain('Ana Example has answered.');
    expect(bens.text).not.toContain('Ana Example: we met.');
    const said = await pair.say('ben', sessionId, 'happened');
    expect(said.text).toContain('It took place');
    expect((await pair.open('ana')).text).toContain('1 of 1 session took place');
  });

  test('two who say different things are asked once more; then a teacher reads both as they are', async () => {
    const { sessionId } = await pair.plan();
    site.now = after(site.now, 3 * day);
    await pair.say('ana', sessionId, 'theirs');
    await pair.say('ben', sessionId, 'happened');
    const teacher = await course.arrive('tess', 'teacher');
    expect(teacher.page.text).not.toContain('told in two ways');
    expect((await course.arrive('ana')).page.text).toContain('You and Ben Example do not agree');
    await pair.say('ana', sessionId, 'theirs');
    await pair.say('ben', sessionId, 'happened');
    const read = await (await teacher.get('/mentoring')).follow('Read: 1 session is told in two ways');
    expect(read.text).toContain('Ana Example: the other one missed it.');
    expect(read.text).toContain('Ben Example: we met.');
    const seen = await read.submit('I have seen it: Ana Example and Ben Example');
    expect(seen.text).toContain('Nothing from sessions needs you');
    expect((await pair.open('ana')).text).not.toContain('session took place');
  });

  test('a session that nobody planned is noted by one, and is one when both note it', async () => {
    const form = await (await course.arrive('ana')).get(`${pair.path()}/log`);
    await form.submit('It took place', { first: '2026-11-22T10:00' });
    const again = await (await course.arrive('ben')).get(`${pair.path()}/log`);
    const refused = await again.submit('It took place', { first: '2026-11-22T11:10' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('You meet at that time already.');
    expect((await course.arrive('ben')).page.text).toContain('Ana Example said whether you met');
    site.now = after(site.now, 8 * day);
    expect((await pair.open('ben')).text).toContain('Took place, said by one');
  });
});

test('in writing: three questions in the messages, and it counts', async () => {
  await (await pair.open('ana')).submit('We do it in writing');
  const begun = await pair.open('ben');
  expect(begun.$('section[aria-labelledby="planned"]').text()).toContain('Now');
  await begun.follow('Go on in writing');
  for (const name of ['ana', 'ben']) {
    let page: PageSeen = await (await pair.open(name)).follow('Go on in writing');
    for (const text of ['one', 'two', 'three']) {
      page = await page.submit(`Send to ${name === 'ana' ? 'Ben' : 'Ana'} Example`, { text });
      expect(page.status).toBe(200);
    }
  }
  const talk = await (await course.arrive('ben')).get(`/conversation/${pair.key()}`);
  expect(talk.$('.talk')).toHaveLength(6);
  expect(talk.$('.talk').eq(2).text()).toContain('When and how may you be asked, and how fast do you answer?');
  expect((await pair.open('ben')).text).toContain('1 of 1 session took place');
});

test('when a mentorship ends, what is planned is cancelled for good, also in calendars', async () => {
  const { sessionId } = await pair.plan();
  await course.undo();
  expect((await pair.feed('ana'))[0]).toMatchObject({ STATUS: 'CANCELLED', SEQUENCE: '1' });
  await pair.part();
  await pair.part();
  await course.publish();
  site.now = after(site.now, minute);
  expect((await pair.feed('ana'))[0]).toMatchObject({ STATUS: 'CANCELLED', SEQUENCE: '1' });
  expect((await pair.session('ana', sessionId)).text).toContain('Cancelled');
  await pair.offer({ first: '2026-12-02T18:00', second: '' });
  expect((await pair.open('ana')).text).toContain('Ben Example offers a time');
});

describe('nobody else', () => {
  test('opens them: another learner, a teacher', async () => {
    const { sessionId } = await pair.plan();
    const path = `${pair.path()}/${sessionId}`;
    expect((await (await course.arrive('cleo')).get(path)).status).toBe(404);
    expect((await (await course.arrive('cleo')).forge(`${path}/answer`, 'said=happened')).status).toBe(404);
    expect((await (await course.arrive('tess', 'teacher')).get(path)).status).toBe(403);
  });

  test('a partner who left is promised nothing', async () => {
    const { sessionId } = await pair.plan();
    await course.onlyHere(['ana']);
    const { page } = await course.arrive('ana');
    expect(page.text).not.toContain('Your next session');
    expect((await pair.session('ana', sessionId)).text).toContain('Ben Example left the course.');
    expect((await pair.feed('ana'))[0]).toMatchObject({ STATUS: 'CANCELLED' });
  });
});

test('a teacher changes an agenda for this course, and takes the proposed one back', async () => {
  const teacher = await course.arrive('tess', 'teacher');
  const form = await (await teacher.get('/sessions/agendas')).follow('A usual meeting');
  expect((await form.submit('Save the agenda', { lines: 'no minutes' })).$('#lines-problem').text()).toContain(
    'whole minutes',
  );
  const saved = await form.submit('Save the agenda', { lines: '20 Listen: first\n10 Speak' });
  expect(saved.text).toContain('Changed in this course.');
  const { sessionId } = await pair.plan({ agendaId: 'forty-five' });
  expect((await pair.session('ana', sessionId)).text).toContain('Listen');
  const text = await (await course.arrive('ana')).get(`${pair.path()}/${sessionId}/agenda`);
  expect(text.html).toContain('17:20  10 min  Speak');
  await (
    await (await teacher.get('/sessions/agendas')).follow('A usual meeting')
  ).submit('Use the proposed agenda again');
  expect((await pair.session('ana', sessionId)).text).toContain('Main topic');
});
