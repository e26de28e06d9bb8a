import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openBrowser, sidewaysScroll, type OpenBrowser } from '../support/browser.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';

jest.setTimeout(120_000);

const store = useStore();
let site: TestSite;
let browser: OpenBrowser;

beforeAll(async () => {
  site = await startSite(store.connection());
  browser = await openBrowser({ width: 320, height: 740, javaScript: false });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

test('the intake is filled in at 320 px, without JavaScript, the hours by keyboard', async () => {
  const page = await browser.context.newPage();
  await page.goto(site.launchAddress({ kind: 'intake' }));
  const found: string[] = [];
  const look = async (name: string): Promise<void> => {
    const scroll = await sidewaysScroll(page);
    if (scroll > 0) found.push(`${name}: scrolls ${scroll} px sideways`);
  };
  await look('wish');
  await page.getByRole('radio', { name: /^Either is fine/ }).check();
  await page.getByRole('button', { name: 'Next' }).click();
  await look('topics');
  await page.getByRole('button', { name: 'Next' }).click();
  await look('meeting');
  await page.getByRole('checkbox', { name: 'Monday, 18:00 to 19:00' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Next' }).click();
  await look('style');
  await page.getByRole('button', { name: 'Send my profile' }).click();
  await page.getByRole('link', { name: 'Profile' }).click();
  expect(await page.locator('main').innerText()).toContain('Mon 18:00–19:00 and Tue 18:00–19:00');
  await look('summary');
  expect(found).toEqual([]);
});
