import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { itemOf } from '../../../src/course/picker/programme.js';
import { readProgrammes } from '../../../src/course/picker/programmes.settings.js';
import { loadRubrics } from '../../../src/peer-review/peer-review.settings.js';
import { root } from '../../support/sources.js';

const templates = join(root, 'config/templates');
const rubricIds = loadRubrics(join(templates, 'rubrics')).map(({ rubricId }) => rubricId);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'programmes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the four programmes are there, each with a home, and what pairing needs before it', () => {
  const programmes = readProgrammes(join(templates, 'programmes'), rubricIds);
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
  ['a kind that is none', [{ ...home, kind: 'quiz' }]],
  ['points for what has none', [{ ...home, points: 3 }]],
  ['a rubric that is not there', [{ ...review, settings }]],
  [
    'a setting that the kind does not know',
    [{ ...review, settings: { ...settings, rubricId: rubricIds[0], more: 1 } }],
  ],
  ['a gate that waits for nothing there', [{ ...home, kind: 'gate', restrict: 'Nothing' }]],
  ['no activity', []],
])('a template with %s keeps Tandem from starting', (_name, activities) => {
  writeFileSync(join(folder, 'bad.json'), JSON.stringify({ title: 'T', text: 'T', activities }));
  expect(() => readProgrammes(folder, rubricIds)).toThrow();
});
