/** Whose visit it is now: people leave, change roles, share computers; platforms are stopped; visits end by hand. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newSecret } from '../../src/shared/ids.js';
import { after, minute } from '../../src/shared/clock.js';
import type { Member } from '../../src/lti/gateway.js';
import { browserCookie } from '../../src/web/proof.js';
import { aLaunch, type LaunchWish } from '../support/launches.js';
import { startSite, type TestSite } from '../support/site.js';
import { SmallBrowser, type PageSeen } from '../support/small-browser.js';
import { useStore } from '../support/store.js';

const store = useStore();
let site: TestSite;
let course = 100;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());
beforeEach(() => {
  course += 1;
});

const learner = (externalId: string): Member => ({ externalId, role: 'learner', name: `${externalId} Example` });

async function rosterSays(members: Member[], times = 1): Promise<void> {
  site.platform.hasPeople(members);
  const found = await store
    .connection()
    .model('Course')
    .findOne({ externalId: String(course) })
    .lean<{ _id: string }>();
  for (let time = 0; time < times; time += 1) {
    site.now = after(site.now, 2 * minute);
    const answer = await site.services.roster.refresh(found?._id ?? '', { now: site.now, force: true });
    expect(answer.ok).toBe(true);
  }
}

const arrive = (wish: LaunchWish) => site.arrive({ course: String(course), ...wish });

/** One browser, in which several people launch. */
function aComputer(destination: 'iframe' | 'document' = 'iframe') {
  const browser = new SmallBrowser({ cookies: new Map([[browserCookie, newSecret()]]), destination });
  return {
    browser,
    async launch(wish: LaunchWish): Promise<{ page: PageSeen; visit: string }> {
      const launch = aLaunch({ course: String(course), ...wish });
      const page = await browser.open(await site.services.launches.handleLaunch(launch, browser.atLaunch));
      return { page, visit: browser.visitPath };
    },
    open: (visit: string, path = '/mentoring') => browser.open(`${site.origin}${visit}${path}`),
    post: (visit: string, path: string, body: string) => browser.post(`${site.origin}${visit}${path}`, body),
  };
}

test('a visit that an older version began is over: who came by it is not known', async () => {
  const ana = await arrive({ person: 'ana' });
  const visits = store.connection().model('Visit');
  const visitId = ana.visitPath.split('/')[2] ?? '';
  await visits.updateOne(
    { _id: visitId },
    { $unset: { 'visit.account': 1, 'visit.platformId': 1 } },
    { strict: false },
  );
  const page = await ana.get('/mentoring');
  expect(page.status).toBe(401);
  expect(page.text).toContain('course');
  expect((await arrive({ person: 'ana' })).page.status).toBe(200);
});

describe('role, status and platform are those of now', () => {
  test('a person whom the roster lost neither reads nor writes, and keeps what was typed', async () => {
    await arrive({ person: 'tess', role: 'teacher' });
    const ana = await arrive({ person: 'ana' });
    await rosterSays([learner('ben')], 2);
    const read = await ana.get('/mentoring');
    expect([read.status, read.title]).toEqual([403, 'You are not on the list of this course now']);
    const written = await ana.forge('/profile', 'strengths=maps&~strengths=Strengths');
    expect(written.status).toBe(403);
    expect(written.$('textarea').text()).toContain('maps');
    // Back by the next launch, and so is the page left open.
    expect((await arrive({ person: 'ana' })).page.status).toBe(200);
    expect((await ana.get('/mentoring')).status).toBe(200);
  });

  test('a teacher who became a learner has a learner’s pages, and a learner who became staff a teacher’s', async () => {
    const [tess, olga] = [
      await arrive({ person: 'tess', role: 'teacher' }),
      await arrive({ person: 'olga', role: 'teacher' }),
    ];
    const ana = await arrive({ person: 'ana' });
    await rosterSays([learner('olga'), learner('ana'), { externalId: 'tess', role: 'teacher' }]);
    const people = store.connection().collection<{ _id: string; externalId: string; courseId: string }>('people');
    const found = await store
      .connection()
      .model('Course')
      .findOne({ externalId: String(course) })
      .lean<{ _id: string }>();
    const idOf = async (externalId: string) =>
      (await people.findOne({ courseId: found?._id ?? '', externalId }))?._id ?? '';
    expect((await olga.get('/roster')).status).toBe(200);
    expect((await ana.get('/roster')).status).toBe(403);
    await site.services.roster.becomeLearner(found?._id ?? '', await idOf('olga'), site.now);
    await site.services.roster.becomeStaff(found?._id ?? '', await idOf('ana'), site.now);
    expect((await olga.get('/roster')).status).toBe(403);
    expect((await olga.forge('/roster/refresh', '')).status).toBe(403);
    expect((await ana.get('/roster')).status).toBe(200);
    expect((await tess.get('/roster')).status).toBe(200);
  });

  test('a teacher who plays student stays one until the roster makes it real', async () => {
    await arrive({ person: 'tess', role: 'teacher' });
    const student = await arrive({ person: 'tess', role: 'learner' });
    expect((await student.get('/roster')).status).toBe(403);
    expect((await student.get('/mentoring')).status).toBe(200);
  });

  test('a platform that the operator stopped is not served; once it goes on, the visit does', async () => {
    const ana = await arrive({ person: 'ana', platform: 'stopping' });
    const ben = await arrive({ person: 'ben', platform: 'going-on' });
    await site.platform.gateway.platforms.setActive('stopping', false);
    const read = await ana.get('/mentoring');
    expect([read.status, read.title]).toEqual([403, 'Tandem is stopped for your Moodle']);
    expect((await ana.forge('/profile', 'strengths=maps&~strengths=Strengths')).status).toBe(403);
    expect((await ben.get('/mentoring')).status).toBe(200);
    await site.platform.gateway.platforms.setActive('stopping', true);
    expect((await ana.get('/mentoring')).status).toBe(200);
  });
});

