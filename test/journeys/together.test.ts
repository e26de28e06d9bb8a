/** What two people do once they are published, on a phone: with and without JavaScript. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { after, day } from '../../src/shared/clock.js';
import { axeViolations, openBrowser, sidewaysScroll, type OpenBrowser } from '../support/browser.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { courseOn } from '../mentoring/mentorships/course.js';
import { togetherIn } from '../mentoring/sessions/together.js';

jest.setTimeout(240_000);

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

/** A phone in somebody's hand, which counts clicks and looks at every page it comes to. */
async function phoneOf(browser: OpenBrowser, person: string, course: string) {
  const page: Page = await browser.context.newPage();
  const flaws: string[] = [];
  let clicks = 0;
  await page.goto(site.launchAddress({ person, course }));

  async function look(): Promise<void> {
    await page.waitForLoadState();
    const where = new URL(page.url()).pathname.replace(/^\/s\/[\w-]+/, '');
    const found = await axeViolations(page);
    const scroll = await sidewaysScroll(page);
    flaws.push(...found.map((flaw) => `${where}: ${flaw}`), ...(scroll > 0 ? [`${where} scrolls sideways`] : []));
  }
  const press = async (kind: 'link' | 'button', name: string | RegExp) => {
    clicks += 1;
    await page.getByRole(kind, { name }).first().click();
    await look();
  };
  await look();
  return {
    page,
    flaws,
    clicks: () => clicks,
    follow: (name: string | RegExp) => press('link', name),
    press: (name: string | RegExp) => press('button', name),
    words: () => page.locator('body').innerText(),
    async home() {
      await page.goto(page.url().replace(/(\/s\/[\w-]+).*$/, '$1/mentoring'));
      await look();
    },
  };
}

test.each([{ javaScript: true }, { javaScript: false }])(
  'they sign, say hello, meet and say so: JavaScript $javaScript',
  async ({ javaScript }) => {
    site.now = new Date('2026-11-23T09:00:00Z');
    const name = `journey-${String(javaScript)}`;
    const course = courseOn(site, name);
    await togetherIn(site, course).begin();
    await site.services.charters.begin(new Date('2026-11-01T09:00:00Z'));
    const browser = await openBrowser({ width: 390, height: 844, javaScript });
    try {
      const ana = await phoneOf(browser, 'ana', name);
      await ana.follow('Read and sign');
      await ana.follow(/Change it.*Our rhythm/);
      await ana.page.getByLabel('How it should be').fill('We meet on Tuesdays.');
      await ana.press('Change the line');
      await ana.press('Sign the charter');
      const ben = await phoneOf(browser, 'ben', name);
      await ben.follow('Read and sign');
      await ben.press('Sign the charter');
      await ben.page.getByLabel('When may you be asked?').fill('After 17:00');
      await ben.page.getByLabel('How?', { exact: true }).fill('A message first');
      await ben.press('Save');
      await ana.home();
      expect(await ana.words()).toContain('May be asked');
      await ana.follow('Write to Ben Example');
      await ana.page.getByLabel('Your message').fill('Hello Ben');
      await ana.press('Send to Ben Example');
      await ben.home();
      await ben.follow('Read and answer');
      await ben.home();

      const before = ana.clicks() + ben.clicks();
      await ben.follow('Offer two times');
      await ben.press('Offer it to Ana Example');
      await ana.home();
      await ana.follow('See the times');
      await ana.press(/^Take this time/);
      expect(await ana.words()).toContain('in both your calendars');
      expect(ana.clicks() + ben.clicks() - before).toBeLessThanOrEqual(4);

      site.now = after(site.now, 2 * day);
      await ben.home();
      await ben.follow('Answer');
      await ben.page.getByLabel('Yes, we met').check({ force: true });
      await ben.press('Say so');
      await ben.page.getByLabel('Next step for Ana Example').fill('Rewrite exercise 5.1');
      await ben.press('Save notes');
      await ana.home();
      await ana.follow('Answer');
      await ana.page.getByLabel('Yes, we met').check({ force: true });
      await ana.press('Say so');
      expect(await ana.words()).toContain('It took place');
      expect([...ana.flaws, ...ben.flaws]).toEqual([]);
    } finally {
      await browser.close();
    }
  },
);
