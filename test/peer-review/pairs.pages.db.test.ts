/** Who reviews whom, chosen by a teacher; reviews that lapse; volunteers; and works that fall short at the end. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { after, day, minute } from '../../src/shared/clock.js';
import { startSite, type PageSeen, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { courseOn, type Course } from './course.js';

const store = useStore();
let site: TestSite;
let course: Course;
let courses = 0;
const five = ['ana', 'ben', 'cleo', 'dan', 'eve'];

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  courses += 1;
  course = courseOn(site, `pairs-${courses}`);
});
afterAll(() => site.close());

const tess = () => course.arrive('tess', 'teacher');

async function pairsOf(name: string): Promise<PageSeen> {
  const { page } = await tess();
  const pairs = await page.follow('Who reviews whom');
  return pairs.follow(name);
}

async function topUp(): Promise<void> {
  await site.services.jobs.find(({ name }) => name === 'top-up-reviews')?.run(site.now);
}

/** Of the reviewers that the teacher's page lists of this author, each with its state. */
function listed(page: PageSeen): string[] {
  return page
    .$('.row-item')
    .map((_index, row) => `${page.$(row).find('h3').text().trim()}: ${page.$(row).find('.row-words p').text().trim()}`)
    .get();
}

describe('a reviewer whom a teacher chooses', () => {
  test('waits for the work, and is the reviewer once it is there', async () => {
    for (const name of five) await course.arrive(name);
    const form = await pairsOf('Ana Example');
    const value = form.$('option:contains("Ben Example")').attr('value') ?? '';
    const added = await form.submit('Add this reviewer', { reviewerId: value });
    expect([added.text.includes('The reviewer is added.'), listed(added)]).toEqual([
      true,
      ['Ben Example: Chosen by a teacher'],
    ]);
    await course.handIn(...five);
    await course.start();
    const started = listed(await pairsOf('Ana Example'));
    expect([started.length, started.includes('Ben Example: Not sent yet')]).toEqual([2, true]);
  });

  test('is refused where nobody was chosen, and for the own work', async () => {
    await course.handIn(...five);
    const form = await pairsOf('Ana Example');
    expect((await form.submit('Add this reviewer', {})).text).toContain('Choose somebody.');
    const ana = await course.ids(await course.arrive('ana'));
    const own = await form.submit('Add this reviewer', { reviewerId: ana.personId });
    expect([own.status, own.text.includes('Nobody reviews their own work.')]).toEqual([422, true]);
    const nobody = await form.submit('Add this reviewer', { reviewerId: 'nobody' });
    expect([nobody.status, nobody.text.includes('not a learner of the course now')]).toEqual([422, true]);
  });

  test('who is ill is taken off, owes nothing for it, and somebody else is asked at once', async () => {
    await course.handIn(...five);
    await course.start();
    const page = await pairsOf('Ana Example');
    const [first = ''] = listed(page);
    const done = await page.submit(`Give to somebody else: ${first.split(':')[0] ?? ''}`);
    const states = listed(done);
    expect(states.filter((line) => line.endsWith('Not sent yet'))).toHaveLength(2);
    expect(states).toContain(first.replace('Not sent yet', 'Given to somebody else'));
    const ill = first.split(' ')[0]?.toLowerCase() ?? '';
    expect((await course.arrive(ill)).page.title).toContain('1 review to write');
  });

  test('comes in by a list too: names or ids, and one wrong line changes nothing', async () => {
    for (const name of five) await course.arrive(name);
    const list = await (await (await tess()).page.follow('Who reviews whom')).follow('Download or paste a list');
    const wrong = await list.submit('Read the list', {
      list: 'author,reviewer\nAna Example,Ben Example\nAna Example,Zoe',
    });
    expect([wrong.status, wrong.text.includes('Nothing has changed: 1 line is wrong')]).toEqual([422, true]);
    expect(wrong.$('#list').text()).toContain('Zoe');
    expect(listed(await pairsOf('Ana Example'))).toEqual([]);
    const read = await list.submit('Read the list', { list: 'Ana Example;Ben Example\nana;cleo' });
    expect(read.text).toContain('The list is read.');
    expect(listed(await pairsOf('Ana Example'))).toHaveLength(2);
    const { get } = await tess();
    const { activityId } = await course.ids(await tess());
    const file = await get(`/reviews/${activityId}/pairs/list.csv`);
    expect(file.html).toContain('Ana Example,Ben Example');
  });
});

