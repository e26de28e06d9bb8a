import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { portableFrom } from '../../../src/pairing/intake/portable.forms.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { fillIn, full, visitOf } from './fill-in.js';
import type { ProfileAnswers } from '../../../src/pairing/intake/profile.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

const whole: ProfileAnswers = {
  ...{ roleWish: 'both', goals: 'Pass the exam.', constraints: 'No evenings before 20:00.', channel: 'chat' },
  ...{ strong: ['Academic writing', 'Programming and data'], wanted: [], languages: ['de', 'en', 'Ladin'], style: {} },
  ...{ confidence: { 'Academic writing': 4 }, availability: ['mon-18', 'mon-19', 'sat-9'] },
};

const json = (text: string) => new File([text], 'my-profile.json', { type: 'application/json' });

test('answers go along to another course, which takes what it asks and shows it before it is saved', async () => {
  const here = await site.arrive({ person: 'ana', course: 'one' });
  await site.services.intake.saveProfile(await visitOf(site, here), whole, site.now);
  const file = (await (await here.get('/profile')).follow('Download my answers')).html;
  const there = await site.arrive({ person: 'ana', course: 'two' });
  const { courseId, personId } = await visitOf(site, there);
  await site.services.intake.saveQuestions(courseId, {
    asked: ['goals', 'strong', 'confidence', 'languages', 'availability'],
    added: ['goals'],
    topics: ['Academic writing', 'Chemistry'],
  });
  const load = await (await there.get('/profile')).follow('Use answers from another course');
  const seen = await load.submit('Look at the file', { file: json(file) });
  expect(seen.text).toContain('Pass the exam.');
  expect(seen.text).toContain('Not offered in this course, so left out: ');
  expect(seen.text).not.toContain('No evenings before 20:00.');
  expect(await site.services.intake.profile(courseId, personId)).toBeUndefined();
  expect((await seen.submit('Save these answers')).text).toContain('Pass the exam.');
  expect(await site.services.intake.profile(courseId, personId)).toMatchObject({
    ...{ roleWish: 'both', strong: ['Academic writing'], confidence: { 'Academic writing': 4 }, shares: [] },
    ...{ languages: ['de', 'en', 'Ladin'], availability: ['mon-18', 'mon-19', 'sat-9'] },
  });
});

test('what was said here before stays where the file says nothing', async () => {
  const ben = await site.arrive({ person: 'ben', course: 'three' });
  await fillIn(await ben.get('/profile'), full);
  await site.services.intake.saveQuestions((await visitOf(site, ben)).courseId, { added: ['goals'] });
  const file = JSON.stringify({ format: 'tandem-profile-1', answers: { roleWish: 'mentor', goals: 'Teach.' } });
  const seen = await (await ben.get('/profile/load')).submit('Look at the file', { file: json(file) });
  const saved = await seen.submit('Save these answers');
  expect(saved.text).toContain('Teach.');
  expect(saved.text).toContain('Academic writing and Programming and data');
});

test.each([
  ['nothing', ''],
  ['no JSON', '{"format":'],
  ['another file', '{"a":1}'],
  ['answers out of range', '{"format":"tandem-profile-1","answers":{"roleWish":"king"}}'],
  ['more than it takes', `{"x":"${'x'.repeat(100_000)}"}`],
])('a file of %s is refused in words', async (_what, text) => {
  const cleo = await site.arrive({ person: 'cleo', course: 'four' });
  const page = await (await cleo.get('/profile/load')).submit('Look at the file', { file: json(text) });
  expect(page.status).toBe(422);
  expect(page.text).toContain('This is no file of answers');
});

test('any text is a file or none, and names of every object are only words', () => {
  fc.assert(fc.property(fc.json(), (text) => portableFrom(text) === undefined));
  const said = '{"about":"__proto__","level":4}';
  const found = portableFrom(
    `{"format":"tandem-profile-1","__proto__":{"x":1},"answers":{"roleWish":"mentor","confidence":[${said}]}}`,
  );
  expect(found?.answers.confidence).toEqual([{ about: '__proto__', level: 4 }]);
});

test('nobody without answers has a file', async () => {
  const dan = await site.arrive({ person: 'dan', course: 'five' });
  expect((await dan.get('/profile/file')).status).toBe(404);
});
