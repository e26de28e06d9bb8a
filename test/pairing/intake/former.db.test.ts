/** Profiles of the version with four pages open on the one page, with everything that was said. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';
import { visitOf } from './fill-in.js';

const store = useStore();
let site: TestSite;

beforeAll(async () => {
  site = await startSite(store.connection());
});
afterAll(() => site.close());

/** As that version wrote it. */
function formerRow(courseId: string, personId: string, more: object) {
  return {
    ...{
      _id: `${courseId}-${personId}`,
      courseId,
      personId,
      roleWish: 'both',
      goals: 'Pass.',
      stage: null,
      maxMentees: 2,
    },
    ...{ helpWith: null, channel: 'chat', timeZone: 'Europe/Vienna', format: 'group', constraints: 'Slow line.' },
    ...{ strong: ['Academic writing'], wanted: ['Academic writing', 'Working in groups'], languages: ['en', 'sw'] },
    ...{ availability: ['mon-18', 'sat-8', 'sat-9', 'sat-10', 'sat-11'], style: [], shares: ['goals', 'availability'] },
    ...{ confidence: [{ about: 'Academic writing', level: 4 }], withheld: { stage: true, style: true } },
    ...{ scoredFor: [], changedAt: new Date('2026-11-01T09:00:00Z'), ...more },
  };
}

/** Written past the process, which has read nothing of this person since. */
async function keepFormer(row: ReturnType<typeof formerRow>): Promise<void> {
  const { courseId, personId } = row;
  const nothing = { strong: [], wanted: [], languages: [], availability: [], confidence: {}, style: {} };
  await site.services.intake.saveProfile({ courseId, personId }, { roleWish: 'both', ...nothing }, site.now);
  const rows = store.connection().collection<{ _id: string }>('profiles');
  await rows.deleteMany({ courseId, personId });
  await rows.insertOne(row);
}

const pages = ['wish', 'topics', 'meeting', 'style'];

test('a whole one stands there again, asks nothing anew, and loses nothing when it is sent', async () => {
  const ana = await site.arrive({ person: 'ana', course: 'former' });
  const { courseId, personId } = await visitOf(site, ana);
  const row = formerRow(courseId, personId, { steps: pages, completedAt: new Date('2026-11-01T09:00:00Z') });
  await keepFormer(row);
  const before = await site.services.intake.profile(courseId, personId);
  expect((await ana.get('/mentoring')).text).not.toContain('new question');
  const form = await ana.get('/profile/form');
  const checked = (name: string) =>
    form
      .$(`[name=${name}]:checked`)
      .toArray()
      .map((box) => form.$(box).attr('value'));
  expect([checked('topic-2'), checked('topic-7')]).toEqual([['both Academic writing'], ['need Working in groups']]);
  expect([checked('part'), checked('availability'), checked('languages')]).toEqual([
    ...[['sat-morning'], ['mon-18'], ['en', 'sw']],
  ]);
  expect((await form.submit('Save the changes')).path).toBe('/profile?done=saved');
  const { changedAt, shares, ...after } = (await site.services.intake.profile(courseId, personId)) ?? {};
  expect({ ...after, changedAt: before?.changedAt, shares: before?.shares }).toEqual(before);
  expect(shares).toEqual(['goals', 'availability', 'commonHours']);
  expect(changedAt).toEqual(site.now);
});

test('one that was begun goes on with what it says', async () => {
  const ben = await site.arrive({ person: 'ben', course: 'former' });
  const { courseId, personId } = await visitOf(site, ben);
  const row = formerRow(courseId, personId, { steps: ['wish', 'topics'], channel: null });
  await keepFormer(row);
  const form = await ben.get('/profile');
  expect(form.path).toBe('/profile/form');
  expect(form.$('[name=roleWish]:checked').val()).toBe('both');
  expect((await form.submit('Send my profile', { channel: 'forum' })).path).toBe('/mentoring?done=profile');
  expect(await site.services.intake.profile(courseId, personId)).toMatchObject({
    ...{
      goals: 'Pass.',
      channel: 'forum',
      constraints: 'Slow line.',
      wanted: ['Academic writing', 'Working in groups'],
    },
  });
});
