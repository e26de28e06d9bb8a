import type { Page } from 'playwright-core';
import { intakeMeasures } from '../intake-taps.js';
import type { TestSite } from '../site.js';
import { phone, type PageCase } from './page-measures.js';

/** The intake in the default way: 10 topics of which 6 are answered, 2 languages, 8 parts of the week. */
export async function learnerCases(site: TestSite, page: Page): Promise<PageCase[]> {
  await page.setViewportSize(phone);
  const address = site.launchAddress({ person: 'lea', kind: 'intake', course: 'pages-of-learners' });
  const { screens, taps } = await intakeMeasures(page, address);
  return [
    {
      case: 'intake, screens of 740 px at 390 px',
      unit: 'screens',
      former: 10,
      owed: 4,
      measure: () => Promise.resolve(screens),
    },
    {
      case: 'intake, taps to send it with everything answered',
      unit: 'taps',
      owed: 30,
      measure: () => Promise.resolve(taps),
    },
  ];
}
