import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { after, day } from '../../src/shared/clock.js';
import { pagesOf } from '../pairing/pages.js';
import { startSite, type Person, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { invite } from '../support/publishing.js';
import { saving } from '../support/saving.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

/** What the calendar of this person says is due, with the end of each. */
async function dueFor(person: Person): Promise<string[]> {
  const page = await person.get('/calendar');
  const made = await page.submit(page.$('main form button').text().trim());
  const text = await (await fetch(String(made.$('#address').val()))).text();
  return text.split(/\r\n(?![ \t])/).filter((line) => /^(SUMMARY|DTEND):/.test(line));
}

test('an invitation is due until it is answered, for who was invited and nobody else', async () => {
  const course = pagesOf(site, 'invited');
  const { draft } = await course.draftOfFour();
  await invite(draft);
  const ana = await course.arrive('ana');
  expect(await dueFor(ana)).toEqual(['DTEND:20261126T090000Z', 'SUMMARY:Answer your invitation']);
  expect(await dueFor(await course.arrive('late'))).toEqual([]);
  await (await (await ana.get('/mentoring')).follow('Look at the invitation')).submit('Accept');
  expect(await dueFor(ana)).toEqual([]);
});

test('the end of choosing is due while it is open', async () => {
  const course = pagesOf(site, 'choosing');
  await course.people({ ana: {}, ben: {} });
  const { courseId } = await course.personOf('ana');
  await site.services.pairingSetup.saveSetup(courseId, { mode: 'chosenPeers' }, saving);
  const ana = await course.arrive('ana');
  expect(await dueFor(ana)).toEqual([]);
  await site.services.choices.openUntil(courseId, after(site.now, 2 * day), site.now);
  expect(await dueFor(ana)).toEqual(['DTEND:20261125T090000Z', 'SUMMARY:Choosing a partner ends']);
});
