import { expect, test } from '@jest/globals';
import { filtered, filterFrom, queryOf } from '../../../src/course/roster/filter.rules.js';

const people = [
  { name: 'Ana Álvarez', role: 'learner', nameFrom: 'platform', groupIds: ['1'], opened: true },
  { name: 'Learner 7F3A', role: 'learner', nameFrom: 'none', opened: false },
  { name: 'Kim', role: 'learner', nameFrom: 'self', groupIds: [], opened: true },
  { name: 'Tess', role: 'assistant', nameFrom: 'platform', groupIds: ['1', '2'], opened: false },
] as const;

test.each([
  [{}, ['Ana Álvarez', 'Learner 7F3A', 'Kim', 'Tess']],
  [{ find: ' alvarez ' }, ['Ana Álvarez']],
  [{ find: '\u200BTESS' }, ['Tess']],
  [{ show: 'learner' }, ['Ana Álvarez', 'Learner 7F3A', 'Kim']],
  [{ show: 'staff' }, ['Tess']],
  [{ show: 'unopened' }, ['Learner 7F3A']],
  [{ show: 'nameless' }, ['Learner 7F3A', 'Kim']],
  [{ group: '1' }, ['Ana Álvarez', 'Tess']],
  [{ group: '1', show: 'learner', find: 'a' }, ['Ana Álvarez']],
  [{ show: 'nonsense', page: '2' }, ['Ana Álvarez', 'Learner 7F3A', 'Kim', 'Tess']],
])('%j shows %j', (query, names) => {
  expect(filtered(people, filterFrom(query as Record<string, string>)).map(({ name }) => name)).toEqual(names);
});

test('the links to other pages keep the filter', () => {
  expect(queryOf(filterFrom({ find: 'a&b', group: '7', show: 'staff', page: '3' }))).toBe(
    '?find=a%26b&show=staff&group=7',
  );
  expect(queryOf(filterFrom({ page: '3' }))).toBe('');
});
