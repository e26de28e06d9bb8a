import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Launch } from '../../../src/lti/gateway.js';
import type { LaunchWish } from '../../support/launches.js';
import { startSite, type TestSite } from '../../support/site.js';
import { useStore } from '../../support/store.js';

/** A teacher opens one cell of the gradebook; whoever else asks for it, by forging `for_user`, gets their own page. */
const store = useStore();
let site: TestSite;

const own = {
  mentoring: '/mentoring',
  intake: '/profile',
  checkin: '/checkins/',
  'peer-review': '/reviews/',
  gate: '/gates/',
} as const;
const kinds = Object.keys(own) as (keyof typeof own)[];

beforeAll(async () => {
  site = await startSite(store.connection());
  for (const kind of kinds) {
    await site.arrive({ person: 'tess', role: 'teacher', kind });
    await site.arrive({ person: 'ana', kind });
    await site.arrive({ person: 'ben', kind });
  }
  site.platform.hasPeople([
    { externalId: 'ana', role: 'learner', name: 'Ana Example' },
    { externalId: 'ben', role: 'learner', name: 'Ben Example' },
    { externalId: 'noor', role: 'learner', name: 'Noor Example' },
    { externalId: 'tess', role: 'teacher', name: 'Tess Example' },
  ]);
  await site.arrive({ person: 'noor', role: 'teacher' });
  const [course] = await store.connection().model('Course').find().lean<{ _id: string }[]>();
  await site.services.roster.refresh(course?._id ?? '', { now: site.now, force: true });
  site.platform.letsThrough([{ externalId: 'ana', role: 'learner' }]);
  const teacher = await site.arrive({ person: 'tess', role: 'teacher', kind: 'gate' });
  await teacher.page.submit('Read from Moodle now');
});
afterAll(() => site.close());

/** @param whose what the platform sends as `for_user`. */
function review(wish: LaunchWish, whose: string) {
  const more: Partial<Launch> = { ...wish.more, message: 'submission-review', forPersonExternalId: whose };
  return site.arrive({ ...wish, more });
}

describe.each(kinds)('a review of a %s', (kind) => {
  // Moodle sends the review to the launch address also when the activity never asked for one (no submissionReview).
  test.each([
    ['a teacher', 'tess'],
    ['an assistant', 'noor'],
  ])('shows %s the learner of the cell, and nobody else', async (_who, person) => {
    const { page } = await review({ person, role: 'teacher', kind }, 'ana');
    expect(page.status).toBe(200);
    const text = page.$('main').text();
    expect(text).toContain('Ana Example');
    expect(page.$('table').first().text()).toContain('Ana Example');
    expect(page.$('table').first().text()).not.toContain('Ben Example');
  });

  test('shows a learner who forged it the own page only', async () => {
    const { page } = await review({ person: 'ben', kind }, 'ana');
    expect(page.status).toBe(200);
    expect(page.path).toContain(own[kind]);
    expect(page.path).not.toContain('person=');
    expect(page.$('main').text()).not.toContain('Ana Example');
  });

  test('shows a teacher who plays student no other person', async () => {
    const { page } = await review({ person: 'tess', role: 'learner', kind }, 'ana');
    expect(page.status).toBe(200);
    expect(page.$('main').text()).not.toContain('Ana Example');
  });

  test('of somebody unknown shows everybody', async () => {
    const { page } = await review({ person: 'tess', role: 'teacher', kind }, 'nobody-here');
    expect(page.status).toBe(200);
    expect(page.path).not.toContain('person=');
  });

  test('of somebody of another course shows nothing of them', async () => {
    await site.arrive({ person: 'olga', name: 'Olga Elsewhere', course: '2' });
    const { page } = await review({ person: 'tess', role: 'teacher', kind }, 'olga');
    expect(page.$('main').text()).not.toContain('Olga');
  });
});

test('a learner who writes the query by hand reads nothing of the other', async () => {
  const teacher = await review({ person: 'tess', role: 'teacher', kind: 'checkin' }, 'ana');
  const { path } = teacher.page;
  expect(path).toMatch(/\?person=/);
  const ben = await site.arrive({ person: 'ben', kind: 'checkin' });
  expect((await ben.get(path)).$('main').text()).not.toContain('Ana Example');
});

test('a person who is no learner of the course any more is said to be gone', async () => {
  const teacher = await site.arrive({ person: 'tess', role: 'teacher', kind: 'checkin' });
  const page = await teacher.get(`${teacher.page.path}?person=gone`);
  expect(page.$('main').text()).toContain('not a learner of this course now');
});

test('a review of work that was handed in opens the work', async () => {
  const kind = 'peer-review' as const;
  const ana = await site.arrive({ person: 'ana', kind });
  await ana.page.submit('Hand in', { text: 'My talk about medians.' });
  const { page } = await review({ person: 'tess', role: 'teacher', kind }, 'ana');
  expect(page.path).toMatch(/\/submissions\/[\w-]{16}$/);
  expect(page.$('main').text()).toContain('My talk about medians.');
});
