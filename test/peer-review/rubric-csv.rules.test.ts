import { describe, expect, test } from '@jest/globals';
import { readRubric, rubricCsv } from '../../src/peer-review/rubrics/rubric-csv.rules.js';
import { scales } from '../../src/peer-review/rubric.js';
import { criterionFrom, type ScaleWords } from '../../src/peer-review/rubrics/writing.rules.js';

const words: ScaleWords = {
  points: (count) => `${String(count)} points`,
  errors: (count) => `${String(count)} errors`,
  agreement: ['not', 'rather not', 'half', 'rather', 'fully'],
};
const levels = [
  { title: 'Weak', description: '', points: 0 },
  { title: 'Strong', description: 'All of it', points: 4 },
];

describe('a rubric that goes out as a table and comes in again', () => {
  test.each(scales)('is the same, judged by %s', (scale) => {
    const written = { question: 'Clear?', hint: 'Title', prompt: 'Why?', needsWords: true, scale, most: 10, levels };
    const criteria = [criterionFrom('a', written, words)];
    expect(readRubric(rubricCsv({ criteria }), words)).toEqual({ criteria, bad: [] });
  });

  test('a scale needs its highest points, from 1 to 10', () => {
    const line = (most: string) => readRubric(`Clear?,,Why?,no,Range,,${most}`, words);
    expect(line('7').criteria[0]?.levels).toHaveLength(8);
    for (const most of ['', '0', '11', '2.5', 'ten']) expect(line(most).bad[0]?.problem).toBe('most');
  });

  test('a level may be called like a scale', () => {
    const { criteria } = readRubric('Clear?,,Why?,no,Errors,,0,None,,3', words);
    expect(criteria[0]?.scale).toBe('levels');
  });
});
