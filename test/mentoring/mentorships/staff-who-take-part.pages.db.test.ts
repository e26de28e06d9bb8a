import { describe, expect, test } from '@jest/globals';
import type { TestSite } from '../../support/site.js';
import { useSite } from '../../support/use-site.js';
import { courseOn } from './course.js';

let site: TestSite;
let course: ReturnType<typeof courseOn>;
useSite((opened, number) => {
  site = opened;
  course = courseOn(site, number);
});

/** Noor launched as Instructor, and Moodle lists her as a learner: a non-editing teacher. */
async function withNoor() {
  await course.people({ ana: { roleWish: 'mentee' }, ben: undefined });
  await course.arrive('tess', 'teacher');
  await course.arrive('noor', 'teacher');
  site.platform.hasPeople([
    { externalId: 'tess', role: 'teacher', name: 'Tess Example' },
    ...['noor', 'ana', 'ben'].map((externalId) => ({ externalId, role: 'learner' as const, name: `${externalId} X` })),
  ]);
  await site.services.roster.refresh(course.courseId(), { now: site.now, force: true });
  return course.arrive('noor', 'teacher');
}

/** Only non-editing teachers mentor, and learners are mentored by nobody else. */
async function assistantsMentor() {
  const tess = await course.arrive('tess', 'teacher');
  const page = await tess.get('/takes-part');
  return page.submit('Save', { mentor: ['assistant'], mentee: ['learner'], peer: ['learner'] });
}

describe('a non-editing teacher', () => {
  test('takes part in nothing until the course says so', async () => {
    const noor = await withNoor();
    expect((await noor.get('/me/mentoring')).status).toBe(403);
    expect((await noor.get('/me/profile')).status).toBe(403);
    expect((await noor.get('/mentoring')).text).not.toContain('You also take part');
  });

  test('who may mentor has a profile and a mentee, and keeps the pages of staff', async () => {
    await withNoor();
    const said = await assistantsMentor();
    expect(said.title).toBe('3 people take part');
    expect(said.text).toContain('May be: mentor (as a non-editing teacher).');
    expect(said.text).toContain('May be: mentee and peer (as a learner).');
    expect(said.text).toContain('Has no cell in Moodle’s gradebook: no points are sent.');

    const noor = await course.arrive('noor', 'teacher');
    const home = await (await noor.get('/mentoring')).follow('To my own pages');
    expect([home.status, home.title]).toEqual([200, 'Start with your profile']);
    const form = await home.follow('Fill in my profile');
    // Who may only mentor is asked for no wish.
    expect(form.$('[name="roleWish"]')).toHaveLength(0);
    const done = await form.submit('Send my profile', {});
    expect([done.status, done.path.split('?')[0]]).toEqual([200, '/me/mentoring']);

    await course.publish({ capacity: 2 });
    const own = await noor.get('/me/mentoring');
    expect(own.title).toBe('You mentor 2 people');
    expect((await own.follow('To the pages of staff')).path).toBe('/mentoring');
    expect((await noor.get('/pairing')).status).toBe(200);
    expect((await noor.get('/me/pairing')).status).toBe(403);
    const { page } = await course.arrive('ana');
    expect(page.title).toBe('Noor Example is your mentor');
    expect(page.text).not.toContain('one of the teachers');
  });

  test('earns no points, and Moodle is asked to keep none', async () => {
    await withNoor();
    await assistantsMentor();
    const noor = await course.arrive('noor', 'teacher');
    const { page } = await site.arrive({ person: 'ana', kind: 'intake', course: course.courseNumber });
    expect(page.status).toBe(200);
    const form = await noor.get('/me/profile/form');
    await form.submit('Send my profile', {});
    const all = await site.services.grades.deliveries(course.courseId());
    const hers = all.filter(({ personId }) => personId === course.id('noor'));
    expect(hers.map(({ state, withdrawal }) => [state, withdrawal?.reason])).toEqual([['withdrawn', 'staff']]);
  });
});

test('a word by name wins: a teacher is mentored, a learner is out and asked for nothing', async () => {
  await withNoor();
  await site.services.intake.saveProfile(
    { courseId: course.courseId(), personId: course.id('ana') },
    { ...silent, roleWish: 'either' },
    site.now,
  );
  const staff = await course.arrive('tess', 'teacher');
  await (await staff.get(`/takes-part/${course.id('tess')}`)).submit('Save', { by: 'name', may: ['mentee'] });
  const saved = await (await staff.get(`/takes-part/${course.id('ben')}`)).submit('Save', { by: 'name', may: [] });
  expect(saved.text).toContain('Learner in Moodle. Takes no part in pairs.');
  const ben = await course.arrive('ben');
  expect(ben.page.title).toBe('You take part in no pairs in this course');
  expect((await ben.get('/profile')).title).toBe('In which capacity you are here');
  await course.publish();
  const tess = await course.arrive('tess', 'teacher');
  expect((await tess.get('/me/mentoring')).title).toBe('ana X is your mentor');
  // Taken back, it is as the course says again: the pair stands and its people read that it cannot go on.
  await (await tess.get(`/takes-part/${course.id('tess')}`)).submit('Save', { by: 'course' });
  expect((await tess.get('/me/mentoring')).status).toBe(403);
  expect((await course.arrive('ana')).page.text).toContain('Is one of the teachers now');
});

test('another course begins with the same word on roles, with no groups and nobody by name', async () => {
  await withNoor();
  await assistantsMentor();
  const { roster } = site.services;
  await roster.copySettings(course.courseId(), 'another');
  expect((await roster.whoMay('another')).mentor).toEqual({ roles: ['assistant'], groupIds: [] });
  await roster.copySettings('another-still', 'another');
  expect((await roster.whoMay('another')).mentee.roles).toEqual(['learner']);
});

test('whoever plays student takes part in nothing', async () => {
  await withNoor();
  await assistantsMentor();
  const played = await course.arrive('noor', 'learner');
  expect(played.page.text).not.toContain('To my own pages');
  expect((await played.get('/me/mentoring')).text).toContain('Preview');
});

test('what is no role and no group of the list is refused beside the field, and nothing is changed', async () => {
  const tess = await course.arrive('tess', 'teacher');
  const refused = await tess.forge('/takes-part', 'mentor=boss');
  expect([refused.status, refused.text.includes('Choose from the list.')]).toEqual([422, true]);
  expect((await tess.forge(`/takes-part/${course.id('tess')}`, 'may=mentor')).status).toBe(422);
  expect((await tess.forge('/takes-part/AAAAAAAAAAAAAAAA', 'by=course')).status).toBe(404);
  expect((await tess.get('/takes-part')).title).toBe('0 people take part');
});

const silent = { confidence: {}, strong: [], wanted: [], languages: [], availability: [], style: {} } as const;
