import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fillIn } from '../pairing/intake/fill-in.js';
import { siteMap } from '../../src/routes.js';
import { axeViolations, openBrowser, sidewaysScroll, type OpenBrowser } from '../support/browser.js';
import type { LaunchWish } from '../support/launches.js';
import { publish } from '../support/publishing.js';
import { startSite, type PageSeen, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';

jest.setTimeout(600_000);

const store = useStore();
let site: TestSite;
let browser: OpenBrowser;
beforeAll(async () => {
  site = await startSite(store.connection());
  browser = await openBrowser({ width: 880, height: 900 });
  site.platform.takesScores();
  const learners = ['ana', 'ben', 'chloe', 'daiki', 'ema', 'felipe'];
  for (const person of learners) {
    const checkin = await site.arrive({ person, kind: 'checkin' });
    await checkin.page.submit('Send', { mood: '4', step: 'Read chapter 4', help: person === 'ben' ? 'teacher' : 'no' });
    await site.arrive({ person, kind: 'peer-review' });
    if (person !== 'felipe') await fillIn(await checkin.get('/profile/form'));
  }
  for (const kind of ['gate', 'intake', 'mentoring'] as const)
    await site.arrive({ person: 'tess', role: 'teacher', kind });
  const tess = await site.arrive({ person: 'tess', role: 'teacher', kind: 'mentoring' });
  const draft = await draftBy(tess);
  await publish(draft);
  await draftBy(tess);
  const resting = await (await site.arrive({ person: 'ben' })).get('/pause');
  await resting.submit('Start the break', { until: '2026-12-05', reason: 'My exams' });
  // A page that waits for a grade reloads itself, which no test of a page wants.
  site.services.runner.know(site.services.jobs);
  await site.services.runner.runOnce('deliver-scores');
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Makes a draft and waits until its worker is done. */
async function draftBy(teacher: Awaited<ReturnType<TestSite['arrive']>>): Promise<PageSeen> {
  let page = await (await teacher.get('/pairing')).submit('Make the draft');
  while (!page.title.startsWith('Draft:')) page = await teacher.get('/pairing/draft');
  return page;
}

/** Opens a visit in the browser; yields its address without the page. */
async function enter(page: Page, wish: LaunchWish): Promise<string> {
  await page.goto(site.launchAddress(wish));
  return /^.*\/s\/[\w-]+/.exec(page.url())?.[0] ?? '';
}

/** Pages of one kind look alike, whoever and whatever they are about. */
const kindOf = (path: string): string =>
  path.replace(/\?.*$/, '').replace(/\/(?=[\w-]*[\dA-Z_])[\w-]{16}(\.[\w-]{16})*(?=\/|$)/g, '/:id');

/** Where the links of a page lead inside the visit; a list to be saved is no page. */
async function linksOf(page: Page, visit: string): Promise<string[]> {
  const links = await page.locator('a[href]:not([download])').all();
  const found = await Promise.all(
    links.map(async (link) => new URL((await link.getAttribute('href')) ?? '', page.url())),
  );
  const inside = found.filter(({ href }) => href.startsWith(`${visit}/`));
  return inside.map(({ pathname, search }) => `${pathname}${search}`.slice(new URL(visit).pathname.length));
}

/** Not a list to be saved, nor refused to this role. Asked from within, where the browser's cookie is. */
function isPage(page: Page, url: string): Promise<boolean> {
  const ask = `fetch(${JSON.stringify(url)}, { method: 'HEAD' })`;
  return page.evaluate(`${ask}.then(({ ok, headers }) => ok && headers.get('content-type').startsWith('text/html'))`);
}

/** Goes wherever links lead, once to each kind of page, and to what the site map names besides. */
async function walk(page: Page, visit: string, look: (path: string) => Promise<void>): Promise<string[]> {
  const plain = siteMap(site.services).routes.filter(({ method, path }) => method === 'get' && !path.includes(':'));
  const waiting = ['/activity', ...plain.map(({ path }) => path)];
  const seen = new Set<string>();
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(kindOf(path))) continue;
    seen.add(kindOf(path));
    if (!(await isPage(page, `${visit}${path}`))) continue;
    await page.goto(`${visit}${path}`);
    waiting.push(...(await linksOf(page, visit)));
    await look(path);
  }
  return [...seen];
}

describe.each<[string, LaunchWish, string[]]>([
  ['teacher', { person: 'tess', role: 'teacher' }, ['/pairing/pair/:id', '/checkins/:id/settings', '/pauses/:id']],
  ['learner', { person: 'ana' }, ['/profile/form', '/another-partner', '/pause']],
])('every page of a %s', (_name, wish, among) => {
  test('is clean for axe, and needs no sideways scroll from 880 px down to 320 px', async () => {
    const page = await browser.context.newPage();
    const visit = await enter(page, wish);
    const found: string[] = [];
    const seen = await walk(page, visit, async (path) => {
      for (const width of [880, 375, 320]) {
        await page.setViewportSize({ width, height: 740 });
        if (width !== 320) found.push(...(await axeViolations(page)).map((what) => `${path} at ${width}: ${what}`));
        const scroll = await sidewaysScroll(page);
        if (scroll > 0) found.push(`${path} at ${width}: scrolls ${scroll} px sideways`);
      }
    });
    await page.close();
    expect(found).toEqual([]);
    expect(seen).toEqual(expect.arrayContaining(among));
  });
});

/** Bytes over the line, headers included, for one address. */
async function transferred(page: Page, open: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  await session.send('Network.enable');
  await open();
  await page.waitForLoadState('networkidle');
  await session.detach();
  return bytes;
}

test('the first visit weighs at most 100 KB, every later page at most 20 KB', async () => {
  const fresh = await openBrowser({ width: 375, height: 740 });
  const page = await fresh.context.newPage();
  const entry = site.launchAddress({ person: 'ana' });
  const first = await transferred(page, () => page.goto(entry));
  const visit = /^.*\/s\/[\w-]+/.exec(page.url())?.[0] ?? '';
  const later: [string, number][] = [];
  const pages = new Set<string>();
  await walk(page, visit, (path) => Promise.resolve(void pages.add(path)));
  for (const path of pages) later.push([path, await transferred(page, () => page.goto(`${visit}${path}`))]);
  await fresh.close();
  expect(first).toBeGreaterThan(5_000);
  expect(first).toBeLessThanOrEqual(100_000);
  expect(later.filter(([, bytes]) => bytes > 20_000)).toEqual([]);
});

test('a form is sent, refused and kept without JavaScript', async () => {
  const plain = await openBrowser({ width: 375, height: 740, javaScript: false });
  const page = await plain.context.newPage();
  await enter(page, { person: 'gita', kind: 'checkin' });
  await page.getByLabel('2. What got in the way?').fill('The homework took all weekend.');
  await page.getByRole('button', { name: 'Send' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('Nothing is lost');
  expect(await page.getByLabel('2. What got in the way?').inputValue()).toBe('The homework took all weekend.');
  await page.getByRole('radio', { name: /Good/ }).first().check();
  await page.getByLabel('3. What is your next step?').fill('Ask Ana');
  await page.getByLabel('No, I am fine').check();
  await page.getByRole('button', { name: 'Send' }).click();
  expect(await page.locator('h1').innerText()).toBe('Activity checkin: sent');
  await plain.close();
});
