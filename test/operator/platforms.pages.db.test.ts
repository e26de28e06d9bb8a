import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Conflict } from '../../src/shared/errors.js';
import { after, minute } from '../../src/shared/clock.js';
import { aLaunch, blankBrowser } from '../support/launches.js';
import { useStore } from '../support/store.js';
import { aBrowser, openConsole, password, type Console } from './console.js';

const store = useStore();
const browser = aBrowser();
let tandem: Console;

const launch = (wish: Parameters<typeof aLaunch>[0]) =>
  tandem.site.services.launches.handleLaunch(aLaunch(wish), blankBrowser);
const open = (path: string) => browser.open(`${tandem.site.origin}/operator${path}`);

beforeAll(async () => {
  tandem = await openConsole(store.uri());
  await (await browser.open(await tandem.linkFor('olga'))).submit('Keep this password', { password });
  await tandem.signIn(browser, { name: 'olga', password });
  // north and again are the same Moodle, registered twice.
  const north = tandem.platforms[0];
  if (north) {
    const since = new Date('2026-11-22T08:00:00Z');
    tandem.platforms.push({
      ...north,
      platformId: 'again',
      clientId: 'second',
      deploymentIds: ['3'],
      createdAt: since,
    });
  }
  await launch({ platform: 'north', person: 'ana', course: '7' });
  await launch({ platform: 'north', person: 'ben', course: '7' });
  await launch({ platform: 'west', person: 'ana', course: '7' });
});
afterAll(() => tandem.close());

describe('the console', () => {
  test('counts courses and people of each platform, though the ids of two Moodles are the same', async () => {
    // Counted once a minute.
    const { now } = tandem.site;
    tandem.site.now = after(now, minute);
    const page = await open('');
    tandem.site.now = now;
    expect(page.text).toMatch(/north ?https:\/\/north\.example · client.*?1 course ?2 people/);
    expect(page.text).toMatch(/west ?https:\/\/west\.example · client.*?1 course ?1 person/);
  });

  test('lists failed launches with reason, setting, reference and platform', async () => {
    const at = new Date('2026-11-23T08:30:00Z');
    tandem.site.platform.gateway.failures.recent = () =>
      Promise.resolve([
        { at, code: 'deployment_unknown', reference: 'K7QD02XX', platformId: 'west', setting: 'deployment_id' },
        { at, code: 'internal', reference: 'BROKE001' },
      ]);
    const page = await open('');
    expect(page.text).toMatch(
      /K7QD02XX.*?The tool in Moodle has a deployment ID that Tandem does not know\..*?Deployment ID.*?west/,
    );
    expect(page.text).toMatch(/BROKE001.*?Something broke in Tandem itself.*?Not a registered one/);
    const west = await open('/platforms/west');
    expect(west.text).toContain('K7QD02XX');
    expect(west.text).not.toContain('BROKE001');
  });

  test('counts the scores that have not arrived, with the reasons, under the platform of their course', async () => {
    const { activities, roster, grades } = tandem.site.services;
    const course = await store.connection().collection('courses').findOne({ platformId: 'north' });
    const courseId = String(course?._id);
    const [activity] = await activities.all(courseId);
    const [person] = await roster.learners(courseId);
    const score = { activityId: activity?.activityId ?? '', personId: person?.personId ?? '', given: 1, maximum: 1 };
    await grades.recordScore(courseId, score, tandem.site.now);
    expect((await open('')).text).toMatch(/Scores on their way.*?north.*?1 waits.*?None.*?None/);
    tandem.site.services.runner.know(tandem.site.services.jobs);
    await tandem.site.services.runner.runOnce('deliver-scores');
    expect((await open('')).text).toMatch(/Scores on their way.*?north.*?1 waits.*?unreachable: 1/);
  });

  test('lists open registration links and withdraws one', async () => {
    const links = [{ linkId: 'hash-of-it', approved: true, createdAt: tandem.site.now, expiresAt: tandem.site.now }];
    tandem.site.platform.gateway.registrationLinks.open = () => Promise.resolve([...links]);
    tandem.site.platform.gateway.registrationLinks.withdraw = (linkId) => {
      links.splice(0, linkId === 'hash-of-it' ? 1 : 0);
      return Promise.resolve();
    };
    const page = await open('');
    expect(page.text).toContain('Approved at once');
    const after = await page.submit('Withdraw: Monday 23 November at 09:00');
    expect(after.text).toContain('No registration link is open.');
  });

  test('says which encryption key seals the private keys, and what to do', async () => {
    tandem.site.platform.gateway.keys.state = () => Promise.resolve({ current: 2, older: 1, lost: ['west'] });
    const { text } = await open('');
    expect(text).toContain('npm run reseal');
    expect(text).toMatch(/A key that is not in ENCRYPTION_KEY.*?west/);
  });

  test('remembers who decided what', async () => {
    await (await open('')).submit('Stop: west');
    expect((await open('')).text).toMatch(/What operators did.*?olga ?Stopped a platform ?west · client/);
    await (await open('')).submit('Approve: west');
  });
});

