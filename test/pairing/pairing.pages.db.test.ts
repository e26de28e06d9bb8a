import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ProfileAnswers } from '../../src/intake/profile.js';
import { startSite, type PageSeen, type TestSite } from '../support/site.js';
import { useStore } from '../support/store.js';
import { answers } from './people.js';

const store = useStore();
let site: TestSite;
let course = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  site.now = new Date('2026-11-23T09:00:00Z');
  course += 1;
});
afterAll(() => site.close());

function arrive(person: string, role: 'learner' | 'teacher' = 'learner') {
  return site.arrive({ person, role, course: String(course) });
}

async function personOf(person: string) {
  const { visitPath } = await arrive(person);
  const found = await site.services.visits.find(visitPath.split('/')[2] ?? '', site.now);
  if (!found) throw new Error('No visit');
  return { courseId: found.visit.courseId, personId: found.visit.personId };
}

/** Learners of the course with these profiles; undefined: none sent. */
async function people(all: Readonly<Record<string, Partial<ProfileAnswers> | undefined>>): Promise<void> {
  for (const [name, given] of Object.entries(all)) {
    const person = await personOf(name);
    if (given) await site.services.intake.saveProfile(person, answers(given), site.now);
  }
}

const four = {
  amara: { roleWish: 'mentor', strong: ['Academic writing'], languages: ['en'] },
  jonas: { roleWish: 'mentor', strong: ['Preparing for exams'], languages: ['en'] },
  ana: { roleWish: 'mentee', wanted: ['Academic writing'], languages: ['en'] },
  ben: { roleWish: 'mentee', wanted: ['Preparing for exams'], languages: ['en'] },
} as const;

/** The draft that this click asks for: a thread makes it, and a busy machine may show the waiting page first. */
async function made(click: Promise<PageSeen>): Promise<PageSeen> {
  const page = await click;
  await site.services.pairing.settled();
  return page.title === 'Making the draft' ? page.follow('Show now') : page;
}

async function draftOfFour(): Promise<{ tess: Awaited<ReturnType<typeof arrive>>; draft: PageSeen }> {
  await people(four);
  const tess = await arrive('tess', 'teacher');
  const draft = await made((await tess.get('/pairing')).submit('Make the draft', { form: 'mentoring' }));
  return { tess, draft };
}

function titles(page: PageSeen): string[] {
  return page
    .$('.row-item h3')
    .toArray()
    .map((element) => page.$(element).find('bdi').text().trim());
}

describe('before a draft', () => {
  test('the page counts profiles, says what would make it better, and warns without blocking', async () => {
    await people({ ...four, cleo: undefined, dan: { languages: ['pt'] } });
    const tess = await arrive('tess', 'teacher');
    const page = await tess.get('/pairing');
    expect(page.title).toBe('Ready to pair?');
    expect(page.text).toContain('5 of 6');
    expect(page.text).toContain('Waiting for Cleo Example.');
    expect(page.text).toContain('1 profile is missing');
    expect(page.text).toContain('Enough places');
    expect(page.$('button').text()).toContain('Make the draft');
  });

  test('who shares no language with anybody is named', async () => {
    await people({ ana: { languages: ['en'] }, ben: { languages: ['en'] }, dan: { languages: ['pt'] } });
    const page = await (await arrive('tess', 'teacher')).get('/pairing');
    expect(page.text).toContain('1 person shares no language with anybody');
    expect(page.text).toContain('Dan Example. They stay without a partner');
  });

  test('a form that names no kind of pairing is shown again', async () => {
    await people(four);
    const tess = await arrive('tess', 'teacher');
    const refused = await tess.forge('/pairing/draft', 'form=circles&capacity=2');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choose mentors with mentees, or peers.');
    expect(refused.$('option:selected').attr('value')).toBe('2');
  });

  test('a course of nobody is told so', async () => {
    const page = await (await arrive('tess', 'teacher')).get('/pairing');
    expect(page.text).toContain('There are not yet two learners');
  });
});

