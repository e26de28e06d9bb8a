/** Whose names are read, by what the teacher chose: never sent where they should not be, and promised once somebody handed in. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { namesShown, saysName } from '../../src/peer-review/names.rules.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { courseOn, type Course } from './course.js';

const store = useStore();
let site: TestSite;
let course: Course;
let courses = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  courses += 1;
  course = courseOn(site, `names-${String(courses)}`);
});
afterAll(() => site.close());

const tess = async () => (await course.arrive('tess', 'teacher')).page;
const settings = async () => (await tess()).follow('Settings');

/** [the author's name to the reviewer, the reviewer's to the author], as their pages hold them. */
async function seen(): Promise<[boolean, boolean]> {
  const ana = await course.arrive('ana');
  const own = ana.page.$('a[href*="/of/"]').first().attr('href') ?? '';
  const review = await ana.get(own.replace(/^\/s\/[\w-]+/, ''));
  const received = await (await course.arrive('ben')).page.follow('Read them');
  const isAuthorNamed = review.html.includes('Ben Example');
  expect(ana.page.html.includes('Ben Example')).toBe(isAuthorNamed);
  return [isAuthorNamed, received.html.includes('Ana Example')];
}

test.each([
  ['open', [true, true], [true, true]],
  ['single', [true, false], [true, false]],
  ['double', [false, false], [false, false]],
  ['release', [false, false], [true, true]],
])('%s: before scores are released, and after', async (names, before, after) => {
  await (await settings()).submit('Save', { names });
  for (const name of ['ana', 'ben'])
    await (await course.arrive(name)).page.submit('Hand in', { text: 'Where the buses wait' });
  await course.start();
  for (const name of ['ana', 'ben']) await course.review(name);
  expect(await seen()).toEqual(before);
  await (await (await tess()).follow('Close reviewing')).submit('Close reviewing');
  await (await (await (await tess()).follow('Scores')).follow('Release the scores')).submit('Release the scores');
  expect(await seen()).toEqual(after);
});

test('what was promised to somebody who handed in stays, and the page says why', async () => {
  const stale = await settings();
  await course.handIn('ana');
  const page = await settings();
  expect([page.$('[name=names]').length, page.text.includes('This stays, because 1 person has handed in')]).toEqual([
    0,
    true,
  ]);
  const refused = await stale.submit('Save', { names: 'open', instructions: 'Write a page.' });
  expect([refused.status, refused.text.includes('Somebody has handed in meanwhile')]).toEqual([422, true]);
  expect(refused.$('#instructions').text()).toContain('Write a page.');
  expect((await page.submit('Save', { instructions: 'Write two.' })).text).toContain('The settings are saved.');
});

describe('an own name in a text', () => {
  test('is told of once before it is sent, and nothing is lost', async () => {
    const { page } = await course.arrive('ana');
    const warned = await page.submit('Hand in', { text: 'By Ana: where the buses wait' });
    expect(warned.text).toContain('Your text says your name');
    expect(warned.$('#text').text()).toContain('By Ana: where');
    const again = await warned.submit('Hand in', { text: 'By Ana, all the same' });
    expect(again.text).toContain('Your text is handed in.');
  });

  test('is nobody’s business where reviewers read names', async () => {
    await (await settings()).submit('Save', { names: 'single' });
    const { page } = await course.arrive('ana');
    expect((await page.submit('Hand in', { text: 'By Ana' })).text).toContain('Your text is handed in.');
  });

  test.each([
    ['By ANA Example', 'Ana Example', true],
    ['bananas', 'Ana Example', false],
    ['anа', 'Ana', false],
    ['written by Jane O’Neill', 'Jane O’Neill', true],
    ['Al is a word', 'Al Li', false],
    ['', 'Ana', false],
    ['any', '', false],
  ])('%j of %j: %j', (text, name, says) => {
    expect(saysName(text, name)).toBe(says);
  });
});

test('only a release opens what waits for it', () => {
  const released = { releasedAt: new Date() };
  expect(namesShown('release', undefined)).toEqual({ author: false, reviewer: false });
  expect(namesShown('release', released)).toEqual({ author: true, reviewer: true });
  expect(namesShown('double', released)).toEqual({ author: false, reviewer: false });
});
