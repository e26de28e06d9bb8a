import { expect, test } from '@jest/globals';
import { vagueIn } from '../../src/peer-review/vague.rules.js';

const content = (overall: string, comment = '') => ({ criteria: { goal: { level: 1, comment } }, overall });

test.each([
  ['Good job!', true],
  ['Well done, I really like your work', true],
  ['Ok', true],
  ['Nothing to change.', true],
  ['The second paragraph names no source', false],
  ['Say in the title whom it is for', false],
  ['請在標題中說明對象是誰', false],
  ['Ваш вывод не следует из таблицы', false],
])('%s', (overall, vague) => {
  expect(vagueIn(content(overall)).length > 0).toBe(vague);
});

test('what was left empty is not vague, and all that is vague is named', () => {
  expect(vagueIn(content('The second paragraph names no source'))).toEqual([]);
  expect(vagueIn(content('Great', 'Nice'))).toEqual(['Nice', 'Great']);
});
