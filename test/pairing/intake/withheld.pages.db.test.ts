/** What somebody prefers not to say: chosen beside the question, kept, shown to teachers, and no partner's business. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { answersIn } from '../../../src/pairing/intake/packed.rules.js';
import { withholdable } from '../../../src/pairing/intake/profile.js';
import { startSite, type PageSeen, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { fillIn, full, visitOf } from './fill-in.js';

const store = useStore();
let site: TestSite;
let course = 0;

beforeAll(async () => {
  site = await startSite(store.connection());
});
beforeEach(() => {
  course += 1;
});
afterAll(() => site.close());

const arrive = (person: string, role: 'learner' | 'teacher' = 'learner') =>
  site.arrive({ person, role, course: `withheld-${String(course)}` });

/** By the labels, as somebody reads them. */
function offered(page: PageSeen): string[] {
  const boxes = page.$('[value="unsaid"], [name=withheld]').toArray();
  return boxes.map((box) => {
    const label = page.$(box).is('option') ? page.$(box).text() : page.$(box).closest('label').text();
    return label.trim();
  });
}

const checked = (page: PageSeen, name: string) =>
  page
    .$(`[name=${name}]:checked`)
    .toArray()
    .map((box) => page.$(box).attr('value'));

const hidden = {
  ...full,
  topics: { ...full.topics, strong: [], wanted: [], confidence: [], withheld: ['strong', 'wanted', 'confidence'] },
  meeting: { channel: 'unsaid', timeZone: 'unsaid', languages: 'en', availability: [], withheld: 'availability' },
};

test('every question that is compared has the choice beside it, once', async () => {
  const ana = await arrive('ana');
  await fillIn(await ana.get('/profile'));
  await site.services.intake.saveQuestions((await visitOf(site, ana)).courseId, { stages: ['One', 'Two'] });
  const counts = { wish: 1, topics: 3, meeting: 5, style: 1 };
  for (const [step, count] of Object.entries(counts)) {
    const found = offered(await ana.get(`/profile/${step}`));
    expect({ step, found }).toEqual({ step, found: Array(count).fill('I prefer not to say') });
  }
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(withholdable.length);
});

test('is kept, shown again, read by teachers as such, and left out of what is compared', async () => {
  const ana = await arrive('ana');
  await fillIn(await ana.get('/profile'), hidden);
  const { courseId, personId } = await visitOf(site, ana);
  const withheld = ['strong', 'wanted', 'confidence', 'channel', 'timeZone', 'availability'];
  const profile = await site.services.intake.profile(courseId, personId);
  expect(profile).toMatchObject({ withheld, strong: [], availability: [] });
  expect(profile).not.toHaveProperty('channel');

  const topics = await ana.get('/profile/topics');
  expect(checked(topics, 'withheld')).toEqual(['strong', 'wanted', 'confidence']);
  const meeting = await ana.get('/profile/meeting');
  expect([checked(meeting, 'channel'), checked(meeting, 'withheld')]).toEqual([['unsaid'], ['availability']]);
  expect(checked(meeting, 'format')).toEqual(['']);

  const seen = await (await arrive('tess', 'teacher')).get(`/profile/of/${personId}`);
  expect(seen.text.match(/Prefer not to say/g)).toHaveLength(6);
  expect(seen.text).toContain('Not said');

  const [packed, asked] = [
    await site.services.intake.packedProfiles(courseId),
    await site.services.intake.questions(courseId),
  ];
  expect(answersIn(packed, asked).get(personId)).toMatchObject({ withheld });
  const without = { ...asked, asked: asked.asked.filter((field) => field !== 'channel') };
  expect(answersIn(packed, without).get(personId)?.withheld).not.toContain('channel');
});

test('is taken back by an answer, page by page, whatever other pages say', async () => {
  const ana = await arrive('ana');
  await fillIn(await ana.get('/profile'), hidden);
  await (
    await ana.get('/profile/topics')
  ).submit('Save the changes', { strong: 'Academic writing', withheld: 'wanted' });
  const { courseId, personId } = await visitOf(site, ana);
  expect(await site.services.intake.profile(courseId, personId)).toMatchObject({
    ...{ strong: ['Academic writing'], withheld: ['wanted', 'channel', 'timeZone', 'availability'] },
  });
});

test('beside an answer to the same question is asked back, with both kept', async () => {
  const ana = await arrive('ana');
  const topics = await (await ana.get('/profile')).submit('Next', full.wish);
  const refused = await topics.submit('Next', { ...full.topics, withheld: ['strong', 'confidence'] });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Either give an answer here or choose "I prefer not to say", not both.');
  expect(refused.$('.field-problem')).toHaveLength(2);
  expect(checked(refused, 'strong')).toEqual(full.topics.strong);
  expect(checked(refused, 'withheld')).toEqual(['strong', 'confidence']);
  const meeting = await refused.submit('Next', { withheld: [] });
  const quick = await meeting.submit('Next', { quick: 'evenings', withheld: 'availability' });
  expect(quick.status).toBe(422);
});

test('goes along into another course, and an answer there takes it back', async () => {
  const here = await arrive('ana');
  await fillIn(await here.get('/profile'), hidden);
  const file = new File([(await here.get('/profile/file')).html], 'my-profile.json', { type: 'application/json' });
  const there = await site.arrive({ person: 'ana', course: `withheld-${String(course)}-b` });
  await fillIn(await there.get('/profile'), {
    ...full,
    meeting: { ...full.meeting, languages: [], withheld: 'languages' },
  });
  const looked = await (await there.get('/profile/load')).submit('Look at the file', { file });
  expect(looked.text.match(/Prefer not to say/g)).toHaveLength(6);
  await looked.submit('Save these answers');
  const { courseId, personId } = await visitOf(site, there);
  const profile = await site.services.intake.profile(courseId, personId);
  expect(profile).toMatchObject({ languages: ['en'], strong: [], format: 'one-to-one' });
  expect(profile?.withheld).toEqual(['strong', 'wanted', 'confidence', 'channel', 'timeZone', 'availability']);
});

test('a profile stored before there was such a choice opens as it was', async () => {
  const ana = await arrive('ana');
  await fillIn(await ana.get('/profile'));
  const { courseId, personId } = await visitOf(site, ana);
  const rows = store.connection().collection('profiles');
  await rows.updateOne({ courseId, personId }, { $unset: { withheld: 1 } });
  expect(await site.services.intake.profile(courseId, personId)).not.toHaveProperty('withheld');
  expect(checked(await ana.get('/profile/meeting'), 'withheld')).toEqual([]);
  expect((await ana.get('/profile')).text).not.toContain('Prefer not to say');
});

test('the list of people names the questions, and the way to a draft counts the people', async () => {
  const ana = await arrive('ana');
  await fillIn(await ana.get('/profile'), hidden);
  await fillIn(await (await arrive('ben')).get('/profile'));
  const tess = await arrive('tess', 'teacher');
  const list = (await tess.get('/pairing/lists/people')).html;
  expect(list.split('\n')[0]).toContain('prefers not to say');
  expect(list).toContain('strong in; asks for; confidence; channel; time zone; free hours');
  expect((await tess.get('/pairing')).text).toContain('1 prefers not to say something: it is left out for them.');
});
