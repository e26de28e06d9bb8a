import { expect, test } from '@jest/globals';
import { solveRotation } from '../../src/matching/index.js';
import { aPeerCase } from './cases.js';

test.each([40, 41])('in five rounds of %i people nobody meets anybody twice and everyone has company', (count) => {
  const rounds = solveRotation(aPeerCase({ seed: 2, count }), 5, { met: [[0, 1]] });
  const met = new Set(['0-1']);
  for (const { pairs, triple, unmatched } of rounds) {
    expect(unmatched).toEqual([]);
    const [one, other, third] = triple ?? [];
    const extra = triple
      ? [
          [one, other],
          [one, third],
          [other, third],
        ]
      : [];
    for (const pair of [...pairs, ...extra]) {
      const key = [...pair].sort((a, b) => Number(a) - Number(b)).join('-');
      expect(met).not.toContain(key);
      met.add(key);
    }
  }
});
