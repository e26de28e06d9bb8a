import { describe, expect, test } from '@jest/globals';
import { four, titles, usePairing } from '../pages.js';
import { factsOn, usePreset } from './presets.js';
import { publish } from '../../support/publishing.js';

const at = usePairing();

async function setupOf(): Promise<Awaited<ReturnType<typeof at.site.services.pairingSetup.setupSheet>>['setup']> {
  const { courseId } = await at.course.personOf('ana');
  return (await at.site.services.pairingSetup.setupSheet(courseId, at.site.now)).setup;
}

describe('the page of criteria and rules', () => {
  test('saves what counts, what must hold and what comes of it', async () => {
    await at.course.people(four);
    const tess = await at.course.arrive('tess', 'teacher');
    const saved = await (
      await tess.get('/pairing/setup')
    ).submit('Save', {
      ...{ mode: 'circles', circleSize: '5', 'weight-hours': '7', 'weight-topics': '0', 'wish-style': 'complementary' },
      ...{ minimumSharedHours: '2', maximumHoursApart: '0' },
      ...{ rules: ['minimumSharedHours', 'maximumHoursApart', 'noRepeats'] },
      ...{ 'circle-1': 'cluster languages' },
    });
    expect(saved.text).toContain('It is saved and holds from the next draft on.');
    const setup = await setupOf();
    expect(setup).toMatchObject({
      mode: 'circles',
      circleSize: 5,
      circleRules: [{ kind: 'cluster', trait: 'languages' }],
    });
    expect(setup.rules).toEqual({
      ...{ minimumSharedHours: 2, maximumHoursApart: 0, groups: 'any', noRepeats: true },
      ...{ shareLanguage: false, trainedOnly: false, mentorsAnswered: false, profileNeeded: false },
    });
    expect(setup.criteria.find(({ criterion }) => criterion === 'hours')?.weight).toBe(7);
    expect(setup.criteria.find(({ criterion }) => criterion === 'style')?.wish).toBe('complementary');
  });

  test('tells what other weights would move, and stores nothing', async () => {
    await at.course.people({
      amara: { roleWish: 'mentor', strong: ['Academic writing'], channel: 'chat' },
      jonas: { roleWish: 'mentor', strong: ['Preparing for exams'], channel: 'video' },
      ana: { roleWish: 'mentee', wanted: ['Academic writing'], channel: 'video' },
      ben: { roleWish: 'mentee', wanted: ['Preparing for exams'], channel: 'chat' },
    });
    const tess = await at.course.arrive('tess', 'teacher');
    const before = await setupOf();
    const tried = await (
      await tess.get('/pairing/setup')
    ).submit('See what would change', { 'weight-topics': '0', 'weight-channel': '10' });
    expect(tried.status).toBe(200);
    expect(tried.text).toContain('Not saved yet: with these choices 2 of 2 pairs change.');
    expect(tried.$('#weight-channel').attr('value')).toBe('10');
    expect(await setupOf()).toEqual(before);
  });

  test('asks for a weight when nothing would be compared, and keeps the other answers', async () => {
    await at.course.people(four);
    const tess = await at.course.arrive('tess', 'teacher');
    const page = await tess.get('/pairing/setup');
    const zero = Object.fromEntries(
      page
        .$('input[name^="weight-"]')
        .toArray()
        .map((element) => [page.$(element).attr('name') ?? '', '0']),
    );
    const refused = await page.submit('Save', { ...zero, capacity: '3' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Give at least one criterion a weight.');
    expect(refused.$('#capacity option:selected').attr('value')).toBe('3');
  });

  test('counts shares and the weakest pair anew without saving, and shows the fields of the chosen way only', async () => {
    const { tess } = await at.course.draftOfFour();
    const before = await setupOf();
    const page = await tess.get('/pairing/setup');
    const sharesOn = ({ $ }: typeof page) =>
      $('.shares td.num b')
        .toArray()
        .map((share) => Number($(share).text()));
    expect(sharesOn(page).reduce((sum, share) => sum + share, 0)).toBe(100);
    expect(page.$('#circleSize, #rest').length).toBe(0);
    const other = await page.submit('Show the shares again', { mode: 'circles', 'weight-channel': '10' });
    // An address of its own: going back to it sends nothing again.
    expect(other.path).toMatch(/^\/pairing\/setup\?tried=/);
    expect((await tess.get(other.path)).text).toBe(other.text);
    expect(other.$('#circleSize').length).toBe(1);
    expect(other.$('#capacity').length).toBe(0);
    expect(sharesOn(other).reduce((sum, share) => sum + share, 0)).toBe(100);
    expect(other.text).toMatch(/\d+ of 100 with these weights\./);
    expect(await setupOf()).toEqual(before);
    await other.submit('Save', { circleSize: '5' });
    expect(await setupOf()).toMatchObject({ mode: 'circles', circleSize: 5, capacity: before.capacity });
  });

  test('starts from a ready-made way', async () => {
    await at.course.people(four);
    const tess = await at.course.arrive('tess', 'teacher');
    const before = await setupOf();
    const asked = await (await tess.get('/pairing/setup')).submit('See what it would replace', { preset: 'rotation' });
    expect(asked.title).toBe('Rotation: a new partner each round');
    expect(factsOn(asked)).toContain('Nobody meets the same person twice: No rule now, Holds then');
    expect(await setupOf()).toEqual(before);
    const page = await asked.submit('Use this one');
    expect(page.text).toContain('These choices are in place.');
    expect(await setupOf()).toMatchObject({ mode: 'peers', rules: { noRepeats: true } });
    const back = await page.submit('Undo');
    expect(back.text).toContain('The answers of before are in place again.');
    expect(await setupOf()).toEqual(before);
  });
});

describe('rules about two people', () => {
  test('name them, say why, and hold in the next draft', async () => {
    const { tess } = await at.course.draftOfFour();
    const added = await (
      await tess.get('/pairing/rules')
    ).submit('Save the rule', { kind: 'must', one: 'amara', other: 'Ben Example', reason: 'Both asked for it.' });
    expect(added.title).toBe('1 rule about two people');
    expect(added.text).toContain('They must be together. Said by Tess Example, Monday 23 November. Both asked for it.');
    const again = await at.course.made((await tess.get('/pairing/draft')).submit('New draft'));
    expect(titles(again)).toContain('Ben Example with Amara Example');
    expect(again.text).toContain('Together by your rule');
  });

  test.each([
    ['xyz', 'ben', 'Write the name of a learner of this course.'],
    ['ben', 'Ben Example', 'Write two different people.'],
  ])('are refused for "%s" and "%s", with the words kept', async (one, other, message) => {
    await at.course.people(four);
    const tess = await at.course.arrive('tess', 'teacher');
    const refused = await (await tess.get('/pairing/rules')).submit('Save the rule', { one, other });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(message);
    expect(refused.$('#one').attr('value')).toBe(one);
  });
});

test('several people of whom a name may speak are offered as a choice, on both sides at once', async () => {
  await at.course.people(four);
  const tess = await at.course.arrive('tess', 'teacher');
  const refused = await (await tess.get('/pairing/rules')).submit('Save the rule', { one: 'Example', other: 'an' });
  expect(refused.text).toContain('Several people have this in their name. Choose one.');
  const labels = refused
    .$('input[name=one]')
    .toArray()
    .map((radio) => refused.$(radio).parent().text().trim());
  expect(labels).toEqual(['Amara Example', 'Ana Example', 'Ben Example', 'Jonas Example']);
  const idOf = async (name: string) => (await at.course.personOf(name)).personId;
  const added = await refused.submit('Save the rule', { one: await idOf('ben'), other: await idOf('ana') });
  expect(added.title).toBe('1 rule about two people');
});

describe('mentors', () => {
  test('who are not marked stay out where only trained people mentor, and the page says so before the draft', async () => {
    await at.course.people(four);
    const tess = await at.course.arrive('tess', 'teacher');
    const marked = await (await tess.get('/pairing/mentors')).submit('Save', { person: 'amara', capacity: '2' });
    expect(marked.title).toBe('1 person is marked as a trained mentor');
    expect(marked.text).toContain('Trained. You gave 2 places.');
    await (await tess.get('/pairing/setup')).submit('Save', { rules: ['trainedOnly'] });
    const ready = await tess.get('/pairing');
    expect(ready.text).toContain('1 person would mentor and is not marked as trained');
    const draft = await at.course.made(ready.submit('Make the draft'));
    expect(titles(draft).slice(0, 2).sort()).toEqual([
      'Ana Example with Amara Example',
      'Ben Example with Amara Example',
    ]);
    expect(draft.text).toContain('Jonas Example has no mentee. Not marked as trained.');
  });

  test('keep to the lower of what they said and what the teacher said', async () => {
    await at.course.people({ ...four, jonas: undefined, amara: { ...four.amara, maxMentees: 1 } });
    const tess = await at.course.arrive('tess', 'teacher');
    await (await tess.get('/pairing/mentors')).submit('Save', { person: 'amara', capacity: '2' });
    await (await tess.get('/pairing/mentors')).submit('Save', { person: 'jonas', trained: 'no', capacity: '0' });
    const draft = await at.course.made((await tess.get('/pairing')).submit('Make the draft', { capacity: '4' }));
    expect(draft.title).toBe('Draft: 1 pair');
    expect(draft.text).toContain('Everybody who may mentor them is taken.');
  });
});

describe('a teacher who asks why not', () => {
  test('reads every rule between two people and what would help', async () => {
    await at.course.people({ ...four, dan: { languages: ['pt'] } });
    const tess = await at.course.arrive('tess', 'teacher');
    await (await tess.get('/pairing/rules')).submit('Save the rule', { one: 'ana', other: 'dan', reason: 'Cousins.' });
    const page = await (await tess.get('/pairing/why')).submit('Show', { one: 'ana', other: 'dan' });
    expect(page.title).toBe('Ana Example and Dan Example may not be paired');
    expect(page.text).toContain('What stands between them: 2 rules');
    expect(page.text).toContain('Cousins. Removing one of your never-rules would help.');
    expect(page.text).toContain('They share no language, so they are never paired.');
  });

  test('reads how well two would fit, both ways, and whom they are with now', async () => {
    const { tess } = await at.course.draftOfFour();
    const page = await (await tess.get('/pairing/why')).submit('Show', { one: 'ana', other: 'jonas' });
    expect(page.title).toMatch(/^Ana Example and Jonas Example may be paired: \d+ of 100/);
    expect(page.text).toMatch(/Ana Example with Amara Example: \d+ of 100/);
    expect(page.$('table').length).toBe(2);
  });

  test('is told when nobody is called that', async () => {
    await at.course.people(four);
    const tess = await at.course.arrive('tess', 'teacher');
    const page = await (await tess.get('/pairing/why')).submit('Show', { one: 'ana', other: 'nobody' });
    expect(page.status).toBe(422);
    expect(page.$('#other').attr('value')).toBe('nobody');
  });
});

test('in a rotation nobody meets anybody of an earlier round again, until it is taken back', async () => {
  await at.course.people({ ana: {}, ben: {}, cleo: {}, dan: {} });
  const tess = await at.course.arrive('tess', 'teacher');
  await usePreset(tess, 'rotation');
  const seen = new Set<string>();
  for (let round = 1; round <= 3; round += 1) {
    const draft = await at.course.made(
      (await tess.get('/pairing')).submit('Make the draft', round > 1 ? { around: 'nothing' } : {}),
    );
    for (const title of titles(draft)) seen.add(title.split(' with ').sort().join(' with '));
    const published = await publish(draft);
    expect(published.title).toBe('2 pairs are published');
  }
  expect(seen.size).toBe(6);
  const over = await at.course.made((await tess.get('/pairing')).submit('Make the draft', { around: 'nothing' }));
  expect(over.title).toBe('Draft: no pairs');
  expect(over.text).toContain('Everybody was met in an earlier round.');
});

test('a draft of circles keeps to the size, and everybody stands in one', async () => {
  await at.course.people(
    Object.fromEntries(['ana', 'ben', 'cleo', 'dan', 'eva', 'finn', 'gil'].map((name) => [name, {}])),
  );
  const tess = await at.course.arrive('tess', 'teacher');
  await (await tess.get('/pairing/setup')).submit('Save', { mode: 'circles', circleSize: '3' });
  const draft = await at.course.made((await tess.get('/pairing')).submit('Make the draft'));
  expect(
    titles(draft)
      .map((title) => title.split(/, | and /).length)
      .sort(),
  ).toEqual([3, 4]);
  expect(draft.text).toContain('7 of 7');
  expect(draft.title).toBe('Draft: 2 circles');
  expect((await publish(draft)).title).toBe('2 circles are published');
});
