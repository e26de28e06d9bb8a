import type { Page } from 'playwright-core';
import type { TestSite } from '../site.js';
import { makeDraft, openPageCourse, teacherOf } from './page-course.js';
import { desk, heightOf, phone, screensBefore, tabsTo, wordsIn, type PageCase } from './page-measures.js';

/** The pages of a teacher; measured in this order, for the draft is made on the way. */
export async function staffCases(site: TestSite, page: Page): Promise<PageCase[]> {
  const course = 'pages-of-staff';
  const { teacher } = await openPageCourse(site, course);
  await page.goto(site.launchAddress(teacherOf(course)));
  const visit = /^.*\/s\/[\w-]+/.exec(page.url())?.[0] ?? '';
  async function open(path: string, size: typeof phone): Promise<Page> {
    await page.setViewportSize(size);
    await page.goto(`${visit}${path}`);
    return page;
  }
  return [
    {
      ...{ case: 'readiness, screens before the act at 390 px', unit: 'screens', former: 2.3, owed: 0 },
      measure: async () => screensBefore(await open('/pairing', phone), 'Make the draft'),
    },
    {
      ...{ case: 'setup, height at 1280 px as first opened', unit: 'px', former: 3566, owed: 1700 },
      measure: async () => heightOf(await open('/pairing/setup', desk)),
    },
    {
      ...{ case: 'setup, height at 1280 px once answers were changed', unit: 'px', former: 1762, owed: 1700 },
      measure: async () => {
        const setup = await open('/pairing/setup', desk);
        await setup.locator('main input[inputmode="numeric"]').first().fill('8');
        await setup.getByRole('button', { name: 'Save', exact: true }).click();
        await setup.getByRole('status').waitFor();
        return heightOf(await open('/pairing/setup', desk));
      },
    },
    {
      ...{ case: 'draft of 15 pairs, height at 390 px', unit: 'px', former: 8421, owed: 2600 },
      measure: async () => {
        await makeDraft(site, teacher);
        await open('/pairing/draft', phone);
        await page.getByRole('heading', { level: 1, name: 'Draft: 15 pairs' }).waitFor();
        return heightOf(page);
      },
    },
    {
      ...{ case: 'draft of 15 pairs, tabs from its top to Publish', unit: 'tabs', former: 67, owed: 6 },
      measure: async () => tabsTo(await open('/pairing/draft', phone), /^Publish/),
    },
    {
      ...{ case: 'draft of 15 pairs, words', unit: 'words', former: 1395, owed: Math.floor(1395 * 0.45) },
      measure: async () => wordsIn(await open('/pairing/draft', phone)),
    },
  ];
}
