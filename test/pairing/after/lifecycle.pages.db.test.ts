import { expect, test } from '@jest/globals';
import { after, minute } from '../../../src/shared/clock.js';
import { usePairing } from '../pages.js';
import { publish } from '../../support/publishing.js';

/** What Moodle's roster says opens and closes places, on the second list that says so. */
const at = usePairing();

const named = (name: string) => `${name[0]?.toUpperCase() ?? ''}${name.slice(1)} Example`;

/** Moodle's list as it is now, read so often. */
async function lists(learners: readonly string[], teachers: readonly string[] = ['tess'], reads = 2) {
  at.site.platform.hasPeople([
    ...teachers.map((name) => ({ externalId: name, role: 'teacher' as const, name: named(name) })),
    ...learners.map((name) => ({ externalId: name, role: 'learner' as const, name: named(name) })),
  ]);
  for (let read = 0; read < reads; read += 1) {
    at.site.now = after(at.site.now, 20 * minute);
    await (await (await at.course.arrive('tess', 'teacher')).get('/roster')).submit('Read the list now');
  }
}

async function published() {
  const { draft } = await at.course.draftOfFour();
  await publish(draft);
  return at.course.personOf('ana');
}

const home = async () => (await at.course.arrive('tess', 'teacher')).get('/mentoring');

test('one list without somebody ends nothing; the second does, and whoever is left is looked after', async () => {
  const { courseId } = await published();
  await lists(['jonas', 'ana', 'ben'], ['tess'], 1);
  expect((await home()).text).not.toContain('was left alone');
  await lists(['jonas', 'ana', 'ben'], ['tess'], 1);
  const seekers = await (await at.course.arrive('tess', 'teacher')).get('/pairing/seekers');
  expect(seekers.title).toBe('1 person needs a partner');
  expect(seekers.text).toContain('The partner no longer takes part.');
  expect((await at.course.arrive('ben')).page.title).toBe('Jonas Example is your mentor');

  await at.course.people({ cleo: { roleWish: 'mentor' } });
  await lists(['jonas', 'ana', 'ben', 'cleo'], ['tess'], 1);
  const { personId } = await at.course.personOf('ana');
  const place = await (await at.course.arrive('tess', 'teacher')).get(`/pairing/place/${personId}`);
  await place.submit('Publish this change');
  expect((await at.course.arrive('ana')).page.title).toBe('Cleo Example is your mentor');
  const pairs = (await at.site.services.pairing.published(courseId))?.pairs ?? [];
  expect(pairs).toHaveLength(2);
});

test('somebody who joins late by the list alone is told of, and waits in line once their profile is in', async () => {
  await published();
  await lists(['amara', 'jonas', 'ana', 'ben', 'dan'], ['tess'], 1);
  expect((await home()).text).toContain('Dan Example');
  await at.course.people({ dan: { roleWish: 'mentee' } });
  const dan = (await at.course.arrive('dan')).page;
  expect(dan.text).toContain('You are next. All places of mentors are taken now.');
  expect((await home()).text).toContain('All places of mentors are taken');
});

test('a mentor who becomes a teacher leaves their pair; their mentee is looked after', async () => {
  await published();
  await at.course.arrive('amara', 'teacher');
  await lists(['jonas', 'ana', 'ben'], ['tess', 'amara']);
  const seekers = await (await at.course.arrive('tess', 'teacher')).get('/pairing/seekers');
  expect(seekers.title).toBe('1 person needs a partner');
  expect((await at.course.arrive('amara', 'teacher')).page.title).not.toContain('You mentor');
});

test('somebody who left and comes back is with their partner again, if nobody took the place', async () => {
  await published();
  await lists(['jonas', 'ana', 'ben']);
  await lists(['amara', 'jonas', 'ana', 'ben']);
  expect((await at.course.arrive('ana')).page.title).toBe('Amara Example is your mentor');
  const seekers = await (await at.course.arrive('tess', 'teacher')).get('/pairing/seekers');
  expect(seekers.title).toBe('Nobody needs a partner');
});

test('milestones that were earned stay earned when a pair ends', async () => {
  const { courseId } = await published();
  const ana = await at.course.personOf('ana');
  const before = await at.site.services.intake.profile(courseId, ana.personId);
  const amara = await at.course.personOf('amara');
  const doer = { courseId, personId: 'a-teacher' };
  const pairId = `${amara.personId}.${ana.personId}`;
  await at.site.services.amendments.unmatch(doer, { pairId, reason: 'goals', never: false }, at.site.now);
  expect(await at.site.services.intake.profile(courseId, ana.personId)).toEqual(before);
  const { mentorships } = at.site.services;
  await mentorships.materialise(courseId, at.site.now);
  const rows = await at.store.connection().collection('mentorships').find({ courseId }).toArray();
  expect(rows.filter(({ endedAt }) => endedAt !== null)).toHaveLength(1);
  expect(await mentorships.of(courseId, ana.personId)).toEqual([]);
});

test('whoever has nobody stands in the queue before the places that run out', async () => {
  const mentee = { roleWish: 'mentee', languages: ['en'] } as const;
  await at.course.people({ olga: mentee, pia: mentee, quinn: { roleWish: 'mentor', languages: ['en'] } });
  const tess = await at.course.arrive('tess', 'teacher');
  const setup = await tess.get('/pairing/setup');
  await setup.submit('Save', { capacity: '1' });
  await publish(await at.course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'mentoring' })));
  const { text } = await home();
  expect(text).not.toContain('places them');
  expect(text).toMatch(/has no partner.*All places of mentors are taken/);
});
