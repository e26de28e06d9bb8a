import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { after, hour } from '../../src/shared/clock.js';
import { useStore } from '../support/store.js';
import { aBrowser, openConsole, password, type Console } from './console.js';

const store = useStore();
let tandem: Console;

describe('an operator', () => {
  const browser = aBrowser();
  beforeAll(async () => {
    tandem = await openConsole(store.uri());
  });
  afterAll(() => tandem.close());

  test('chooses a password by the link, once; a short one is refused and the link stays good', async () => {
    const link = await tandem.linkFor('olga');
    const form = await browser.open(link);
    expect(form.title).toBe('Choose a password for olga');
    const short = await form.submit('Keep this password', { password: 'short' });
    expect([short.status, short.text]).toEqual([422, expect.stringContaining('Write at least 12 characters.')]);
    expect((await short.submit('Keep this password', { password })).path).toBe('/operator/sign-in');
    expect((await browser.open(link)).status).toBe(410);
    expect((await form.submit('Keep this password', { password: 'somebody else’s words' })).status).toBe(410);
  });

  test('signs in with a cookie that scripts and other sites never get', async () => {
    const console = await tandem.signIn(browser, { name: 'olga', password });
    expect(console.path).toBe('/operator');
    expect(console.title).toBe('2 platforms wait for you');
    expect(browser.received).toEqual([
      expect.stringMatching(/^__Host-tandem-operator=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/),
    ]);
  });

  test('is framed by nobody and stored by no cache', async () => {
    const page = await browser.open(`${tandem.site.origin}/operator`);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  test('approves a platform and stops it again; one button of the page is filled', async () => {
    const page = await browser.open(`${tandem.site.origin}/operator`);
    expect(page.$('.btn-primary')).toHaveLength(1);
    const approved = await page.submit('Approve: north');
    expect(approved.title).toBe('1 platform waits for you');
    expect(approved.text).toContain('The platform is approved.');
    await approved.submit('Stop: north');
    expect(tandem.platforms.map(({ active }) => active)).toEqual([false, false, true]);
  });

  test('is told when a platform is gone, instead of that it is approved', async () => {
    const page = await browser.open(`${tandem.site.origin}/operator`);
    tandem.platforms.splice(1, 1);
    expect((await page.submit('Approve: south')).status).toBe(404);
  });

  test('makes a registration link, shown once with what to do in Moodle', async () => {
    const page = await browser.open(`${tandem.site.origin}/operator`);
    const link = await page.submit('Make a registration link', { approved: 'yes' });
    expect(link.$('#link').val()).toBe('https://tandem.example/lti/register?approved=true');
    expect(link.text).toContain('Add LTI Advantage');
    expect(link.text).toContain('It works once, until Thursday 26 November at 09:00 UTC.');
  });

  test('reads of a job that broke off by its code, not as “0 failed”', async () => {
    const { runner } = tandem.site.services;
    runner.know([
      { name: 'well', cron: '* * * * *', run: () => Promise.resolve({ done: 3, failed: 1 }) },
      { name: 'broken', cron: '* * * * *', run: () => Promise.reject(new Error('of the test')) },
    ]);
    await runner.runOnce('well');
    await runner.runOnce('broken');
    const page = await browser.open(`${tandem.site.origin}/operator`);
    expect(page.text).toContain('Broke off: internal');
    expect(page.text).toMatch(/1 failed\s*3 done/);
  });

  test('signs out: the cookie is taken back and the old one opens nothing', async () => {
    const stolen = browser.received[0]?.split(';')[0] ?? '';
    const page = await browser.open(`${tandem.site.origin}/operator`);
    expect((await page.submit('Sign out')).path).toBe('/operator/sign-in');
    expect(browser.received.at(-1)).toMatch(/^__Host-tandem-operator=; .*Max-Age=0$/);
    const again = await fetch(`${tandem.site.origin}/operator`, { headers: { cookie: stolen }, redirect: 'manual' });
    expect(again.headers.get('location')).toBe('/operator/sign-in');
  });
});

describe('a new password', () => {
  beforeAll(async () => {
    tandem = await openConsole(store.uri());
  });
  afterAll(() => tandem.close());

  test('ends the sign-ins and the other links of before', async () => {
    const browser = aBrowser();
    const spare = await tandem.linkFor('nils');
    await (await browser.open(await tandem.linkFor('nils'))).submit('Keep this password', { password });
    expect((await tandem.signIn(browser, { name: 'nils', password })).path).toBe('/operator');
    expect((await browser.open(spare)).status).toBe(410);
    const newer = await browser.open(await tandem.linkFor('nils'));
    await newer.submit('Keep this password', { password: 'other words than before' });
    expect((await browser.open(`${tandem.site.origin}/operator`)).path).toBe('/operator/sign-in');
    expect((await tandem.signIn(browser, { name: 'nils', password })).status).toBe(422);
  });

  test('is chosen within a day, and a sign-in lasts eight hours', async () => {
    const browser = aBrowser();
    const link = await tandem.linkFor('vera');
    await (await browser.open(await tandem.linkFor('wim'))).submit('Keep this password', { password });
    await tandem.signIn(browser, { name: 'wim', password });
    tandem.site.now = after(tandem.site.now, 8 * hour);
    expect((await browser.open(`${tandem.site.origin}/operator`)).path).toBe('/operator/sign-in');
    tandem.site.now = after(tandem.site.now, 16 * hour);
    expect((await browser.open(link)).status).toBe(410);
  });
});

describe('a stranger', () => {
  beforeAll(async () => {
    tandem = await openConsole(store.uri());
    const link = await aBrowser().open(await tandem.linkFor('pia'));
    await link.submit('Keep this password', { password });
  });
  afterAll(() => tandem.close());

  test('learns no more from a wrong password than from a name that nobody has', async () => {
    const wrong = await tandem.signIn(aBrowser(), { name: 'pia', password: 'not the words of pia' });
    const unknown = await tandem.signIn(aBrowser(), { name: 'nobody', password });
    expect([wrong.status, unknown.status]).toEqual([422, 422]);
    expect(wrong.text).toContain('Name and password do not fit together.');
    expect(unknown.html.replaceAll('nobody', 'pia')).toBe(wrong.html);
    expect(wrong.html).not.toContain('not the words of pia');
  });

  test('waits as long for a name that nobody has, or that has no password yet', async () => {
    const { verify } = tandem.site.services.operators;
    await tandem.linkFor('newcomer');
    const known = await cost(() => verify('pia', 'not the words of pia'));
    for (const name of ['nobody', 'newcomer']) {
      const strange = await cost(() => verify(name, password));
      // A miss that skipped the hash would cost about a thousandth.
      expect(strange).toBeGreaterThan(known / 10);
    }
  });

  test('posts nothing from another site', async () => {
    const body = new URLSearchParams({ name: 'pia', password }).toString();
    const from = (headers: Record<string, string>) =>
      aBrowser().post(`${tandem.site.origin}/operator/sign-in`, body, headers);
    expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await from({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
  });

  test('says what is missing before anything is tried', async () => {
    const page = await tandem.signIn(aBrowser(), { name: '', password: '' });
    expect(page.text).toContain('Write your operator name.');
    expect(page.text).toContain('Write your password.');
  });

  test('is stopped after ten tries, even with the right password, and told so', async () => {
    const statuses = new Set<number>();
    for (let tries = 0; tries < 10; tries += 1) {
      const page = await tandem.signIn(aBrowser(), { name: 'pia', password: '' });
      statuses.add(page.status);
    }
    expect([...statuses]).toEqual([422, 429]);
    const late = await tandem.signIn(aBrowser(), { name: 'pia', password });
    expect([late.status, late.title]).toEqual([429, 'Too many tries']);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

/** Milliseconds of processor time, in all threads: waiting for a busy machine does not count. */
async function cost(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
