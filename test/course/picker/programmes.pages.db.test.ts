import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeepLinkItem } from '../../../src/lti/gateway.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

const store = useStore();
let site: TestSite;
let sent: DeepLinkItem[] = [];

beforeAll(async () => {
  site = await startSite(store.connection());
  const sign = site.platform.gateway.deepLinkResponse;
  site.platform.gateway.deepLinkResponse = (given, items: readonly DeepLinkItem[]) => {
    sent = [...items];
    return sign(given, items);
  };
});
afterAll(() => site.close());
beforeEach(() => {
  sent = [];
});

const teacher = { person: 'tom', role: 'teacher' } as const;
const none = { externalId: '', title: '', description: '', custom: {} };

async function picker(course: string, acceptsMultiple = true) {
  const deepLinking = {
    ...{ platformId: 'platform-1', deploymentId: '1', acceptsMultiple },
    returnUrl: `https://platform-1.example/mod/lti/contentitem_return.php?course=${course}&sesskey=x`,
  };
  return site.arrive({ ...teacher, course, more: { message: 'deep-linking', deepLinking, activity: none } });
}

/** A launch of what was picked, as Moodle then has it. */
function opened(item: DeepLinkItem | undefined, wish: Parameters<TestSite['arrive']>[0]) {
  const kind = item?.custom['kind'] ?? null;
  return site.arrive({ kind, activity: item?.title ?? '', custom: item?.custom ?? {}, ...wish });
}

describe('a whole programme', () => {
  test('is listed, in the order it is inserted, all ticked', async () => {
    const tom = await picker('1');
    const list = await (await tom.page.follow('A whole programme')).submit('Show', { programme: 'term-of-mentoring' });
    expect(list.text).toContain('9 activities, 21 points. Untick what you do not need, change any name.');
    expect(list.$('input[type=checkbox][checked]')).toHaveLength(9);
    expect(list.text).toContain('After week 4 · no points · tells who finished “Check-in, week 4”');
  });

  test('is changed once more with what was typed and ticked, also one activity alone', async () => {
    const tom = await picker('1');
    const list = await tom.get('/picker/programme?programme=short-pilot');
    const title = ['Home', 'b', 'Half-time', 'd', 'e'];
    const picked = await list.submit('Continue', { item: ['home', 'checkin-3'], title });
    const again = await picked.submit('Change something');
    expect(again.status).toBe(200);
    expect(
      again
        .$('input[name=title]')
        .toArray()
        .map((field) => again.$(field).attr('value')),
    ).toEqual(title);
    expect(
      again
        .$('input[name=item][checked]')
        .toArray()
        .map((field) => again.$(field).attr('value')),
    ).toEqual(['home', 'checkin-3']);
    expect((await again.submit('Continue', { item: ['home'] })).title).toBe('Home is ready');
    const one = await tom.page.submit('Continue', { kind: 'intake', title: 'Who you are', points: '2,5' });
    const form = await one.submit('Change something');
    expect(form.$('input[name=kind]:checked').attr('value')).toBe('intake');
    expect([form.$('#title').attr('value'), form.$('#points').attr('value')]).toEqual(['Who you are', '2,5']);
  });

  test('goes to Moodle as several links, each with its name, text, identity, column and template', async () => {
    const list = await (await picker('1')).get('/picker/programme?programme=short-pilot');
    const titles = list
      .$('input[name=title]')
      .toArray()
      .map((field) => list.$(field).attr('value') ?? '');
    const renamed = titles.map((title) => (title === 'Check-in, week 2' ? 'How is it going?' : title));
    const picked = await list.submit('Continue', { item: ['home', 'checkin-2', 'review'], title: renamed });
    expect(picked.title).toBe('3 activities are ready');
    expect(picked.$('ol.steps').text()).toContain('How is it going?');
    expect(sent.map(({ title, points, tag, reviewable }) => [title, points, tag, reviewable])).toEqual([
      ['Mentoring', undefined, undefined, undefined],
      ['How is it going?', 2, 'score', true],
      ['One peer review', 10, 'score', true],
    ]);
    const [, second] = sent;
    expect(second?.custom).toEqual({
      activity_id: second?.resourceId,
      kind: 'checkin',
      programme: 'short-pilot',
      item: 'checkin-2',
    });
    expect(new Set(sent.map(({ custom }) => custom['activity_id'])).size).toBe(3);
    expect(JSON.stringify(sent)).not.toContain('"url"');
  });

  test('says what is wrong beside the list, and keeps ticks and names', async () => {
    const list = await (await picker('1')).get('/picker/programme?programme=short-pilot');
    const nothing = await list.submit('Continue', { item: [] });
    expect(nothing.status).toBe(422);
    expect(nothing.text).toContain('Tick at least one activity.');
    const untitled = await list.submit('Continue', { item: ['home'], title: ['', 'b', 'c', 'd', 'e'] });
    expect(untitled.text).toContain('Give every ticked activity a name.');
    expect(untitled.$('input[type=checkbox][checked]')).toHaveLength(1);
    expect(untitled.$('input[name=title]').eq(2).attr('value')).toBe('c');
    expect(sent).toEqual([]);
  });

  test('is not offered where the platform takes one link only, nor may it be forged', async () => {
    const tom = await picker('1', false);
    expect(tom.page.text).not.toContain('A whole programme');
    expect((await tom.get('/picker/programme')).path).toBe('/picker');
    const body = 'programme=short-pilot&item=home&title=a&title=b&title=c&title=d&title=e';
    expect((await tom.forge('/picker/programme', body)).path).toBe('/picker');
    expect((await (await picker('1')).forge('/picker/programme', 'programme=none&item=home&title=a')).status).toBe(422);
    expect(sent).toEqual([]);
  });
});

