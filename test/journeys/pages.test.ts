import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { siteMap } from '../../src/routes.js';
import { axeViolations, openBrowser, sidewaysScroll, type OpenBrowser } from '../support/browser.js';
import { aLaunch, type LaunchWish } from '../support/launches.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';

jest.setTimeout(240_000);

const store = useStore();
let site: TestSite;
let browser: OpenBrowser;
const kindOf: Readonly<Record<string, string>> = {
  intake: 'intake',
  checkins: 'checkin',
  reviews: 'peer-review',
  gates: 'gate',
};
const activityIds = new Map<string, string>();

beforeAll(async () => {
  site = await startSite(store.connection());
  browser = await openBrowser({ width: 880, height: 900 });
  site.platform.takesScores();
  const learners = ['ana', 'ben', 'chloe', 'daiki', 'ema', 'felipe'];
  for (const person of learners) {
    const checkin = await site.arrive({ person, kind: 'checkin' });
    await checkin.page.submit('Send', { mood: '4', step: 'Read chapter 4', help: person === 'ben' ? 'teacher' : 'no' });
    const review = await site.arrive({ person, kind: 'peer-review' });
    activityIds.set('checkin', checkin.page.path.split('/')[2]?.split('?')[0] ?? '');
    activityIds.set('peer-review', review.page.path.split('/')[2] ?? '');
  }
  const gate = await site.arrive({ person: 'tess', role: 'teacher', kind: 'gate' });
  activityIds.set('gate', gate.page.path.split('/')[2] ?? '');
  const intake = await site.arrive({ person: 'tess', role: 'teacher', kind: 'intake' });
  activityIds.set('intake', intake.page.path.split('/')[2] ?? '');
  await site.arrive({ person: 'tess', role: 'teacher', kind: 'mentoring' });
  // A page that waits for a grade reloads itself, which no test of a page wants.
  site.services.runner.know(site.services.jobs);
  await site.services.runner.runOnce('deliver-scores');
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Opens a visit in the browser; yields its address without the page. */
async function enter(page: Page, wish: LaunchWish): Promise<string> {
  await page.goto(await site.services.launches.handleLaunch(aLaunch(wish), { cookie: () => undefined }));
  return /^.*\/s\/[\w-]+/.exec(page.url())?.[0] ?? '';
}

const addresses = () =>
  siteMap(site.services)
    .routes.filter(({ method }) => method === 'get')
    .map(({ path }) => path.replace(':activityId', activityIds.get(kindOf[path.split('/')[1] ?? ''] ?? '') ?? ''))
    .filter((path) => !path.includes(':'));

describe.each<[string, LaunchWish]>([
  ['teacher', { person: 'tess', role: 'teacher' }],
  ['learner', { person: 'ana' }],
])('every page of a %s', (_name, wish) => {
  test('is clean for axe, and needs no sideways scroll from 880 px down to 320 px', async () => {
    const page = await browser.context.newPage();
    const visit = await enter(page, wish);
    const found: string[] = [];
    for (const path of addresses()) {
      const answer = await page.goto(`${visit}${path}`);
      if (answer?.status() === 403) continue;
      for (const width of [880, 375, 320]) {
        await page.setViewportSize({ width, height: 740 });
        if (width !== 320) found.push(...(await axeViolations(page)).map((what) => `${path} at ${width}: ${what}`));
        const scroll = await sidewaysScroll(page);
        if (scroll > 0) found.push(`${path} at ${width}: scrolls ${scroll} px sideways`);
      }
    }
    await page.close();
    expect(found).toEqual([]);
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
  const entry = await site.services.launches.handleLaunch(aLaunch({ person: 'ana' }), { cookie: () => undefined });
  const first = await transferred(page, () => page.goto(entry));
  const visit = /^.*\/s\/[\w-]+/.exec(page.url())?.[0] ?? '';
  const later: [string, number][] = [];
  for (const path of addresses()) later.push([path, await transferred(page, () => page.goto(`${visit}${path}`))]);
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
