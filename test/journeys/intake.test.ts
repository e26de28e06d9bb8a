/** The intake of a phone: how long it is, what it takes to fill in, what it weighs; without scripts, by keyboard. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { axeViolations, openBrowser, sidewaysScroll, type OpenBrowser } from '../support/browser.js';
import { fillInByTaps, intakeMeasures } from '../support/intake-taps.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';

jest.setTimeout(120_000);

const store = useStore();
let site: TestSite;
let plain: OpenBrowser;
let scripted: OpenBrowser;

beforeAll(async () => {
  site = await startSite(store.connection());
  plain = await openBrowser({ width: 320, height: 740, javaScript: false });
  scripted = await openBrowser({ width: 390, height: 740 });
});
afterAll(async () => {
  await plain.close();
  await scripted.close();
  await site.close();
});

test('the default way takes at most 4 screens and 30 taps on a phone, and little to load', async () => {
  const page = await scripted.context.newPage();
  const { screens, taps, firstBytes, laterBytes } = await intakeMeasures(page, site.launchAddress({ kind: 'intake' }));
  expect({ screens: screens <= 4, taps: taps <= 30 }).toEqual({ screens: true, taps: true });
  expect(firstBytes).toBeLessThanOrEqual(100_000);
  expect(laterBytes).toBeLessThanOrEqual(20_000);
  expect(await page.locator('main').innerText()).toContain('Your profile is sent.');
});

test('has nothing that axe finds, and scrolls nowhere sideways, however wide it is', async () => {
  const page = await scripted.context.newPage();
  await page.goto(site.launchAddress({ person: 'ben', kind: 'intake' }));
  const found: string[] = [];
  for (const width of [1280, 390, 320]) {
    await page.setViewportSize({ width, height: 740 });
    // The 168 hours are looked at once: axe takes its time over them.
    if (width === 320) for (const summary of await page.locator('main details > summary').all()) await summary.click();
    found.push(...(await axeViolations(page)).map((violation) => `${String(width)}: ${violation}`));
    if ((await sidewaysScroll(page)) > 0) found.push(`${String(width)}: scrolls sideways`);
  }
  expect(found).toEqual([]);
});

test('is filled in at 320 px without scripts, the week by keyboard', async () => {
  const page = await plain.context.newPage();
  await page.goto(site.launchAddress({ person: 'chloe', kind: 'intake' }));
  const found: string[] = [];
  const look = async (name: string): Promise<void> => {
    const scroll = await sidewaysScroll(page);
    if (scroll > 0) found.push(`${name}: scrolls ${String(scroll)} px sideways`);
  };
  await look('form');
  await page.getByRole('checkbox', { name: 'Monday, Evening' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.getByText('Something you prefer not to say?').click();
  await page.getByRole('checkbox', { name: 'Keeps in touch by' }).check();
  await page.getByRole('button', { name: 'Send my profile' }).click();
  await look('refused');
  expect(await page.getByRole('alert').innerText()).toContain('Choose get help, give help, either, or both.');
  await fillInByTaps(page, { topics: [], parts: [], languages: ['Spanish'] });
  await page.getByRole('link', { name: 'Profile' }).click();
  const said = await page.locator('main').innerText();
  expect(said).toContain('Mon 17:00–22:00 and Tue 17:00–22:00');
  expect(said).toContain('Prefer not to say');
  await look('summary');
  expect(found).toEqual([]);
});