describe('a draft', () => {
  test('of a small course is there at once, fair, explained and seen by teachers only', async () => {
    const { draft } = await draftOfFour();
    expect(draft.title).toBe('Draft: 2 pairs');
    expect(draft.text).toContain('4 of 4');
    expect(titles(draft)).toEqual(
      expect.arrayContaining(['Ana Example with Amara Example', 'Ben Example with Jonas Example']),
    );
    expect(draft.text).toContain('Next best:');
    const ana = await arrive('ana');
    expect(ana.page.text).not.toContain('Amara');
    expect((await ana.get('/pairing/draft')).status).toBe(403);
  });

  test('explains one pair by points that add up to its score', async () => {
    const { draft } = await draftOfFour();
    const pair = await draft.follow('Ana Example with Amara Example');
    expect(pair.title).toBe('Ana Example with Amara Example');
    const points = pair
      .$('tbody td[data-label="Points"] .numbers')
      .toArray()
      .map((element) => Number.parseInt(pair.$(element).text(), 10));
    const together = points.pop();
    expect(points.length).toBe(5);
    expect(points.reduce((sum, value) => sum + value, 0)).toBe(together);
    expect(pair.text).toContain('Amara Example is strong in all that Ana Example asks for: Academic writing.');
  });

  test('keeps a locked pair when a new one is made around it', async () => {
    const { draft } = await draftOfFour();
    const swapped = await (
      await draft.follow('Swap: Ana Example with Amara Example')
    ).submit('Swap', {
      choice: (await personOf('jonas')).personId,
    });
    expect(swapped.text).toContain('The swap is in the draft.');
    expect(titles(swapped)).toEqual(
      expect.arrayContaining(['Ana Example with Jonas Example', 'Ben Example with Amara Example']),
    );
    const locked = await swapped.submit('Lock: Ana Example with Jonas Example');
    expect(locked.text).toContain('Locked by you');
    const again = await made(locked.submit('Make a new draft around the locked pair'));
    expect(titles(again)).toContain('Ana Example with Jonas Example');
    const open = await again.submit('Unlock: Ana Example with Jonas Example');
    expect(open.text).not.toContain('Locked by you');
    const fresh = await made(open.submit('Make a new draft'));
    expect(titles(fresh)).toContain('Ana Example with Amara Example');
  });

  test('tells before a swap what it does to everybody else, and asks for a choice', async () => {
    const { draft } = await draftOfFour();
    const swap = await draft.follow('Swap: Ana Example with Amara Example');
    expect(swap.title).toBe('Another mentor for Ana Example');
    expect(swap.text).toMatch(/Jonas Example, \d+ of 100/);
    expect(swap.text).toMatch(/Ben Example with Amara Example become a pair: \d+ to \d+\./);
    const refused = await swap.submit('Swap');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choose one person.');
  });

  test('never pairs two people again whom the teacher parted, until the rule is removed', async () => {
    const { tess, draft } = await draftOfFour();
    const parted = await draft.submit('Never: Ana Example with Amara Example');
    expect(parted.text).toContain('These two are never paired again.');
    expect(parted.text).toContain('2 people have no partner');
    const again = await made(parted.submit('Make a new draft'));
    expect(titles(again)).toEqual(
      expect.arrayContaining(['Ana Example with Jonas Example', 'Ben Example with Amara Example']),
    );
    const settings = await tess.get('/pairing/settings');
    expect(settings.text).toContain('Said by Tess Example');
    const removed = await settings.submit(`Remove the rule: ${titles(settings)[0] ?? ''}`);
    expect(removed.text).toContain('There is no such rule.');
    const free = await made((await tess.get('/pairing/draft')).submit('Make a new draft'));
    expect(titles(free)).toContain('Ana Example with Amara Example');
  });

  test('is discarded only after a question', async () => {
    const { draft } = await draftOfFour();
    const asked = await draft.follow('Discard');
    expect(asked.title).toBe('Discard this draft?');
    const gone = await asked.submit('Discard the draft');
    expect(gone.text).toContain('The draft is gone.');
    expect(gone.title).toBe('Ready to pair?');
  });

  test('finds people by a part of their name', async () => {
    const { tess } = await draftOfFour();
    const found = await tess.get('/pairing/draft?find=jon');
    expect(titles(found)).toEqual(['Ben Example with Jonas Example']);
    const none = await tess.get('/pairing/draft?find=nobody');
    expect(none.text).toContain('No pair with "nobody"');
  });

  test('of peers puts three together where the number is odd', async () => {
    await people({ ana: {}, ben: {}, cleo: {} });
    const tess = await arrive('tess', 'teacher');
    const draft = await made((await tess.get('/pairing')).submit('Make the draft', { form: 'peers' }));
    expect(draft.title).toBe('Draft: 1 pair');
    expect(draft.text).toContain('3 of 3');
    expect(draft.$('button').text()).not.toContain('Never');
    const pair = await draft.follow(titles(draft)[0] ?? '');
    expect(pair.text).toContain('The score of three people is the mean of their pairs');
  });
});

