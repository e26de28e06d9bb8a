import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { siteMap } from '../../../src/routes.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { answerAbout, cleo, fitCourse, four, question } from './fit.js';
import { saving } from '../../support/saving.js';

const store = useStore();
let site: TestSite;
let number = 750;
let course: ReturnType<typeof fitCourse>;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  number += 1;
  course = fitCourse(site, String(number));
});
afterAll(() => site.close());

describe('not a good fit', () => {
  async function notAFit(person: string, about: string, note = 'A secret sentence') {
    await course.people(cleo);
    course.onDay(8);
    return (await course.home(person)).submit(answerAbout(about), { answer: 'not', note });
  }

  test('is a request for another partner: the teacher is led to three ways, and it goes when the answer changes', async () => {
    await course.paired();
    const said = await notAFit('ana', 'Amara');
    expect((await said.follow('Not a good fit?')).text).toContain('Your teacher is looking.');
    const tess = await course.teacher();
    expect(tess.page.text).toContain('1 person asks for another partner');
    const seekers = await tess.get('/pairing/seekers');
    expect(seekers.text).toContain('They say: A secret sentence');
    const place = await tess.get(`/pairing/place/${course.id('ana')}`);
    expect(place.text).toContain('Cleo Example');
    course.onDay(9);
    await (await course.home('ana')).submit(answerAbout('Amara'), { answer: 'well' });
    expect((await course.teacher()).page.text).not.toContain('asks for another partner');
  });

  test('taken back on the other page is asked anew', async () => {
    await course.paired();
    await notAFit('ana', 'Amara');
    const asked = await (await course.arrive('ana')).get('/another-partner');
    await asked.submit('Take back: Amara Example');
    expect((await course.teacher()).page.text).not.toContain('asks for another partner');
    expect((await course.home('ana')).text).toContain('Not now: Amara Example');
  });

  test('said by a mentor finds another mentor for the mentee, who was told nothing; then nothing is left of it', async () => {
    await course.paired();
    await notAFit('amara', 'Ana');
    const tess = await course.teacher();
    expect(tess.page.text).toContain('1 person asks for another partner');
    const seekers = await tess.get('/pairing/seekers');
    expect(seekers.text).toContain('Asked for by Amara Example. Nobody else was told.');
    expect(seekers.text).toContain('Amara Example says: A secret sentence');
    const place = await seekers.follow('Find a partner: Ana Example');
    const ways = place.$('label:has(input[name=placingId])').filter((_index, way) => /Cleo/.test(place.$(way).text()));
    const placingId = ways.first().find('input').attr('value') ?? '';
    await place.submit('Publish this change', { placingId });
    course.onDay(9);
    expect((await course.home('ana')).text).toContain('Cleo Example');
    expect((await course.home('ana')).text).not.toContain('How is it going');
    expect((await course.teacher()).page.text).not.toContain('asks for another partner');
    course.onDay(15);
    expect((await course.home('ana')).text).toContain(question('Cleo'));
  });

  test('no page of the partner ever holds the answer or the sentence', async () => {
    await course.paired();
    await notAFit('ana', 'Amara');
    const amara = await course.arrive('amara');
    const paths = siteMap(site.services)
      .routes.filter(({ method, permission }) => method === 'get' && ['enter', 'takePart'].includes(permission))
      .map(({ path }) => path)
      .filter((path) => !path.includes(':'));
    const own = amara.page.$('form[action*="/fit/"]').attr('action') ?? '';
    for (const path of [...paths, own.slice(own.indexOf('/fit/'))]) {
      const page = await amara.get(path);
      const text = page.text.replaceAll('Not a good fit?', '');
      expect([path, text.includes('A secret sentence'), text.includes('not a good fit')]).toEqual([path, false, false]);
      expect(page.$('input[value=not]:checked').length).toBe(0);
    }
  });
});

describe('a teacher', () => {
  test('reads how many say what, with shares from five answers on, and the sentences', async () => {
    await course.people({ ...four, ...cleo, dan: { roleWish: 'mentee', languages: ['en'] } });
    await course.publish();
    expect((await course.teacher()).page.text).not.toContain('How pairs say it goes');
    course.onDay(7);
    const all = await site.services.mentorships.running(course.courseId());
    const { fit } = site.services;
    const people = all.flatMap(({ mentorIds, menteeIds }) => [...mentorIds, ...menteeIds]);
    expect(people).toHaveLength(6);
    for (const [index, personId] of people.slice(0, 5).entries()) {
      const doer = { courseId: course.courseId(), personId };
      const [sheet] = await fit.mine(doer, site.now);
      const answer = index < 3 ? 'well' : index === 3 ? 'deciding' : 'not';
      if (index === 4) {
        const few = await (await course.teacher()).page.follow('Read the answers');
        expect(few.text).toContain('3 say it works well');
        expect(few.text).not.toContain('%');
      }
      await fit.say(doer, sheet?.pairId ?? '', { answer, note: `Sentence ${String(index)}` }, site.now);
    }
    const tess = await course.teacher();
    expect(tess.page.text).toContain(
      'How pairs say it goes: 3 say it works well, 1 still decides, 1 says it is not a good fit and 1 has not answered.',
    );
    const page = await tess.page.follow('Read the answers');
    expect(page.text).toContain('That is 60% of all answers');
    expect(page.text).toContain('“Sentence 4”');
    expect((await (await course.arrive('ana')).get('/mentoring/fit')).status).toBe(403);
  });
});

describe('a circle', () => {
  test('is asked about as one; whoever does not fit moves alone', async () => {
    const peer = { languages: ['en'] };
    await course.people({ ana: peer, ben: peer, cleo: peer, dan: peer, eva: peer, finn: peer, gita: peer, hugo: peer });
    await site.services.pairingSetup.saveSetup(course.courseId(), { mode: 'circles', circleSize: 4 }, saving);
    await course.publish({ mode: 'circles' });
    course.onDay(7);
    const page = await course.home('ana');
    expect(page.$('h2[id^=fit-]').length).toBe(1);
    expect(page.text).toContain('never do.');
    const button = page
      .$('button')
      .toArray()
      .map((one) => page.$(one).text().replace(/\s+/g, ' ').trim());
    const send = button.find((text) => text.startsWith('Send my answer')) ?? '';
    await page.submit(send, { answer: 'not' });
    const seekers = await (await course.teacher()).page.follow('Find partners: 1 person asks for another partner');
    expect(seekers.text).toContain('Ana Example');
    expect(seekers.$('.row-item').length).toBe(1);
  });
});