describe('a shared computer', () => {
  test('a launch by another person ends the visits of the one before, and the page left behind says whose turn it is', async () => {
    const computer = aComputer();
    const first = await computer.launch({ person: 'ana' });
    const second = await computer.launch({ person: 'ana', kind: 'checkin' });
    expect((await computer.open(first.visit)).status).toBe(200);
    const bens = await computer.launch({ person: 'ben' });
    for (const { visit } of [first, second]) {
      const left = await computer.open(visit);
      expect([left.status, left.title]).toEqual([401, 'Ben Example is signed in now']);
      expect(left.text).not.toContain('Ana');
      expect(left.headers.get('content-security-policy')).toContain('frame-ancestors https://platform-1.example');
    }
    const typed = await computer.post(first.visit, '/profile', 'strengths=maps&~strengths=Strengths');
    expect(typed.title).toBe('Ben Example is signed in now');
    expect(typed.$('textarea').text()).toContain('maps');
    expect((await computer.open(bens.visit)).status).toBe(200);
  });

  test('neither a person of another Moodle nor somebody in another browser ends anything', async () => {
    const computer = aComputer();
    const ana = await computer.launch({ person: 'ana' });
    await computer.launch({ person: 'ben', platform: 'platform-2' });
    await aComputer().launch({ person: 'cem' });
    expect((await computer.open(ana.visit)).status).toBe(200);
  });

  test('the same person in another course of the same Moodle is no other person', async () => {
    const computer = aComputer();
    const ana = await computer.launch({ person: 'ana' });
    await computer.launch({ person: 'ana', course: `${String(course)}-other` });
    expect((await computer.open(ana.visit)).status).toBe(200);
  });

  test('a tab that was opened out of the frame ends with it', async () => {
    const computer = aComputer();
    const ana = await computer.launch({ person: 'ana' });
    const ticket = await fetch(`${site.origin}${ana.visit}/transfer`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        cookie: `${browserCookie}=${computer.browser.atLaunch.cookie(browserCookie) ?? ''}`,
      },
      body: 'path=%2Fmentoring',
      redirect: 'manual',
    });
    const tab = new SmallBrowser({ cookies: new Map(), destination: 'document' });
    const page = await tab.open(new URL(ticket.headers.get('location') ?? '', site.origin).href);
    expect(page.status).toBe(200);
    await computer.launch({ person: 'ben' });
    expect((await tab.open(`${site.origin}${tab.visitPath}/mentoring`)).title).toBe('Ben Example is signed in now');
  });

  test('a stranger who knows the address is not told who is there', async () => {
    const computer = aComputer();
    const ana = await computer.launch({ person: 'ana' });
    await computer.launch({ person: 'ben' });
    const stranger = await aComputer().open(ana.visit);
    expect(stranger.status).toBe(401);
    expect(stranger.text).not.toContain('Ben');
  });
});

describe('signing out', () => {
  test('ends all visits of the person in this browser, and says what to do', async () => {
    const computer = aComputer();
    const first = await computer.launch({ person: 'ana' });
    const second = await computer.launch({ person: 'ana', kind: 'checkin' });
    const other = await aComputer().launch({ person: 'ana' });
    const asked = await (await computer.open(first.visit)).follow('Sign out');
    const over = await asked.submit('Sign out');
    expect(over.title).toBe('You are signed out');
    expect(over.text).toContain('sign out there as well');
    expect(over.$('a[target="_top"]').attr('href')).toContain('/course/view.php');
    for (const { visit } of [first, second]) expect((await computer.open(visit)).title).toBe('You are signed out');
    expect(other.page.status).toBe(200);
    expect((await computer.launch({ person: 'ana' })).page.status).toBe(200);
  });

  test('works in a frame whose browser keeps nothing', async () => {
    const ana = await arrive({ person: 'ana', bound: false });
    const over = await (await ana.page.follow('Sign out')).submit('Sign out');
    expect(over.title).toBe('You are signed out');
    expect((await ana.get('/mentoring')).title).toBe('You are signed out');
  });
});
