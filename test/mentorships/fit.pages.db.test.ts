import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultAfter } from '../../src/pairing/invitations/invitation.js';
import { startSite, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
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
    expect(sent.text).toContain('You said about Amara Example: still deciding');
    expect(sent.text).not.toContain(question('Amara'));
    expect(sent.$('textarea[name=note]').text().trim()).toBe('We met once');
    const changed = await sent.submit(answerAbout('Amara'), { answer: 'well', note: '' });
    expect(changed.text).toContain('You said about Amara Example: it works well');
    expect(changed.text).not.toContain('We met once');
    course.onDay(60);
    expect((await course.home('ana')).text).not.toContain(question('Amara'));
  });

  test('who has not decided is asked once more when pairs are looked at again', async () => {
    await course.paired();
    await site.services.amendments.saveSettings(course.courseId(), {
      ...{ ...defaultAfter, changeAfterWeeks: 3 },
    });
    course.onDay(8);
    await (await course.home('ana')).submit(answerAbout('Amara'), { answer: 'deciding' });
    course.onDay(20);
    expect((await course.home('ana')).text).not.toContain(question('Amara'));
    course.onDay(21);
    const again = await course.home('ana');
    expect(again.text).toContain(question('Amara'));
    expect(again.$('input[name=answer]:checked').length).toBe(0);
    await again.submit(answerAbout('Amara'), { answer: 'deciding' });
    course.onDay(90);
    expect((await course.home('ana')).text).not.toContain(question('Amara'));
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

  test('without a choice is told beside it, and the words stay', async () => {
    await course.paired();
    course.onDay(7);
    const refused = await (await course.home('ana')).submit(answerAbout('Amara'), { note: 'Hm' });
    expect([refused.status, refused.title]).toEqual([422, question('Amara')]);
    expect(refused.text).toContain('Choose one of the three.');
    expect(refused.$('textarea[name=note]').text().trim()).toBe('Hm');
    const sent = await refused.submit('Send my answer', { answer: 'well' });
    expect(sent.text).toContain('it works well');
    const page = await (await course.arrive('ana')).get(refused.path);
    expect(page.$('input[name=answer]:checked').attr('value')).toBe('well');
    await page.submit('Send my answer', { answer: 'deciding' });
    expect((await course.home('ana')).text).toContain('still deciding');
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
    expect((await course.home('ana')).text).toContain('You said about Amara Example: it works well');
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
