import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { browserCookie } from '../../src/web/proof.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

describe('a visit', () => {
  test('opens to its own browser, not to another', async () => {
    const ana = await site.arrive();
    expect(ana.page.status).toBe(200);
    const stranger = await fetch(`${site.origin}${ana.visitPath}/mentoring`, {
      headers: { cookie: `${browserCookie}=${'b'.repeat(43)}` },
    });
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
    expect(late.$('html').attr('data-theme')).toBe('light');
    const alone = await ana.forge('/profile', 'strengths=I+know', { 'sec-fetch-dest': 'document' });
    expect(alone.$('html').attr('data-theme')).toBe('auto');
    expect((await ana.get('/mentoring')).status).toBe(401);
    site.now = before;
  });

  test('that is over says what was written in the words of its page, and no names of fields or codes', async () => {
    const ana = await site.arrive({ kind: 'checkin' });
    const before = site.now;
    site.now = new Date(before.getTime() + 13 * 3_600_000);
    const late = await ana.page.submit('Send', { mood: '4', obstacle: 'Homework.', step: 'Redo 4.2', help: 'no' });
    const said = late.$('textarea').toArray();
    const labels = said.map(({ attribs: { id = '' } }) => late.$(`label[for="${id}"]`).text());
    expect(labels).toEqual(['2. What got in the way?', '3. What is your next step?']);
    expect(said.map((one) => late.$(one).text().trim())).toEqual(['Homework.', 'Redo 4.2']);
    expect(late.text).not.toMatch(/obstacle|once|partners/);
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
