import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { barsOf, columnsOf, lineOf, marksAtMost } from '../../src/web/chart.js';

const heads = ['Activity', 'Learners'] as const;
const marksOf = (values: readonly number[]) => values.map((value) => ({ label: 'A', value, text: String(value) }));
const pointsOf = (values: readonly number[]) =>
  values.map((value, index) => ({
    ...{ value, label: String(index + 1), short: String(value) },
    ...{ title: `week ${String(index + 1)}`, text: `${String(value)} of 9` },
  }));

describe('columns', () => {
  test('the highest fills the drawing, half of it is half as high', () => {
    expect(columnsOf('', marksOf([4, 2, 0])).columns.map(({ height }) => height)).toEqual([90, 45, 0]);
  });
  test('nothing but noughts, and nothing at all, have no height', () => {
    expect(columnsOf('', marksOf([0, 0])).columns.map(({ height }) => height)).toEqual([0, 0]);
    expect(columnsOf('', []).columns).toEqual([]);
  });
});

describe('bars', () => {
  test('are measured against what the longest could be', () => {
    const { bars } = barsOf({ caption: '', heads }, [
      { label: 'A', value: 5, of: 10, text: '5 of 10' },
      { label: 'B', value: 10, of: 20, text: '10 of 20' },
    ]);
    expect(bars.map(({ length, possible }) => [length, possible])).toEqual([
      [25, 50],
      [50, 100],
    ]);
  });
  test('are at most twelve, and none is longer than the drawing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 30 }), (values) => {
        const { bars } = barsOf({ caption: '', heads }, marksOf(values));
        expect(bars.length).toBe(Math.min(values.length, marksAtMost));
        for (const { length } of bars) expect(length >= 0 && length <= 100).toBe(true);
      }),
    );
  });
});

describe('a line', () => {
  test('goes from left to right, higher for more, and says every number', () => {
    const { points, path, target } = lineOf({ caption: '', heads }, pointsOf([0, 9, 3]), {
      most: 9,
      target: { value: 9, text: 'all' },
    });
    expect(points.map(({ x, y }) => [x, y])).toEqual([
      [28, 120],
      [180, 28],
      [332, 89.3],
    ]);
    expect(path).toBe('M28,120L180,28L332,89.3');
    expect(points.map(({ title, text }) => `${title}: ${text}`)).toEqual([
      'week 1: 0 of 9',
      'week 2: 9 of 9',
      'week 3: 3 of 9',
    ]);
    expect(target).toEqual({ y: 28, text: 'all' });
  });
  test('of one point stands in the middle; of thirty the last twelve are drawn; nothing leaves the drawing', () => {
    expect(lineOf({ caption: '', heads }, pointsOf([4]), { most: 9 }).points.map(({ x }) => x)).toEqual([180]);
    const long = lineOf({ caption: '', heads }, pointsOf(Array.from({ length: 30 }, (_, index) => index)), { most: 9 });
    expect(long.points.map(({ title }) => title)).toEqual(
      Array.from({ length: 12 }, (_, index) => `week ${String(index + 19)}`),
    );
    expect(long.points.every(({ y }) => y === 28)).toBe(true);
  });
});