describe('a review that nobody begins', () => {
  beforeEach(async () => {
    const settings = await (await tess()).page.follow('Settings');
    await settings.submit('Save', { leaseDays: '3' });
    await course.handIn(...five);
    await course.start();
  });

  test('is given to somebody else after the days that were set, and may still be sent', async () => {
    const ana = await course.arrive('ana');
    const form = await ana.page.follow('Review it');
    await form.submit('Save for later', { overall: 'Half a thought' });
    for (const name of ['cleo', 'dan', 'eve']) await course.review(name);
    site.now = after(site.now, 3 * day - minute);
    await topUp();
    expect((await course.arrive('ben')).page.title).toContain('2 reviews to write');
    site.now = after(site.now, 2 * minute);
    await topUp();
    const ben = await course.arrive('ben');
    expect(ben.page.text).toContain('somebody else was asked as well');
    expect((await tess()).page.text).toContain('Everybody who handed in will get 2 reviews');
    const late = await ben.page.follow('Work 1');
    const levels = late
      .$('input[type=radio]')
      .map((_index, radio) => late.$(radio).attr('name'))
      .get();
    const answers = Object.fromEntries([...new Set(levels)].map((name): [string, string] => [name, '0']));
    const sent = await late.submit('Send the review', { ...answers, overall: 'It comes late, but it is here' });
    expect(sent.text).toContain('Review sent. Thank you.');
  });

  test('settings say how many days, and refuse what is none', async () => {
    course = courseOn(site, `pairs-days-${courses}`);
    const settings = await (await tess()).page.follow('Settings');
    const refused = await settings.submit('Save', { leaseDays: '0' });
    expect([refused.status, refused.text.includes('from 1 to 30')]).toEqual([422, true]);
    expect(refused.$('[name=leaseDays]').attr('value')).toBe('0');
  });
});

describe('volunteers', () => {
  test('offer one more when their own is done, and a work that falls short goes to them', async () => {
    await course.handIn(...five);
    await course.start();
    const done = await course.review('ana');
    const offered = await done.submit('I can review one more', {});
    expect(offered.text).toContain('If a work falls short, you are asked first.');
    expect((await tess()).page.text).not.toContain('fall short');
    await course.onlyHere('ana', 'ben', 'cleo', 'dan');
    expect((await tess()).page.text).toContain('Ask the volunteer');
    await topUp();
    expect((await tess()).page.text).toContain('Everybody who handed in will get 2 reviews');
    const back = await (await course.arrive('ana')).page.submit('Take the offer back', {});
    expect(back.text).toContain('Your offer is taken back.');
  });
});

describe('what a home says', () => {
  test('to a reviewer, how many reviews are open; to a teacher, which works fell short, until one is graded', async () => {
    await course.handIn('ana', 'ben', 'cleo');
    await course.start();
    await course.review('ana');
    await course.review('ben');
    const cleo = await course.arrive('cleo');
    expect((await cleo.get('/mentoring')).text).toContain('2 reviews to write');
    const { page } = await tess();
    await (await page.follow('Close reviewing')).submit('Close reviewing');
    const home = await (await tess()).get('/mentoring');
    expect(home.text).toContain('has too few reviews');
    expect(home.text).toContain('Ana Example: Activity peer-review has too few reviews');
    expect(home.text).not.toContain('Cleo Example: Activity');
    const work = await home.follow('Read and grade it: Ana Example: Activity peer-review has too few reviews');
    await work.submit('Save the grade', { points: '5' });
    const { text } = await (await tess()).get('/mentoring');
    expect(text).not.toContain('Ana Example: Activity peer-review has too few reviews');
    expect(text).toContain('Ben Example: Activity peer-review has too few reviews');
    expect((await (await course.arrive('cleo')).get('/mentoring')).text).not.toContain('reviews to write');
  });
});
