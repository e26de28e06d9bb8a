import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { after, day } from '../../src/shared/clock.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { courseOn } from '../mentoring/mentorships/course.js';

const store = useStore();
let site: TestSite;
let number = 600;
let course: ReturnType<typeof courseOn>;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(async () => {
  site.now = new Date('2026-11-23T09:00:00Z');
  number += 1;
  course = courseOn(site, String(number));
  await course.people({ ana: undefined, ben: undefined, cleo: {} });
  await course.inVienna();
});
afterAll(() => site.close());

const home = async (person = 'tess') => (await course.arrive(person, 'teacher')).page;

test('a thing put off is away until its time, for this teacher only, and can be brought back', async () => {
  const before = await home();
  expect(before.text).toContain('2 profiles are missing');
  expect(before.title).toBe('2 things need you');
  const away = await before.submit('In 3 days: 2 profiles are missing');
  expect(away.title).toBe('1 thing needs you');
  expect(away.text).toContain('1 thing is put off');
  expect((await home('terry')).title).toBe('2 things need you');
  site.now = after(site.now, 3 * day - 1000);
  expect((await home()).title).toBe('1 thing needs you');
  site.now = after(site.now, 1000);
  expect((await home()).title).toBe('2 things need you');
  site.now = after(site.now, -2 * day);
  const back = await (await home()).submit('Bring back: 2 profiles are missing');
  expect(back.title).toBe('2 things need you');
  expect(back.text).not.toContain('put off.');
});

test('more of it brings it back at once, less of it does not', async () => {
  await (await home()).submit('Tomorrow: 2 profiles are missing');
  await course.people({ ben: {} });
  expect((await home()).title).toBe('1 thing needs you');
  await course.people({ dan: undefined, eva: undefined });
  const page = await home();
  expect(page.title).toBe('2 things need you');
  expect(page.text).toContain('3 profiles are missing');
});

test('what is no thing of the queue, or no choice of the menu, changes nothing', async () => {
  const tess = await course.arrive('tess', 'teacher');
  expect((await tess.forge('/mentoring/later/Every%20thing', 'days=1&size=1')).status).toBe(404);
  expect((await tess.forge('/mentoring/later/__proto__', 'days=1&size=1')).status).toBe(404);
  expect((await tess.forge('/mentoring/later/profiles', 'days=400&size=1')).title).toBe('2 things need you');
  const ana = await course.arrive('ana');
  expect((await ana.forge('/mentoring/later/profiles', 'days=1&size=9')).status).toBe(403);
});

test('among several rows, what names no row is told beside the field', async () => {
  const tess = await course.arrive('tess', 'teacher');
  const rows = (name: string) => tess.forge('/mentoring/several', `do=take&rows=${name}`);
  for (const name of ['Every+3', '__proto__+3', 'profiles', 'profiles+-1']) {
    const told = await rows(name);
    expect([name, told.status]).toEqual([name, 422]);
    expect(told.text).toContain('Choose at least one.');
  }
  expect((await rows('profiles+2')).text).toContain('Taken. The other teachers see that you have it.');
});
