import { expect, test } from '@jest/globals';
import { usePairing } from '../pages.js';

const at = usePairing();

test('whether the draft is fair to every kind of people is told, never of fewer than five', async () => {
  const names = ['ana', 'ben', 'cleo', 'dan', 'eva', 'finn', 'gil', 'hal', 'ida', 'joe'];
  const all = Object.fromEntries(names.map((name, index) => [name, { languages: index < 8 ? ['en'] : ['en', 'de'] }]));
  await at.course.people(all);
  const tess = await at.course.arrive('tess', 'teacher');
  await at.course.made((await tess.get('/pairing')).submit('Make the draft', { mode: 'mentoring' }));
  const page = await (await tess.get('/pairing/draft')).follow('Is it fair to everybody?');
  expect(page.text).toContain('By part');
  expect(page.text).toContain('1 kind of people has fewer than 5 and is not shown.');
  expect(page.text).not.toContain('German');
});
