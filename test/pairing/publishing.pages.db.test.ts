import { describe, expect, test } from '@jest/globals';
import { four, pagesOf, titles, usePairing } from './pages.js';
import { publish } from '../support/publishing.js';

const at = usePairing();

describe('two teachers at once', () => {
  test('the slower one is told, and nothing of the faster one is lost', async () => {
    const { draft } = await at.course.draftOfFour();
    const terry = await at.course.arrive('terry', 'teacher');
    const seenByBoth = await terry.get('/pairing/draft');
    await draft.submit('Lock: Ana Example with Amara Example');
    const slow = await seenByBoth.submit('Lock: Ben Example with Jonas Example');
    expect(slow.status).toBe(409);
    expect(slow.title).toBe('Somebody was faster');
    expect(slow.path).toBe('/refused/draft_changed');
    expect((await slow.follow('Go on')).status).toBe(200);
    const now = await terry.get('/pairing/draft');
    expect(now.text).toContain('Locked by Tess Example');
    expect(now.title).toBe('Draft: 2 pairs');
  });

  test('a draft that changed is not published by whoever saw it before', async () => {
    const { draft } = await at.course.draftOfFour();
    const terry = await at.course.arrive('terry', 'teacher');
    const before = await terry.get('/pairing/draft');
    await draft.submit('Lock: Ana Example with Amara Example');
    expect((await publish(before)).status).toBe(409);
    expect((await at.course.arrive('ana')).page.text).not.toContain('Amara');
  });

  test('only one of two publications at the same moment counts', async () => {
    const { draft } = await at.course.draftOfFour();
    const terry = await at.course.arrive('terry', 'teacher');
    const outcomes = await Promise.all([publish(draft), publish(await terry.get('/pairing/draft'))]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('a second click on making a draft waits for the first one', async () => {
    await at.course.people(four);
    const tess = await at.course.arrive('tess', 'teacher');
    const ready = await tess.get('/pairing');
    const pages = await Promise.all([ready.submit('Make the draft'), ready.submit('Make the draft')]);
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    await at.site.services.pairing.settled();
    expect((await tess.get('/pairing/draft')).title).toBe('Draft: 2 pairs');
  });

  test('a second click of whoever published says that it is done, and does nothing', async () => {
    const { tess, draft } = await at.course.draftOfFour();
    const asked = await draft.follow('Publish 2 pairs');
    const click = () => asked.submit('Publish 2 pairs');
    for (const page of [...(await Promise.all([click(), click()])), await click()]) {
      expect(page.text).toContain('Everybody sees their partner now.');
    }
    const { text } = await tess.get('/pairing/history');
    expect(text.match(/2 pairs were published/g)).toHaveLength(1);
  });
});

describe('publishing', () => {
  test('shows everybody their partner at once, and undoing hides it again at once', async () => {
    const { tess, draft } = await at.course.draftOfFour();
    const published = await publish(draft);
    expect(published.title).toBe('2 pairs are published');
    expect(published.text).toContain('Everybody sees their partner now.');
    expect((await at.course.arrive('ana')).page.title).toBe('Amara Example is your mentor');
    expect((await at.course.arrive('amara')).page.title).toBe('You mentor Ana Example');

    const undone = await (await tess.get('/pairing')).submit('Undo the publication');
    expect(undone.text).toContain('The publication is taken back.');
    expect((await at.course.arrive('ana')).page.title).toBe('Your profile is in, pairs come next');
    const back = await tess.get('/pairing/draft');
    expect(back.title).toBe('Draft: 2 pairs');
    const locked = await back.submit('Lock: Ana Example with Amara Example');
    expect(locked.text).toContain('Locked by you');
  });

  test('can be undone for 24 hours and not after', async () => {
    const { draft } = await at.course.draftOfFour();
    await publish(draft);
    at.site.now = new Date('2026-11-24T08:30:00Z');
    const inTime = await (await at.course.arrive('tess', 'teacher')).get('/pairing');
    expect(inTime.text).toContain('Undo the publication');
    at.site.now = new Date('2026-11-24T09:00:01Z');
    const tess = await at.course.arrive('tess', 'teacher');
    expect((await tess.get('/pairing')).text).not.toContain('Undo the publication');
    const late = await tess.forge('/pairing/undo', '');
    expect(late.status).toBe(409);
    expect(late.title).toBe('This cannot be undone any more');
  });

  test('again keeps the pairs and places who came later; undoing goes back to the pairs before', async () => {
    const { tess, draft } = await at.course.draftOfFour();
    await publish(draft);
    await at.course.people({ cleo: { roleWish: 'mentor' }, dan: { roleWish: 'mentee' } });
    const home = await tess.get('/mentoring');
    expect(home.text).toContain('2 people joined late');
    const second = await at.course.made((await tess.get('/pairing')).submit('Make the draft'));
    expect(titles(second)).toEqual(
      expect.arrayContaining([
        'Ana Example with Amara Example',
        'Ben Example with Jonas Example',
        'Dan Example with Cleo Example',
      ]),
    );
    await publish(second);
    expect((await at.course.arrive('dan')).page.title).toBe('Cleo Example is your mentor');
    await (await tess.get('/pairing')).submit('Undo the publication');
    expect((await at.course.arrive('dan')).page.title).toBe('You have no partner now');
    expect((await at.course.arrive('ana')).page.title).toBe('Amara Example is your mentor');
    expect((await tess.forge('/pairing/undo', '')).status).toBe(409);
  });
});

describe('who stays alone', () => {
  test('is named before and after the publication, and what they read is what they read', async () => {
    await at.course.people({ dan: { roleWish: 'mentee', languages: ['pt'] } });
    const { draft } = await at.course.draftOfFour();
    expect(draft.text).toContain('Dan Example has no mentor. No language in common with any mentor.');
    const asked = await draft.follow('Publish 2 pairs');
    expect(asked.title).toBe('Publish 2 pairs?');
    expect(asked.text).toContain('2 of 3 mentees get a mentor.');
    expect(asked.text).toContain('4 people are told: 2 with a mentor, 2 with a mentee');
    const reads = /Their page says “([^”]+)”/.exec(asked.text)?.[1];
    const published = await asked.submit('Publish 2 pairs');
    expect(published.text).toContain('Dan Example has no mentor.');
    expect(published.text).not.toContain('Everybody sees their partner now.');
    expect((await at.course.arrive('dan')).page.title).toBe(reads);
  });

  test('a draft without pairs has nothing to publish', async () => {
    await at.course.people({ ana: { languages: ['en'] }, dan: { languages: ['pt'] } });
    const tess = await at.course.arrive('tess', 'teacher');
    const draft = await at.course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'peers' }));
    expect(draft.title).toBe('Draft: no pairs');
    expect(draft.text).toContain('have no partner. No language in common with anybody.');
    expect(draft.text).not.toMatch(/Publish|Invite/);
    expect(draft.$('.btn-primary').text().trim()).toBe('New draft');
    expect((await tess.get('/pairing/publish')).title).toBe('Draft: no pairs');
  });
});

describe('another course', () => {
  test('sees nothing of the draft and cannot touch it', async () => {
    const { draft } = await at.course.draftOfFour();
    const asked = await draft.follow('Publish 2 pairs');
    const fields = Object.fromEntries(
      asked
        .$('form[action$="/pairing/publish"]')
        .first()
        .serializeArray()
        .map(({ name, value }) => [name, value]),
    );
    const pairHref = draft.$('.row-item .row-words a').first().attr('href') ?? '';
    const foreign = await pagesOf(at.site, `${at.number}-other`).arrive('mallory', 'teacher');
    expect((await foreign.get('/pairing/draft')).title).toBe('Ready to pair?');
    expect((await foreign.get(pairHref.replace(/^\/s\/[\w-]+/, ''))).status).toBe(404);
    const body = new URLSearchParams(fields).toString();
    expect((await foreign.forge('/pairing/publish', body)).status).toBe(409);
    expect((await foreign.forge('/pairing/draft/discard', body)).status).toBe(409);
  });
});
