import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openBrowser, type OpenBrowser } from '../support/browser.js';
import { pageCases } from '../support/pages/all-cases.js';
import { figureOf, type PageFigure } from '../support/pages/page-measures.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';

// What `npm run bench -- pages` prints beside the former values, held.
jest.setTimeout(300_000);

const store = useStore();
let site: TestSite;
let browser: OpenBrowser;
beforeAll(async () => {
  site = await startSite(store.connection());
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

test('pages are as short, and their acts as near, as they are to be', async () => {
  const figures: PageFigure[] = [];
  for (const casesOn of pageCases) {
    const page = await browser.context.newPage();
    for (const one of await casesOn(site, page)) figures.push(await figureOf(one));
    await page.close();
  }
  expect(figures.length).toBeGreaterThan(4);
  expect(figures.filter(({ holds }) => !holds)).toEqual([]);
});
