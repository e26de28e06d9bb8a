import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { itemOf } from '../../../src/course/picker/programme.js';
import { readProgrammes } from '../../../src/course/picker/programmes.settings.js';
import { kindsOf } from '../../../src/course/activities/kind.js';
import { loadRubrics, writtenSettings } from '../../../src/peer-review/peer-review.settings.js';
import { aKind, someKinds } from '../../support/kinds.js';
import { root } from '../../support/sources.js';

const templates = join(root, 'config/templates');
const rubrics = loadRubrics(join(templates, 'rubrics'));
const settingsFrom = (written: unknown) => writtenSettings(rubrics).parse(written);
const kinds = kindsOf(() => [
  ...someKinds.all().filter(({ kind }) => kind !== 'peer-review'),
  aKind('peer-review', { points: 10, settingsFrom }),
]);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'programmes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the four programmes are there, each with a home, and what pairing needs before it', () => {
  const programmes = readProgrammes(join(templates, 'programmes'), kinds);
  expect(programmes.map(({ title }) => title)).toEqual([
    'A short pilot',
    'A term of mentoring',
    'Faculty mentoring',
    'Weekly presentations with peer review',
  ]);
  for (const { items } of programmes)
    expect(items.slice(0, 2).map(({ kind }) => kind)).toEqual(['mentoring', 'intake']);
  expect(itemOf(programmes, 'term-of-mentoring', 'plan-review')?.settings).toMatchObject({ reviewsEach: 2 });
  expect(itemOf(programmes, 'term-of-mentoring', 'nothing')).toBeUndefined();
  expect(itemOf(programmes, '__proto__', 'home')).toBeUndefined();
});

const home = { key: 'home', kind: 'mentoring', title: 'Home', text: 'Text', when: 'Now' };
const review = { ...home, key: 'review', kind: 'peer-review', points: 10 };
const settings = { instructions: '', reviewsEach: 2, rubricId: 'missing' };

test.each<[string, unknown[]]>([
  ['two activities with one key', [home, home]],
  ['points for what has none', [{ ...home, points: 3 }]],
  ['a rubric that is not there', [{ ...review, settings }]],
  [
    'a setting that the kind does not know',
    [{ ...review, settings: { ...settings, rubricId: rubrics[0].rubricId, more: 1 } }],
  ],
  ['a gate that waits for nothing there', [{ ...home, kind: 'gate', restrict: 'Nothing' }]],
  ['no activity', []],
])('a template with %s keeps Tandem from starting', (_name, activities) => {
  writeFileSync(join(folder, 'bad.json'), JSON.stringify({ title: 'T', text: 'T', activities }));
  expect(() => readProgrammes(folder, kinds)).toThrow();
});

test('what no feature brings is left out of a programme, and a programme with nothing else is none', () => {
  const write = (name: string, activities: unknown[]) =>
    writeFileSync(join(folder, name), JSON.stringify({ title: name, text: 'T', activities }));
  write('some.json', [home, { ...home, key: 'other', kind: 'quiz' }]);
  write('none.json', [{ ...home, kind: 'quiz' }]);
  expect(readProgrammes(folder, kinds).map(({ title, items }) => [title, items.map(({ key }) => key)])).toEqual([
    ['some.json', ['home']],
  ]);
});
