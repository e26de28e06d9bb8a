/** Two teachers, or two tabs, at the setup of one course. */
import { describe, expect, test } from '@jest/globals';
import { defaultSetup } from '../../../src/pairing/words/setup.js';
import { four, usePairing } from '../pages.js';
import { factsOn } from './presets.js';

const at = usePairing();

async function twoTabs() {
  await at.course.people(four);
  const tess = await at.course.arrive('tess', 'teacher');
  const [one, other] = [await tess.get('/pairing/setup'), await tess.get('/pairing/setup')];
  await other.submit('Save', { 'weight-hours': '7', rules: ['shareLanguage', 'profileNeeded'] });
  return { tess, one };
}

async function saved() {
  const { courseId } = await at.course.personOf('ana');
  const { setup } = await at.site.services.pairingSetup.setupSheet(courseId, at.site.now);
  const weightOf = (name: string) => setup.criteria.find(({ criterion }) => criterion === name)?.weight;
  return { hours: weightOf('hours'), topics: weightOf('topics'), rules: setup.rules };
}

describe('a page of the setup that is no longer of now', () => {
  test('is told who saved what meanwhile, keeps its answers, and saves nothing', async () => {
    const { one } = await twoTabs();
    const refused = await one.submit('Save', { 'weight-topics': '2' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Tess Example saved other answers on Monday 23 November');
    expect(factsOn(refused)).toEqual(
      expect.arrayContaining([
        'Free hours: weight: 3 when you opened the page, 7 now',
        'Nobody without a profile is paired: No rule when you opened the page, Holds now',
      ]),
    );
    expect(refused.$('#weight-topics').attr('value')).toBe('2');
    expect(await saved()).toMatchObject({ hours: 7, topics: 9 });
  });

  test('replaces them when it is saved again after that', async () => {
    const { one } = await twoTabs();
    const refused = await one.submit('Save', { 'weight-topics': '2' });
    const done = await refused.submit('Save');
    expect(done.text).toContain('It is saved and holds from the next draft on.');
    expect(await saved()).toMatchObject({ hours: 3, topics: 2 });
  });

  test('is told so after its shares were counted anew, too', async () => {
    const { one } = await twoTabs();
    const shown = await one.submit('Show the shares again', { 'weight-topics': '2' });
    expect((await shown.submit('Save')).status).toBe(409);
  });

  test('replaces nothing by a ready-made way that was looked at before', async () => {
    await at.course.people(four);
    const tess = await at.course.arrive('tess', 'teacher');
    const asked = await (await tess.get('/pairing/setup')).submit('See what it would replace', { preset: 'rotation' });
    await (await tess.get('/pairing/setup')).submit('Save', { 'weight-hours': '7' });
    const page = await asked.submit('Use this one');
    expect(page.text).toContain('Nothing was replaced');
    expect(await saved()).toMatchObject({ hours: 7 });
  });

  test('of the answers as they are says that nothing would change', async () => {
    await at.course.people(four);
    const tess = await at.course.arrive('tess', 'teacher');
    const see = async () =>
      (await tess.get('/pairing/setup')).submit('See what it would replace', { preset: 'rotation' });
    await (await see()).submit('Use this one');
    const again = await see();
    expect(again.text).toContain('These are your answers already.');
    expect(again.$('main button').length).toBe(0);
  });
});

test('a draft by what held by default changed no answer: nothing to go back to, and no other tab is late', async () => {
  await at.course.people(four);
  const tess = await at.course.arrive('tess', 'teacher');
  const open = await tess.get('/pairing/setup');
  await at.course.made((await tess.get('/pairing')).submit('Make the draft'));
  expect((await tess.get('/pairing/setup')).text).not.toContain('changed these answers');
  const done = await open.submit('Save', { 'weight-topics': '2' });
  expect(done.text).toContain('It is saved and holds from the next draft on.');
  expect(done.text).toContain('Tess Example changed these answers');
  expect((await open.submit('Save', { 'weight-topics': '3' })).status).toBe(409);
});

test('a setup of the former version is saved over once, and can be had back for 30 days', async () => {
  await at.course.people(four);
  const { courseId } = await at.course.personOf('ana');
  const { mentorsAnswered, ...rules } = defaultSetup.rules;
  const criteria = defaultSetup.criteria.map((one) => (one.criterion === 'hours' ? { ...one, weight: 7 } : one));
  const setup = { ...defaultSetup, rules, criteria };
  expect(mentorsAnswered).toBe(true);
  await at.store
    .connection()
    .model('PairingSetup')
    .collection.insertOne({ _id: 'former' as never, courseId, setup });
  const other = await at.course.arrive('tom', 'teacher');
  const page = await other.get('/pairing/setup');
  expect(page.$('[value=mentorsAnswered]').attr('checked')).toBeDefined();
  const done = await page.submit('Save', { 'weight-hours': '1' });
  expect(done.text).toContain('Tom Example changed these answers on Monday 23 November');
  await done.submit('Go back to the answers of before');
  expect(await saved()).toMatchObject({ hours: 7, rules: { mentorsAnswered: true } });
  at.site.now = new Date('2026-12-24T09:00:00Z');
  const later = await (await at.course.arrive('tom', 'teacher')).get('/pairing/setup');
  expect(later.text).not.toContain('Go back to the answers of before');
});