describe('two teachers at once', () => {
  test('the slower one is told, and nothing of the faster one is lost', async () => {
    const { draft } = await draftOfFour();
    const terry = await arrive('terry', 'teacher');
    const seenByBoth = await terry.get('/pairing/draft');
    await draft.submit('Lock: Ana Example with Amara Example');
    const slow = await seenByBoth.submit('Never: Ana Example with Amara Example');
    expect(slow.status).toBe(409);
    expect(slow.title).toBe('Somebody was faster');
    const now = await terry.get('/pairing/draft');
    expect(now.text).toContain('Locked by Tess Example');
    expect(now.title).toBe('Draft: 2 pairs');
  });

  test('a draft that changed is not published by whoever saw it before', async () => {
    const { draft } = await draftOfFour();
    const terry = await arrive('terry', 'teacher');
    const before = await terry.get('/pairing/draft');
    await draft.submit('Lock: Ana Example with Amara Example');
    expect((await before.submit('Publish 2 pairs')).status).toBe(409);
    expect((await arrive('ana')).page.text).not.toContain('Amara');
  });

  test('only one of two publications at the same moment counts', async () => {
    const { draft } = await draftOfFour();
    const outcomes = await Promise.all([draft.submit('Publish 2 pairs'), draft.submit('Publish 2 pairs')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('publishing', () => {
  test('shows everybody their partner at once, and undoing hides it again at once', async () => {
    const { tess, draft } = await draftOfFour();
    const published = await draft.submit('Publish 2 pairs');
    expect(published.title).toBe('2 pairs are published');
    expect(published.text).toContain('Everybody sees their partner now.');
    expect((await arrive('ana')).page.title).toBe('Amara Example is your mentor');
    expect((await arrive('amara')).page.title).toBe('You mentor Ana Example');

    const undone = await (await tess.get('/pairing')).submit('Undo the publication');
    expect(undone.text).toContain('The publication is taken back.');
    expect((await arrive('ana')).page.title).toBe('Your profile is in, pairs come next');
    const back = await tess.get('/pairing/draft');
    expect(back.title).toBe('Draft: 2 pairs');
    const locked = await back.submit('Lock: Ana Example with Amara Example');
    expect(locked.text).toContain('Locked by you');
  });

  test('can be undone for 24 hours and not after', async () => {
    const { draft } = await draftOfFour();
    await draft.submit('Publish 2 pairs');
    site.now = new Date('2026-11-24T08:30:00Z');
    const inTime = await (await arrive('tess', 'teacher')).get('/pairing');
    expect(inTime.text).toContain('Undo the publication');
    site.now = new Date('2026-11-24T09:00:01Z');
    const tess = await arrive('tess', 'teacher');
    expect((await tess.get('/pairing')).text).not.toContain('Undo the publication');
    const late = await tess.forge('/pairing/undo', '');
    expect(late.status).toBe(409);
    expect(late.title).toBe('This cannot be undone any more');
  });

  test('again keeps the pairs and places who came later; undoing goes back to the pairs before', async () => {
    const { tess, draft } = await draftOfFour();
    await draft.submit('Publish 2 pairs');
    await people({ cleo: { roleWish: 'mentor' }, dan: { roleWish: 'mentee' } });
    const home = await tess.get('/mentoring');
    expect(home.text).toContain('2 people have no partner');
    const second = await made((await tess.get('/pairing')).submit('Make the draft'));
    expect(titles(second)).toEqual(
      expect.arrayContaining([
        'Ana Example with Amara Example',
        'Ben Example with Jonas Example',
        'Dan Example with Cleo Example',
      ]),
    );
    await second.submit('Publish 3 pairs');
    expect((await arrive('dan')).page.title).toBe('Cleo Example is your mentor');
    await (await tess.get('/pairing')).submit('Undo the publication');
    expect((await arrive('dan')).page.title).toBe('You have no partner yet');
    expect((await arrive('ana')).page.title).toBe('Amara Example is your mentor');
    expect((await tess.forge('/pairing/undo', '')).status).toBe(409);
  });
});

describe('another course', () => {
  test('sees nothing of the draft and cannot touch it', async () => {
    const { draft } = await draftOfFour();
    const fields = Object.fromEntries(
      draft
        .$('form[action$="/pairing/publish"]')
        .serializeArray()
        .map(({ name, value }) => [name, value]),
    );
    const pairHref = draft.$('.row-item h3 a').first().attr('href') ?? '';
    course += 1;
    const foreign = await arrive('mallory', 'teacher');
    expect((await foreign.get('/pairing/draft')).title).toBe('Ready to pair?');
    expect((await foreign.get(pairHref.replace(/^\/s\/[\w-]+/, ''))).status).toBe(404);
    const body = new URLSearchParams(fields).toString();
    expect((await foreign.forge('/pairing/publish', body)).status).toBe(409);
    expect((await foreign.forge('/pairing/draft/discard', body)).status).toBe(409);
  });
});
