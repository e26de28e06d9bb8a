import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { axeViolations, openBrowser, sidewaysScroll, type OpenBrowser } from '../support/browser.js';
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

test('what somebody prefers not to say is chosen beside its question, by its name, with and without scripts', async () => {
  const scripted = await openBrowser({ width: 320, height: 740 });
  const found: string[] = [];
  for (const [open, person] of [
    [browser, 'ana'],
    [scripted, 'ben'],
  ] as const) {
    const page = await open.context.newPage();
    const step = async (withheld: readonly string[], button: string) => {
      for (const question of withheld)
        await page.getByRole('group', { name: question }).getByLabel('I prefer not to say').check();
      if (open === scripted) found.push(...(await axeViolations(page)));
      if ((await sidewaysScroll(page)) > 0) found.push(`${button} scrolls sideways`);
      await page.getByRole('button', { name: button }).click();
    };
    await page.goto(site.launchAddress({ person, kind: 'intake', course: 'withheld' }));
    await page.getByRole('radio', { name: /^Either is fine/ }).check();
    await step([], 'Next');
    await step(['Which topics would you like help with?', 'How sure do you feel'], 'Next');
    await page.getByRole('combobox', { name: 'time zone' }).selectOption({ label: 'I prefer not to say' });
    await page.getByRole('radiogroup', { name: 'stay in touch' }).getByLabel('I prefer not to say').check();
    await step(['choose the hours yourself'], 'Next');
    await step(['How much is this like you?'], 'Send my profile');
    await page.getByRole('link', { name: 'Profile' }).click();
    if (open === scripted) found.push(...(await axeViolations(page)));
    expect((await page.locator('main').innerText()).match(/Prefer not to say/g)).toHaveLength(6);
  }
  await scripted.close();
  expect(found).toEqual([]);
});
