import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aLaunch } from '../support/launches.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

const iframe = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' };

async function entryOf(bound = true): Promise<string> {
  return site.services.launches.handleLaunch(aLaunch({ bound }), { cookie: () => undefined });
}

function open(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(new URL(url, site.origin), { method, headers, redirect: 'manual' });
}

describe('an entry ticket', () => {
  test('sets the cookie once, comes back with it, and opens the visit', async () => {
    const first = await open(await entryOf(), iframe);
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-tandem=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=None; Partitioned$/);
    const second = await open(first.headers.get('location') ?? '', { ...iframe, cookie: cookie.split(';')[0] ?? '' });
    expect(second.headers.get('location')).toMatch(/^\/s\/[\w-]{16}\/mentoring$/);
  });

  test('opens one visit only', async () => {
    const entry = await entryOf();
    const headers = { ...iframe, cookie: `__Host-tandem=${'a'.repeat(43)}` };
    expect((await open(entry, headers)).status).toBe(303);
    expect((await open(entry, headers)).status).toBe(410);
  });

  test('is over after 30 seconds', async () => {
    const entry = await entryOf();
    const before = site.now;
    site.now = new Date(before.getTime() + 31_000);
    expect((await open(entry, { cookie: `__Host-tandem=${'a'.repeat(43)}` })).status).toBe(410);
    site.now = before;
  });
});

describe('a browser that keeps no cookie', () => {
  async function pending(): Promise<string> {
    const first = await open(await entryOf(), iframe);
    const second = await open(first.headers.get('location') ?? '', iframe);
    return second.headers.get('location') ?? '';
  }

  test('is offered a new tab, which asks who is there before it signs in', async () => {
    const ticket = await pending();
    const inFrame = await (await open(ticket, iframe)).text();
    expect(inFrame).toContain('Open this page in a new tab');
    const tab = { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'same-origin' };
    expect(await (await open(ticket, tab)).text()).toContain('Continue as Ana Example?');
    const confirmed = await open(ticket, tab, 'POST');
    expect(confirmed.headers.get('set-cookie')).toContain('__Host-tandem=');
    expect(confirmed.headers.get('location')).toMatch(/^\/s\//);
    expect((await open(ticket, tab, 'POST')).status).toBe(410);
  });

  test('may stay: the visit then answers in the frame only, and never to another site', async () => {
    const ticket = await pending();
    const here = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' };
    const visit = (await open(`${ticket}/here`, here, 'POST')).headers.get('location') ?? '';
    expect((await open(visit, here)).status).toBe(200);
    expect((await open(visit, { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' })).status).toBe(401);
    expect((await open(visit, { 'sec-fetch-dest': 'empty' })).status).toBe(401);
  });

  test('cannot be confirmed by another site', async () => {
    const ticket = await pending();
    expect((await open(ticket, { 'sec-fetch-site': 'cross-site' }, 'POST')).status).toBe(403);
    expect((await open(ticket, { origin: 'https://evil.example' }, 'POST')).status).toBe(403);
  });
});

describe('a launch that was not started in this browser', () => {
  test('signs nobody in without asking', async () => {
    const entry = await entryOf(false);
    expect(new URL(entry).pathname).toMatch(/^\/continue\//);
    const page = await open(entry, { cookie: `__Host-tandem=${'a'.repeat(43)}`, 'sec-fetch-dest': 'document' });
    expect(await page.text()).toContain('Continue as Ana Example?');
  });
});

describe('a visit', () => {
  test('opens to its own browser, not to another', async () => {
    const ana = await site.arrive();
    expect(ana.page.status).toBe(200);
    const stranger = await open(`${ana.visitPath}/mentoring`, { cookie: `__Host-tandem=${'b'.repeat(43)}` });
    expect(stranger.status).toBe(401);
    expect(await stranger.text()).not.toContain('Ana');
  });

  test('is framed by its own platform only', async () => {
    const ana = await site.arrive();
    const policy = ana.page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain('frame-ancestors https://platform-1.example');
    expect(policy).toContain("script-src 'self'");
    expect(ana.page.headers.get('x-frame-options')).toBeNull();
    expect(ana.page.headers.get('referrer-policy')).toBe('same-origin');
    expect(ana.page.headers.get('cache-control')).toBe('no-store');
  });

  test('is over after 4 hours without a page, and gives back what was written', async () => {
    const ana = await site.arrive();
    const before = site.now;
    site.now = new Date(before.getTime() + 4 * 3_600_000 + 1000);
    const late = await ana.forge('/profile', 'strengths=I+know+<R>');
    expect(late.status).toBe(401);
    expect(late.$('textarea').text()).toContain('I know <R>');
    expect((await ana.get('/mentoring')).status).toBe(401);
    site.now = before;
  });

  test('is over after 12 hours in any case', async () => {
    const ana = await site.arrive();
    const before = site.now;
    for (let hours = 3; hours < 12; hours += 3) {
      site.now = new Date(before.getTime() + hours * 3_600_000);
      expect((await ana.get('/mentoring')).status).toBe(200);
    }
    site.now = new Date(before.getTime() + 12 * 3_600_000 + 1000);
    expect((await ana.get('/mentoring')).status).toBe(401);
    site.now = before;
  });

  test('refuses an oversized form with a page, and lives on', async () => {
    const ana = await site.arrive();
    const answer = await ana.forge('/profile', `strengths=${'x'.repeat(600_000)}`);
    expect(answer.status).toBe(413);
    expect(answer.title).toBe('That was too much at once');
    expect((await ana.get('/mentoring')).status).toBe(200);
  });

  test('answers a wrong path with a page and a reference', async () => {
    const ana = await site.arrive();
    const missing = await ana.get('/no-such-page');
    expect(missing.status).toBe(404);
    expect(missing.text).toMatch(/Reference [\w-]{8}/i);
  });
});