describe('joining two registrations of one Moodle', () => {
  test('is offered where there is an older one with the same address, and nowhere else', async () => {
    expect((await open('/platforms/again')).text).toContain('Join with an older registration');
    for (const other of ['north', 'west']) {
      expect((await open(`/platforms/${other}`)).text).not.toContain('Join with an older registration');
    }
    expect((await open('/platforms/west/join')).text).toContain('There is none that is older.');
    expect((await open('/platforms/nobody/join')).status).toBe(404);
  });

  test('says what happens, and wants it confirmed', async () => {
    const page = await open('/platforms/again/join');
    expect(page.title).toBe('Join north with an older registration?');
    expect(page.text).toContain('It cannot be undone here.');
    expect(page.text).toMatch(/client · 1 ?1 course and 2 people/);
    const unsure = await page.submit('Join them', { deployment: '3', into: 'north/1' });
    expect([unsure.status, unsure.text]).toEqual([422, expect.stringContaining('Tick that both are the same Moodle.')]);
  });

  test('shows why the gateway refused it', async () => {
    const { platforms } = tandem.site.platform.gateway;
    platforms.join = () => Promise.reject(new Conflict('join_settling'));
    const late = await (await open('/platforms/again/join')).submit('Join them', join);
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('Wait ten seconds')]);
  });

  test('is refused, and joins nothing, once somebody has opened a course by the newer one', async () => {
    const joined: unknown[] = [];
    tandem.site.platform.gateway.platforms.join = (...tenants) => {
      joined.push(tenants);
      return Promise.resolve();
    };
    const form = await open('/platforms/again/join');
    await launch({ platform: 'again', person: 'ana', course: '7', more: { deploymentId: '3' } });
    const refused = await form.submit('Join them', join);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('those courses would stay behind where nobody arrives, so it is not done');
    expect(refused.$('button:contains("Join them")')).toHaveLength(0);
    expect(joined).toEqual([]);
  });

  test('asks to stop an approved one first', async () => {
    await (await open('')).submit('Approve: north');
    tandem.platforms.push({
      ...platformNamed('again'),
      platformId: 'third',
      clientId: 'third',
      deploymentIds: ['4'],
      active: true,
    });
    const page = await open('/platforms/third/join');
    expect(page.text).toContain('Stop it first, then come back.');
    Object.assign(platformNamed('third'), { active: false });
  });

  test('confirmed, it names both tenants, is written down, and the same person is one person in one course', async () => {
    const joined: unknown[] = [];
    tandem.site.platform.gateway.platforms.join = (...tenants) => {
      joined.push(tenants);
      return Promise.resolve();
    };
    const page = await (await open('/platforms/third/join')).submit('Join them', { ...join, deployment: '4' });
    expect(page.path).toBe('/operator/platforms/third?done=joined');
    expect(joined).toEqual([
      [
        { platformId: 'third', deploymentId: '4' },
        { platformId: 'north', deploymentId: '1' },
      ],
    ]);
    expect((await open('')).text).toContain('north · third · 4 → north · client · 1');
    const before = await tandem.site.services.operators.tenants();
    const { service } = aLaunch({ platform: 'third', course: '7' });
    await launch({ platform: 'north', person: 'ana', course: '7', more: { service } });
    expect(await tandem.site.services.operators.tenants()).toEqual(before);
    expect((await open('/platforms/north')).text).toMatch(/1 course ?2 people/);
  });
});

const join = { deployment: '3', into: 'north/1', sure: 'yes' };

function platformNamed(platformId: string) {
  const found = tandem.platforms.find((platform) => platform.platformId === platformId);
  if (!found) throw new Error(`no platform ${platformId}`);
  return found;
}

test('a new key pair is made by a button, and the page says from when it signs', async () => {
  const signsFrom = new Date('2026-11-23T10:00:00Z');
  tandem.site.platform.gateway.keys.rotate = (platformId) => {
    Object.assign(platformNamed(platformId), { nextKeyFrom: signsFrom });
    return Promise.resolve({ signsFrom });
  };
  const page = await (await open('/platforms/west')).submit('Make a new key pair');
  expect(page.text).toContain('A new key pair is made.');
  expect(page.text).toContain('Monday 23 November at 10:00');
  tandem.site.platform.gateway.keys.rotate = () => Promise.reject(new Conflict('key_rotation_running'));
  expect((await page.submit('Make a new key pair')).status).toBe(409);
});

test('no post of another site, or of no known site, does anything with the operator’s cookie', async () => {
  const posts = ['stop', 'approve', 'keys', 'join'].map((act) => `/platforms/west/${act}`);
  const decided = (await open('')).$('#decisions').parent().text();
  for (const path of [...posts, '/registration-links', '/registration-links/withdraw', '/manual', '/sign-out']) {
    const url = `${tandem.site.origin}/operator${path}`;
    for (const site of ['cross-site', 'same-site', 'none']) {
      expect((await browser.post(url, 'approved=yes', { 'sec-fetch-site': site })).status).toBe(403);
    }
  }
  expect((await open('')).$('#decisions').parent().text()).toBe(decided);
});
