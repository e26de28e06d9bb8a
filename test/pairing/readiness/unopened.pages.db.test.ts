import { expect, test } from '@jest/globals';
import { usePairing } from '../pages.js';

const at = usePairing();

async function teacherWith(learners: readonly string[]) {
  const tess = await at.course.arrive('tess', 'teacher');
  at.site.platform.hasPeople([
    { externalId: 'tess', role: 'teacher', name: 'Tess Example' },
    ...learners.map((name) => ({ externalId: name, role: 'learner' as const, name: `${name} Example` })),
  ]);
  const { courseId } = await at.course.personOf('ana');
  await at.site.services.roster.refresh(courseId, { now: at.site.now, force: true });
  return tess;
}

test('before anybody is paired it is asked who of those who opened nothing is staff', async () => {
  const tess = await teacherWith(['ana', 'ben', 'Jonas']);
  await at.course.arrive('ben');
  const page = await tess.get('/pairing');
  expect(page.text).toContain('Is 1 person who has opened nothing one of the staff? Jonas Example.');
  const list = await page.follow('Say who is staff: Is 1 person who has opened nothing one of the staff?');
  expect(list.$('tbody tr')).toHaveLength(1);
  await list.submit('Is staff, no learner: Jonas Example');
  const after = await tess.get('/pairing');
  expect(after.text).not.toContain('opened nothing');
  expect(after.text).toContain('0 of 2');
});

test('who opens something as a learner is asked about no more; a non-editing teacher is not asked, who can say nothing', async () => {
  const tess = await teacherWith(['ana', 'ben', 'cleo']);
  expect((await tess.get('/pairing')).text).toContain('Is one of 2 people who have opened nothing one of the staff?');
  await at.course.arrive('ben');
  await at.course.arrive('cleo', 'teacher');
  expect((await tess.get('/pairing')).text).not.toContain('opened nothing');
  const assistant = await at.course.arrive('cleo', 'teacher');
  await teacherWith(['ana', 'ben', 'cleo', 'dora']);
  expect((await assistant.get('/pairing')).text).not.toContain('opened nothing');
});
