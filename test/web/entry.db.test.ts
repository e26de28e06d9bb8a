/** Who comes in by a ticket: the browser that launched, and whoever confirms who they are. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { browserCookie } from '../../src/web/proof.js';
import { newSecret } from '../../src/shared/ids.js';
import { aLaunch, type LaunchWish } from '../support/launches.js';
import { SmallBrowser } from '../support/small-browser.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

const iframe = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' };

/** A launch as the gateway hands it on: where it leads, and the cookie that the browser was given with it. */
async function launched(wish: LaunchWish = {}, held?: string): Promise<{ entry: string; cookie: string }> {
  let given = '';
  const entry = await site.services.launches.handleLaunch(aLaunch(wish), {
    cookie: (name) => (name === browserCookie ? held : undefined),
    keep: (header) => (given = header),
  });
  return { entry, cookie: held === undefined ? given : `${browserCookie}=${held}` };
}

const pair = (cookie: string) => cookie.split(';')[0] ?? '';

function open(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(new URL(url, site.origin), { method, headers, redirect: 'manual' });
}

/** Follows redirects by hand, with these headers and without keeping a cookie. */
async function followed(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<Response & { at: string }> {
  let at = url;
  let answer = await open(at, headers, method);
  for (let hop = 0; hop < 5 && answer.headers.has('location'); hop += 1) {
    at = answer.headers.get('location') ?? '';
    answer = await open(at, headers);
  }
  return Object.assign(answer, { at });
}

const strangers = `${browserCookie}=${'a'.repeat(43)}`;
const tab = { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' };

describe('an entry ticket', () => {
  test('opens the visit in the browser that launched, which was given its cookie with the launch', async () => {
    const { entry, cookie } = await launched();
    expect(cookie).toMatch(/^__Host-tandem=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=None; Partitioned$/);
    const entered = await open(entry, { ...iframe, cookie: pair(cookie) });
    expect(entered.headers.get('location')).toMatch(/^\/s\/[\w-]{16}\/mentoring$/);
  });

  test('leaves a cookie that the browser has already', async () => {
    const held = 'h'.repeat(43);
    const { entry, cookie } = await launched({}, held);
    expect((await followed(entry, { ...iframe, cookie })).status).toBe(200);
  });

  test('opens one visit only', async () => {
    const { entry, cookie } = await launched();
    const headers = { ...iframe, cookie: pair(cookie) };
    expect((await open(entry, headers)).status).toBe(303);
    expect((await open(entry, headers)).status).toBe(410);
  });

  test('is over after 30 seconds', async () => {
    const { entry, cookie } = await launched();
    const before = site.now;
    site.now = new Date(before.getTime() + 31_000);
    expect((await open(entry, { cookie: pair(cookie) })).status).toBe(410);
    site.now = before;
  });

  test.each([
    ['another browser, in a frame', { ...iframe, cookie: strangers }],
    ['another browser, in a tab', { ...tab, cookie: strangers }],
    ['a browser that keeps nothing, in a frame', iframe],
    ['a browser that keeps nothing, in a tab', tab],
    ['a browser that tells nothing', { cookie: strangers }],
  ])('asks who is there in %s', async (_name, headers) => {
    const { entry } = await launched();
    const asked = await followed(entry, headers);
    expect(new URL(asked.at, site.origin).pathname).toMatch(/^\/continue\//);
    expect(asked.headers.get('content-security-policy')).toContain('frame-ancestors https://platform-1.example');
    const text = await asked.text();
    expect(text).toContain('Continue as Ana Example?');
    expect(text).not.toContain('/s/');
  });

  test('once confirmed in another browser lets nobody end the launcher’s other visits', async () => {
    const here = new SmallBrowser({ cookies: new Map([[browserCookie, newSecret()]]), destination: 'iframe' });
    const launch = aLaunch({ person: 'ana' });
    await here.open(await site.services.launches.handleLaunch(launch, here.atLaunch));
    const { entry } = await launched({ person: 'ana' }, here.atLaunch.cookie(browserCookie));
    const elsewhere = new SmallBrowser({ cookies: new Map(), destination: 'document' });
    await elsewhere.open(await site.services.launches.handleLaunch(aLaunch({ person: 'ben' }), elsewhere.atLaunch));
    const page = await (await elsewhere.open(entry)).submit('Yes, continue');
    expect(page.status).toBe(200);
    expect((await here.open(`${site.origin}${here.visitPath}/mentoring`)).status).toBe(200);
  });
});

describe('a browser that keeps no cookie', () => {
  const here = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' };

  test('goes on in the frame without a click; the visit answers there only, and offers a new tab', async () => {
    const { entry, cookie } = await launched({ bound: false });
    expect(cookie).toBe('');
    const entered = await followed(entry, here);
    expect(entered.status).toBe(200);
    expect(entered.at).toMatch(/^\/s\/[\w-]{16}\/mentoring$/);
    expect(await entered.text()).toContain('Continue in a new tab');
    expect((await open(entered.at, tab)).status).toBe(401);
    expect((await open(entered.at, { 'sec-fetch-dest': 'empty' })).status).toBe(401);
  });

  test('comes into a new tab by a click on our own page, and is bound there', async () => {
    const frame = new SmallBrowser({ cookies: undefined, destination: 'iframe' });
    const launch = aLaunch({ person: 'ana', bound: false });
    await frame.open(await site.services.launches.handleLaunch(launch, frame.atLaunch));
    const own = { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'same-origin' };
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const ticket = await fetch(`${site.origin}${frame.visitPath}/transfer`, {
      method: 'POST',
      headers: { ...own, ...form },
      body: 'path=%2Fmentoring',
      redirect: 'manual',
    });
    const other = new SmallBrowser({ cookies: new Map(), destination: 'document' });
    const page = await other.open(new URL(ticket.headers.get('location') ?? '', site.origin).href);
    expect([page.status, page.path]).toEqual([200, '/mentoring']);
    expect(page.text).not.toContain('Continue in a new tab');
  });

  test('cannot be sent into a new tab by another site', async () => {
    const frame = new SmallBrowser({ cookies: undefined, destination: 'iframe' });
    const launch = aLaunch({ person: 'ana', bound: false });
    await frame.open(await site.services.launches.handleLaunch(launch, frame.atLaunch));
    const evil = { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'cross-site' };
    expect((await open(`${frame.visitPath}/transfer`, evil, 'POST')).status).toBe(403);
  });
});

describe('a launch that was not started in this browser', () => {
  test.each([
    ['a tab', { ...tab, cookie: strangers }],
    ['a frame of a browser that keeps cookies', { ...iframe, cookie: strangers }],
    ['a tab of a browser that keeps nothing', tab],
  ])('signs nobody in without asking, in %s', async (_name, headers) => {
    const { entry } = await launched({ bound: false });
    const page = await followed(entry, headers);
    expect(await page.text()).toContain('Continue as Ana Example?');
  });

  test('is asked too where the browser keeps its first cookie only now', async () => {
    const { entry } = await launched({ bound: false });
    const browser = new SmallBrowser({ cookies: new Map(), destination: 'iframe' });
    expect((await browser.open(entry)).title).toBe('Continue as Ana Example?');
  });

  test('cannot be confirmed by another site', async () => {
    const { entry } = await launched({ bound: false });
    const { at } = await followed(entry, { ...tab, cookie: strangers });
    expect((await open(at, { 'sec-fetch-site': 'cross-site' }, 'POST')).status).toBe(403);
    expect((await open(at, { origin: 'https://evil.example' }, 'POST')).status).toBe(403);
    expect((await open(at, { ...tab, 'sec-fetch-site': 'same-origin' }, 'POST')).status).toBe(303);
    expect((await open(at, { ...tab, 'sec-fetch-site': 'same-origin' }, 'POST')).status).toBe(410);
  });

  test('confirmed in a frame that keeps nothing, goes on there', async () => {
    const { entry } = await launched();
    const { at } = await followed(entry, iframe);
    const own = { ...iframe, 'sec-fetch-site': 'same-origin' };
    const confirmed = await open(at, own, 'POST');
    expect((await open(confirmed.headers.get('location') ?? '', own)).status).toBe(200);
  });
});

describe('a transfer ticket', () => {
  test('opened by another page than ours asks who is there', async () => {
    const ana = await site.arrive();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(`${site.origin}${ana.visitPath}/transfer`, {
      method: 'POST',
      headers: { ...form, ...iframe, 'sec-fetch-site': 'same-origin', cookie: `${browserCookie}=${ana.secret}` },
      body: 'path=%2Fmentoring',
      redirect: 'manual',
    });
    const asked = await followed(answer.headers.get('location') ?? '', { ...tab, cookie: strangers });
    expect(await asked.text()).toContain('Continue as Ana Example?');
  });
});
