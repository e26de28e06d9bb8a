import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { axeViolations, openBrowser, sidewaysScroll, type OpenBrowser } from '../support/browser.js';
import type { LaunchWish } from '../support/launches.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { answerAbout, fitCourse, question } from '../mentoring/mentorships/fit.js';

jest.setTimeout(120_000);

const store = useStore();
let site: TestSite;
let browser: OpenBrowser;
let course: ReturnType<typeof fitCourse>;

beforeAll(async () => {
  site = await startSite(store.connection());
  browser = await openBrowser({ width: 880, height: 900 });
  course = fitCourse(site, '1');
  await course.paired();
  course.onDay(8);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** What is wrong with a page for axe and at 320 px. */
async function flaws(wish: LaunchWish, path: (home: string) => string): Promise<string[]> {
  const page = await browser.context.newPage();
  await page.goto(site.launchAddress({ ...wish, course: '1' }));
  await page.goto(path(page.url()));
  const found = await axeViolations(page);
  await page.setViewportSize({ width: 320, height: 740 });
  const scroll = await sidewaysScroll(page);
  await page.close();
  return [...found, ...(scroll > 0 ? [`scrolls ${String(scroll)} px sideways`] : [])];
}

test('asked, answered and read, the fit check is clean for axe and needs no sideways scroll at 320 px', async () => {
  const home = await course.home('ana');
  expect(home.text).toContain(question('Amara'));
  const same = (url: string) => url;
  expect(await flaws({ person: 'ana' }, same)).toEqual([]);
  await home.submit(answerAbout('Amara'), { answer: 'not', note: 'We never found a time that suits the two of us.' });
  expect(await flaws({ person: 'ana' }, same)).toEqual([]);
  const own = home.$('form[action*="/fit/"]').attr('action') ?? '';
  const form = own.slice(own.indexOf('/fit/'));
  expect(await flaws({ person: 'ana' }, (url) => url.replace(/(\/s\/[\w-]+).*$/, `$1${form}`))).toEqual([]);
  const teacher = { person: 'tess', role: 'teacher' } as const;
  expect(await flaws(teacher, same)).toEqual([]);
  expect(await flaws(teacher, (url) => url.replace(/(\/s\/[\w-]+).*$/, '$1/mentoring/fit'))).toEqual([]);
});
