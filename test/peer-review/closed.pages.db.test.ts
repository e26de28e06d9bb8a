/** A round that is over: pages tell what came of it, and offer and promise nothing more. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSite, type PageSeen, type TestSite } from '../support/site.js';
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
  course = courseOn(site, `closed-${courses}`);
});
afterAll(() => site.close());

const tess = () => course.arrive('tess', 'teacher');

async function close(): Promise<PageSeen> {
  return (await (await tess()).page.follow('Close reviewing')).submit('Close reviewing');
}

/** Three works; ana sent both of her reviews, ben one of two, cleo none. Dan handed in nothing. */
async function halfDone(): Promise<void> {
  await course.handIn('ana', 'ben', 'cleo');
  await course.arrive('dan');
  await course.start();
  await course.review('ana');
  await (await course.arrive('ben')).page.follow('Review it').then(async (form) => {
    const levels = form
      .$('input[type=radio]')
      .map((_index, radio) => form.$(radio).attr('name'))
      .get();
    const answers = Object.fromEntries([...new Set(levels)].map((name): [string, string] => [name, '1']));
    await form.submit('Send the review', { ...answers, overall: 'Say in the title whom the table is for' });
  });
}

function rowOf(page: PageSeen, name: string): string {
  return page.$(`tr:contains("${name}")`).text().replace(/\s+/g, ' ').trim();
}

describe('after closing', () => {
  beforeEach(async () => {
    await halfDone();
    await close();
  });

  test('the matrix says what came of it, and forecasts nothing', async () => {
    const { page } = await tess();
    expect(page.$('th').text()).not.toContain('Forecast');
    expect(page.text).not.toMatch(/Will get|are open|No reviewer yet|Not yet/);
    expect(rowOf(page, 'Ana Example')).toMatch(/Got [01] of 2 reviews|No review/);
    expect(rowOf(page, 'Dan Example')).toContain('Handed in nothing');
    const got = ['Ana', 'Ben', 'Cleo'].map((name) => rowOf(page, `${name} Example`));
    expect(got.filter((row) => /Got 1 of 2 reviews|No review|Own reviews not sent/.test(row))).toHaveLength(3);
  });

  test('learners read what was not sent, and how many reviews there are', async () => {
    const { page } = await course.arrive('cleo');
    expect(page.text).not.toMatch(/Not begun|are here|Nobody has sent a review yet/);
    expect(page.text).toContain('Not sent');
    const pages = await Promise.all(['ana', 'ben', 'cleo'].map(async (name) => (await course.arrive(name)).page));
    const told = pages.map(
      ({ text }) => /(\d) reviews? of your work came|Nobody has reviewed your work/.exec(text)?.[0],
    );
    expect(told).not.toContain(undefined);
    for (const one of pages.filter(({ text }) => text.includes('Read them'))) {
      expect((await one.follow('Read them')).text).not.toContain('are here');
    }
  });

  test('the pairs can be read and downloaded; nothing offers to choose or paste', async () => {
    const { page, get } = await tess();
    const { activityId } = await course.ids(await tess());
    const pairs = await get(`/reviews/${activityId}/pairs`);
    expect(pairs.text).toContain('Reviewing is over: nothing can change here any more.');
    expect(pairs.text).not.toContain('paste');
    expect(pairs.text).toContain('Not sent');
    expect((await pairs.follow('Download the pairs there are (CSV)')).html).toContain('author,reviewer');
    const one = await pairs.follow('Dan Example');
    expect(one.text).not.toMatch(/should get|is asked as soon/);
    expect(one.text).toContain('Reviewing is over: nothing can change here any more.');
    const list = await get(`/reviews/${activityId}/pairs/list`);
    expect([list.$('form textarea').length, list.text.includes('nothing can change here any more')]).toEqual([0, true]);
    const work = await page.follow('Ben Example');
    expect(work.text).not.toMatch(/Choose who reviews it|Not sent yet/);
  });

  test('by address or the back button nothing can be started, closed or asked for any more, and the page says why', async () => {
    const { get, forge } = await tess();
    const { activityId } = await course.ids(await tess());
    for (const word of ['start', 'close']) {
      const asked = await get(`/reviews/${activityId}/${word}`);
      expect([asked.status, asked.$('main form').length]).toEqual([200, 0]);
      expect(asked.text).toContain('Reviewing is over');
    }
    for (const word of ['start', 'close', 'more']) {
      const done = await forge(`/reviews/${activityId}/${word}`, '');
      expect(done.title).toBe('Activity peer-review: reviewing is over');
      expect(done.text).not.toMatch(/Reviewing has started\.|were asked for one more/);
    }
    expect((await get(`/reviews/${activityId}?done=too-few`)).text).not.toContain('Nothing has started');
    for (const word of ['rubric/table', 'rubric/criteria/new']) {
      const rubric = await get(`/reviews/${activityId}/${word}`);
      expect([rubric.$('textarea').length, rubric.text.includes('so it stays as it is')]).toEqual([0, true]);
    }
  });
});

describe('before it is over', () => {
  test('what cannot be done yet, or is done, is not asked', async () => {
    await course.handIn('ana', 'ben');
    const { get } = await tess();
    const { activityId } = await course.ids(await tess());
    const early = await get(`/reviews/${activityId}/close`);
    expect([early.$('main form').length, early.text.includes('Reviewing has not started.')]).toEqual([0, true]);
    await course.start();
    const again = await get(`/reviews/${activityId}/start`);
    expect([again.$('main form').length, again.text.includes('Reviewing has started already.')]).toEqual([0, true]);
  });

  test('the pairs and the matrix of two works promise the same, whoever else is in the course', async () => {
    for (const name of ['cleo', 'dan', 'eve']) await course.arrive(name);
    await course.handIn('ana', 'ben');
    await course.start();
    const { page } = await tess();
    expect(page.text).toContain('will get 1 review, if all');
    const one = await (await page.follow('Who reviews whom')).follow('Ana Example');
    expect(one.text).toContain('It should get 1 review.');
  });
});

describe('releasing again', () => {
  test('is not asked where no score would change', async () => {
    await halfDone();
    await close();
    const { get } = await tess();
    const { activityId } = await course.ids(await tess());
    await (await get(`/reviews/${activityId}/release`)).submit('Release the scores');
    const asked = await get(`/reviews/${activityId}/release`);
    expect(asked.text).not.toContain('0 authors');
    expect([asked.$('main form').length, asked.text.includes('No score has changed since')]).toEqual([0, true]);
  });

  test('brings a score to a work that had none, once staff grade it', async () => {
    await course.handIn('ana', 'ben');
    await course.start();
    await course.review('ana');
    await close();
    const { get } = await tess();
    const { activityId } = await course.ids(await tess());
    await (await get(`/reviews/${activityId}/release`)).submit('Release the scores');
    expect((await course.arrive('ana')).page.text).toContain('has not released');
    const work = await (await tess()).page.follow('Ana Example');
    await work.submit('Save the grade', { points: '5' });
    const scores = await get(`/reviews/${activityId}/scores`);
    expect(scores.text).toMatch(/Ana Example: none so far, becomes 5 of \d+/);
    const confirm = await scores.follow('Release again');
    expect(confirm.text).toContain('The score of 1 author changes.');
    await confirm.submit('Release again');
    expect((await course.arrive('ana')).page.text).toContain('Your score is here.');
  });
});