describe('one activity', () => {
  test('has the name and the points that were given', async () => {
    const tom = await picker('1');
    await tom.page.submit('Continue', { kind: 'checkin', title: ' Week 1 ', points: '2,5' });
    expect(sent[0]).toMatchObject({ title: 'Week 1', points: 2.5 });
    await tom.page.submit('Continue', { kind: 'gate', title: '', points: '7' });
    expect(sent[0]?.points).toBeUndefined();
    const wrong = await tom.page.submit('Continue', { kind: 'checkin', title: '', points: 'many' });
    expect([wrong.status, wrong.text.includes('Give the points as a number')]).toEqual([422, true]);
  });
});

describe('what was inserted', () => {
  test('begins with the settings of its template, and leads its first teacher to what Moodle still needs', async () => {
    const list = await (await picker('5')).get('/picker/programme?programme=short-pilot');
    await list.submit('Continue');
    const [home, intake, , , review] = sent;
    const learner = await opened(review, { person: 'ana', course: '5' });
    expect(learner.page.text).toContain('what you would tell the next group');
    const tom = await opened(home, { ...teacher, course: '5', name: undefined });
    expect(tom.page.path).toBe('/set-up?from=launch');
    expect(tom.page.title).toBe('5 things to set in Moodle');
    expect(tom.page.text).toContain('Moodle shares no names');
    expect((await tom.page.follow('Go on to Activity Mentoring')).path).toBe('/mentoring');
    expect((await opened(intake, { ...teacher, course: '5', name: undefined })).page.path).toMatch(/^\/intake\//);
  });

  test('is ticked off one by one or all at once, and back', async () => {
    const tom = await opened(undefined, { ...teacher, course: '5', kind: 'mentoring', name: undefined });
    const page = await tom.get('/set-up');
    const told = await page.submit('I have asked: Moodle shares no names');
    expect(told.title).toBe('4 things to set in Moodle');
    const done = await told.submit('All are set');
    expect(done.title).toBe('Moodle is set for everything');
    expect(done.text).toContain('4 things are set');
    expect((await done.submit('It is not set after all: Activity Intake')).title).toBe('1 thing to set in Moodle');
    expect((await tom.get('/mentoring')).text).toContain('1 thing to set in Moodle');
    expect((await tom.forge('/set-up', 'identity=all&set=perhaps')).status).toBe(422);
  });

  test('links into Moodle by what the launch says, and lists where every kind is set', async () => {
    const more = { returnUrl: 'https://platform-1.example/moodle/mod/lti/return.php?course=5&instanceid=1&sesskey=s' };
    const tom = await opened(undefined, { ...teacher, course: '5', kind: 'mentoring', more });
    const page = await tom.get('/set-up');
    // One link was opened and is known by its number, the other one was not.
    expect(page.html).toContain('https://platform-1.example/moodle/mod/lti/view.php?l=Intake');
    const other = await page.submit('It is not set after all: Check-in, week 2');
    expect(other.html).toContain('https://platform-1.example/moodle/course/view.php?id=5');
    for (const kind of ['checkin', 'peer-review', 'gate', 'intake'])
      await site.arrive({ course: '5', kind, ...teacher });
    const links = (await tom.get('/set-up'))
      .$('table a')
      .toArray()
      .map((link) => page.$(link).attr('href') ?? '');
    for (const path of [
      /\/checkins\/[\w-]+\/settings$/,
      /\/reviews\/[\w-]+\/settings$/,
      /\/gates\//,
      /\/profile\/questions$/,
    ]) {
      expect(links.some((link) => path.test(link))).toBe(true);
    }
    expect(links.some((link) => link.endsWith('/pairing/setup'))).toBe(true);
  });
});
