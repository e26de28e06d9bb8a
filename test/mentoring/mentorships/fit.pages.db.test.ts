import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultAfter } from '../../../src/pairing/words/invitation.js';
import { startSite, type PageSeen, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { answerAbout, fitCourse, question } from './fit.js';

const store = useStore();
let site: TestSite;
let number = 700;
let course: ReturnType<typeof fitCourse>;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  number += 1;
  course = fitCourse(site, String(number));
});
afterAll(() => site.close());

const chosen = (page: PageSeen) => page.$('input[name=answer]:checked').attr('value');

describe('a learner', () => {
  test('is asked from day 7, says how it goes, sees that teachers alone read it, and may change it', async () => {
    await course.paired();
    course.onDay(6);
    expect((await course.home('ana')).text).not.toContain('How is it going');
    course.onDay(7);
    const page = await course.home('ana');
    expect(page.text).toContain(question('Amara'));
    expect(page.text).toContain('Your teachers see this. Amara Example never does.');
    expect(page.$('input[name=answer]').length).toBe(3);
    const sent = await page.submit(answerAbout('Amara'), { answer: 'deciding', note: 'We met once' });
    expect(sent.text).toContain('Your answer is with your teachers.');
    expect(sent.text).toContain('You have answered. Only your teachers see what.');
    expect(chosen(sent)).toBe('deciding');
    expect(sent.text).not.toContain('Not now');
    expect(sent.$('textarea[name=note]').text().trim()).toBe('We met once');
    const changed = await sent.submit(answerAbout('Amara'), { answer: 'well', note: '' });
    expect(chosen(changed)).toBe('well');
    expect(changed.text).not.toContain('We met once');
    course.onDay(60);
    expect((await course.home('ana')).text).not.toContain('Not now');
  });

  test('who has not decided is asked once more when pairs are looked at again', async () => {
    await course.paired();
    await site.services.amendments.saveSettings(course.courseId(), {
      ...{ ...defaultAfter, changeAfterWeeks: 3 },
    });
    course.onDay(8);
    await (await course.home('ana')).submit(answerAbout('Amara'), { answer: 'deciding' });
    course.onDay(20);
    expect((await course.home('ana')).text).not.toContain('Not now');
    course.onDay(21);
    const again = await course.home('ana');
    expect(again.text).toContain('Not now');
    expect(again.text).toContain('Last time you were still deciding.');
    expect(again.$('input[name=answer]:checked').length).toBe(0);
    await again.submit(answerAbout('Amara'), { answer: 'deciding' });
    course.onDay(90);
    expect((await course.home('ana')).text).not.toContain('Not now');
  });

  test('“Not now” is not nagged for three days, and may answer all the same', async () => {
    await course.paired();
    course.onDay(7);
    const away = await (await course.home('ana')).submit('Not now: Amara Example');
    expect(away.text).toContain('We ask again in a few days.');
    expect(away.text).not.toContain('Not now');
    expect(away.$('input[name=answer]').length).toBe(3);
    course.onDay(9.99);
    expect((await course.home('ana')).text).not.toContain('Not now');
    course.onDay(10);
    expect((await course.home('ana')).text).toContain('Not now');
  });

  test('in a break of either is asked nothing, and asked when it is over', async () => {
    await course.paired();
    course.onDay(6);
    await (await (await course.arrive('amara')).get('/pause')).submit('Start the break', { until: '2026-12-03' });
    course.onDay(8);
    for (const person of ['ana', 'amara']) {
      const page = await course.home(person);
      expect(page.text).not.toContain('Not now');
      expect(page.$('input[name=answer]').length).toBe(3);
    }
    course.onDay(12);
    for (const person of ['ana', 'amara']) expect((await course.home(person)).text).toContain('Not now');
  });

  test('without a choice is told beside it, and the words stay', async () => {
    await course.paired();
    course.onDay(7);
    const refused = await (await course.home('ana')).submit(answerAbout('Amara'), { note: 'Hm' });
    expect([refused.status, refused.title]).toEqual([422, question('Amara')]);
    expect(refused.text).toContain('Choose one of the three.');
    expect(refused.$('textarea[name=note]').text().trim()).toBe('Hm');
    const sent = await refused.submit('Send my answer', { answer: 'well' });
    expect(chosen(sent)).toBe('well');
    const page = await (await course.arrive('ana')).get(refused.path);
    expect(chosen(page)).toBe('well');
    await page.submit('Send my answer', { answer: 'deciding' });
    expect(chosen(await course.home('ana'))).toBe('deciding');
  });

  test('who clicks twice, or in two tabs, has said one thing', async () => {
    await course.paired();
    course.onDay(7);
    const [one, two] = await Promise.all([course.home('ana'), course.home('ana')]);
    await Promise.all([
      one.submit(answerAbout('Amara'), { answer: 'well' }),
      one.submit(answerAbout('Amara'), { answer: 'well' }),
      two.submit(answerAbout('Amara'), { answer: 'well' }),
      two.submit('Not now: Amara Example'),
    ]);
    expect(chosen(await course.home('ana'))).toBe('well');
    const { counts } = await site.services.fit.overview(course.courseId(), site.now);
    expect(counts).toEqual({ well: 1, deciding: 0, not: 0, unanswered: 3 });
  });

  test('is asked about their own pairs only, while they run', async () => {
    await course.paired();
    course.onDay(7);
    const page = await course.home('ana');
    const action = page.$('form[action*="/fit/"]').first().attr('action') ?? '';
    const path = action.slice(action.indexOf('/fit/'));
    const ben = await course.arrive('ben');
    expect((await ben.get(path)).status).toBe(404);
    expect((await ben.forge(path, 'answer=not')).status).toBe(404);
    expect((await ben.forge(`${path}/later`, '')).status).toBe(404);
    expect((await ben.forge('/fit/x.y', 'answer=perhaps')).status).toBe(404);
    const pairId = path.split('/')[2] ?? '';
    const doer = { courseId: course.courseId(), personId: 'a-teacher' };
    const end = { pairId, reason: 'schedule', never: false } as const;
    await site.services.amendments.unmatch(doer, end, site.now);
    expect((await course.home('ana')).text).not.toContain('How is it going');
    expect((await page.submit(answerAbout('Amara'), { answer: 'not' })).status).toBe(404);
    expect((await course.home('ben')).text).toContain(question('Jonas'));
  });

  test('a teacher who plays student stores nothing', async () => {
    await course.paired();
    course.onDay(7);
    await course.teacher();
    const preview = await course.arrive('tess');
    expect((await preview.forge('/fit/x.y', 'answer=not')).title).toBe('This is a preview');
    expect((await preview.forge('/fit/x.y/later', '')).title).toBe('This is a preview');
  });
});
