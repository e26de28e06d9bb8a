/** Places before a draft: what they are called, and where a missing one leads. */
import { expect, test } from '@jest/globals';
import { four, usePairing } from '../pages.js';

const at = usePairing();

test('missing places lead to where they can be changed, and nobody is said to have one', async () => {
  const { amara, ana, ben } = four;
  await at.course.people({ amara, ana, ben });
  const tess = await at.course.arrive('tess', 'teacher');
  const page = await tess.get('/pairing');
  expect(page.text).toContain('1 place is missing');
  expect(page.text).toMatch(/Places asked for ?2 for 1 ?They are those of 1 mentor\./);
  const row = page.$('li').filter((_index, one) => page.$(one).text().includes('1 place is missing'));
  expect(row.find('a').attr('href')).toBe(`${tess.visitPath}/pairing/setup`);
});
