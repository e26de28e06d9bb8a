import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { axeViolations, openBrowser, sidewaysScroll, type OpenBrowser } from '../support/browser.js';
import type { LaunchWish } from '../support/launches.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { four, pagesOf } from '../pairing/pages.js';
import { saving } from '../support/saving.js';

jest.setTimeout(240_000);

const store = useStore();
let site: TestSite;
let browser: OpenBrowser;

beforeAll(async () => {
  site = await startSite(store.connection());
  browser = await openBrowser({ width: 880, height: 900 });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** What is wrong with these pages, for axe and at 320 px. */
async function wrongIn(wish: LaunchWish, paths: readonly string[]): Promise<string[]> {
  const page = await browser.context.newPage();
  await page.goto(site.launchAddress(wish));
  const visit = /^.*\/s\/[\w-]+/.exec(page.url())?.[0] ?? '';
  const found: string[] = [];
  for (const path of paths) {
    for (const width of [880, 320]) {
      await page.setViewportSize({ width, height: 740 });
      const answer = await page.goto(`${visit}${path}`);
      if (answer?.status() !== 200) found.push(`${path} answers ${String(answer?.status())}`);
      found.push(...(await axeViolations(page)).map((what) => `${path} at ${width}: ${what}`));
      const scroll = await sidewaysScroll(page);
      if (scroll > 0) found.push(`${path} at ${width}: scrolls ${scroll} px sideways`);
    }
  }
  await page.close();
  return found;
}

test('the pages on which people choose are clean for axe, and need no sideways scroll at 320 px', async () => {
  const course = pagesOf(site, '1');
  await course.people(four);
  const { courseId, personId: ana } = await course.personOf('ana');
  const amara = await course.personOf('amara');
  const { choices, pairingSetup } = site.services;
  await pairingSetup.saveSetup(courseId, { mode: 'choices' }, saving);
  for (const person of [amara, { courseId, personId: ana }]) {
    await choices.saveChoice(
      person,
      { listed: true, ranked: [person.personId === ana ? amara.personId : ana] },
      site.now,
    );
  }
  const found = await wrongIn({ person: 'ana', course: '1' }, ['/mentoring', '/choices']);
  const tess = { person: 'tess', role: 'teacher', course: '1' } as const;
  found.push(...(await wrongIn(tess, ['/pairing', '/pairing/choices', '/pairing/setup'])));

  await pairingSetup.saveSetup(courseId, { mode: 'chosen' }, saving);
  await choices.propose({ courseId, personId: ana }, amara.personId, site.now);
  found.push(...(await wrongIn({ person: 'amara', course: '1' }, ['/choices'])));
  const [asked] = (await choices.sheet(courseId, ana, site.now)).proposals;
  await choices.answer(amara, { proposalId: asked?.proposalId ?? '', state: 'agreed' }, site.now);
  found.push(...(await wrongIn({ person: 'ana', course: '1' }, ['/choices'])));
  const teacher = await course.arrive('tess', 'teacher');
  const draft = await course.made((await teacher.get('/pairing')).submit('Make the draft', { mode: 'chosen' }));
  const pair = draft.$('a[href*="/pairing/pair/"]').first().attr('href') ?? '';
  const swap = draft.$('a[href*="/pairing/draft/swap/"]').first().attr('href') ?? '';
  const paths = [pair, swap].map((href) => href.slice(href.indexOf('/pairing')));
  found.push(...(await wrongIn(tess, ['/pairing/choices', '/pairing/draft', ...paths])));
  expect(found).toEqual([]);
});
