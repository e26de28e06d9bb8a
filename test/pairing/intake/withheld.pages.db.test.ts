/** What somebody prefers not to say: chosen beside the question, kept, shown to teachers, and no partner's business. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { answersIn } from '../../../src/pairing/intake/packed.rules.js';
import { optionalFields, withholdable } from '../../../src/pairing/intake/profile.js';
import { startSite, type PageSeen, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { fillIn, full, says, visitOf } from './fill-in.js';

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

const checked = (page: PageSeen, name: string) =>
  page
    .$(`[name=${name}]:checked`)
    .toArray()
    .map((box) => page.$(box).attr('value'));

const nothingSaid = {
  ...{ roleWish: 'both' as const, strong: [], wanted: [], languages: [], availability: [], confidence: {}, style: {} },
};
const withheld = ['strong', 'wanted', 'channel', 'timeZone', 'availability'];
const hidden = { roleWish: 'both', languages: 'en', channel: 'chat', city: '', withheld };

test('every question that is compared and asked can be withheld, once', async () => {
  const ana = await arrive('ana');
  const { courseId } = await visitOf(site, ana);
  const values = async () => {
    const page = await ana.get('/profile/form');
    return page
      .$('[name=withheld]')
      .toArray()
      .map((box) => page.$(box).attr('value'));
  };
  expect(await values()).toEqual(['strong', 'wanted', 'channel', 'languages', 'timeZone', 'availability']);
  await site.services.intake.saveQuestions(courseId, { stages: ['One', 'Two'], added: optionalFields });
  expect(await values()).toEqual([...withholdable]);
});

test('is kept, shown again, read by teachers as such, and left out of what is compared', async () => {
  const ana = await arrive('ana');
  await fillIn(await ana.get('/profile'), hidden);
  const { courseId, personId } = await visitOf(site, ana);
  const profile = await site.services.intake.profile(courseId, personId);
  expect(profile).toMatchObject({ withheld, strong: [], availability: [] });
  expect(profile).not.toHaveProperty('channel');
  expect(profile).not.toHaveProperty('timeZone');

  expect(checked(await ana.get('/profile/form'), 'withheld')).toEqual(withheld);
  const seen = await (await arrive('tess', 'teacher')).get(`/profile/of/${personId}`);
  expect(seen.text.match(/Prefer not to say/g)).toHaveLength(5);

  const [packed, asked] = [
    await site.services.intake.packedProfiles(courseId),
    await site.services.intake.questions(courseId),
  ];
  expect(answersIn(packed, asked).get(personId)).toMatchObject({ withheld });
  const without = { ...asked, asked: asked.asked.filter((field) => field !== 'channel') };
  expect(answersIn(packed, without).get(personId)?.withheld).not.toContain('channel');
});

test('is taken back by an answer, and what is not on the page stays withheld', async () => {
  const ana = await arrive('ana');
  const owner = await visitOf(site, ana);
  const { intake } = site.services;
  await fillIn(await ana.get('/profile'), hidden);
  await intake.saveProfile(owner, { ...nothingSaid, withheld: ['strong', 'style'] }, site.now);
  await (
    await ana.get('/profile/form')
  ).submit('Save the changes', {
    ...{ ...says({ help: ['Academic writing'] }), withheld: 'wanted' },
  });
  expect(await intake.profile(owner.courseId, owner.personId)).toMatchObject({
    ...{ strong: ['Academic writing'], withheld: ['wanted', 'style'] },
  });
});

test('beside an answer to the same question is asked back, with both kept', async () => {
  const ana = await arrive('ana');
  const refused = await fillIn(await ana.get('/profile'), { ...full, withheld: ['strong', 'availability', 'channel'] });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Either give an answer here or say below that you prefer not to, not both.');
  expect(refused.$('.field-problem')).toHaveLength(2);
  expect(checked(refused, 'topic-2')).toEqual(['help Academic writing']);
  expect(checked(refused, 'withheld')).toEqual(['strong', 'channel', 'availability']);
  expect((await refused.submit('Send my profile', { withheld: 'channel' })).status).toBe(200);
});

test('goes along into another course, and an answer there takes it back', async () => {
  const here = await arrive('ana');
  await fillIn(await here.get('/profile'), hidden);
  const file = new File([(await here.get('/profile/file')).html], 'my-profile.json', { type: 'application/json' });
  const there = await site.arrive({ person: 'ana', course: `withheld-${String(course)}-b` });
  await fillIn(await there.get('/profile'), { ...full, languages: [], withheld: 'languages' });
  const looked = await (await there.get('/profile/load')).submit('Look at the file', { file });
  expect(looked.text.match(/Prefer not to say/g)).toHaveLength(5);
  await looked.submit('Save these answers');
  const { courseId, personId } = await visitOf(site, there);
  const profile = await site.services.intake.profile(courseId, personId);
  expect(profile).toMatchObject({ languages: ['en'], strong: [], withheld });
});

test('a profile stored before there was such a choice opens as it was', async () => {
  const ana = await arrive('ana');
  await fillIn(await ana.get('/profile'));
  const { courseId, personId } = await visitOf(site, ana);
  const rows = store.connection().collection('profiles');
  await rows.updateOne({ courseId, personId }, { $unset: { withheld: 1 } });
  expect(await site.services.intake.profile(courseId, personId)).not.toHaveProperty('withheld');
  expect(checked(await ana.get('/profile/form'), 'withheld')).toEqual([]);
  expect((await ana.get('/profile')).text).not.toContain('Prefer not to say');
});

test('the list of people names the questions, and the way to a draft counts the people', async () => {
  const ana = await arrive('ana');
  await fillIn(await ana.get('/profile'), hidden);
  await fillIn(await (await arrive('ben')).get('/profile'));
  const tess = await arrive('tess', 'teacher');
  const list = (await tess.get('/pairing/lists/people')).html;
  expect(list.split('\n')[0]).toContain('prefers not to say');
  expect(list).toContain('strong in; asks for; channel; time zone; free hours');
  expect((await tess.get('/pairing')).text).toContain('1 prefers not to say something: it is left out for them.');
});
