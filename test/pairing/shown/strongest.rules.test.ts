import { expect, test } from '@jest/globals';
import { strongestOf } from '../../../src/pairing/shown/strongest.rules.js';
import type { Criterion, Finding } from '../../../src/pairing/words/comparison.js';

function finding(criterion: Criterion, points: number, possible: number, found: Finding['found'] = 'part'): Finding {
  return { criterion, wish: 'similar', found, points, possible };
}

test('what brings most and what costs most are told, each once', () => {
  const topics = finding('topics', 20_000, 45_000);
  const hours = finding('hours', 15_000, 20_000);
  const role = finding('role', 15_500, 15_500, 'full');
  expect(strongestOf([hours, topics, role])).toEqual({ speaksFor: topics, speaksAgainst: hours, second: undefined });
});

test('where nothing is lost, the two that bring most are told', () => {
  const topics = finding('topics', 45_000, 45_000, 'full');
  const hours = finding('hours', 20_000, 20_000, 'full');
  expect(strongestOf([hours, topics])).toEqual({ speaksFor: topics, speaksAgainst: undefined, second: hours });
});

test('where nothing is won, what costs most is told', () => {
  const hours = finding('hours', 0, 20_000, 'none');
  expect(strongestOf([hours])).toEqual({ speaksFor: undefined, speaksAgainst: hours, second: undefined });
});

test('what was left empty speaks for nobody; what was withheld is not named', () => {
  const topics = finding('topics', 20_000, 45_000, 'unknown');
  const told = strongestOf([topics, finding('hours', 0, 5_000, 'left')]);
  expect(told).toEqual({ speaksFor: undefined, speaksAgainst: topics, second: undefined });
});
