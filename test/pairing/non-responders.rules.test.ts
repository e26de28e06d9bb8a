import { expect, test } from '@jest/globals';
import { draftCircles } from '../../src/pairing/drafts/circles-draft.rules.js';
import { cohortFor } from '../../src/pairing/cohort/draft-cohort.rules.js';
import type { SetupChange } from '../../src/pairing/words/setup.js';
import { noKnots } from '../../src/pairing/measure/yardstick.rules.js';
import { people, setupWith, topics, winter } from './people.js';

/** Twelve people, the first four without a profile; the rest fit each other well. */
const names = Array.from({ length: 12 }, (_, place) => `p${String(place).padStart(2, '0')}`);
const said = { strong: ['R'], wanted: ['Writing'], languages: ['en'] };
const all = people(Object.fromEntries(names.map((name, place) => [name, place < 4 ? undefined : said])));

function silentIn(change: SetupChange): number[] {
  const setup = setupWith({ mode: 'circles', circleSize: 3, ...change });
  const task = { people: all, lists: { topics }, knots: noKnots, setup, seed: 1, at: winter, locked: [] };
  const silent = new Set(names.slice(0, 4));
  return draftCircles(cohortFor(task)).pairs.map(({ members }) => members.filter((one) => silent.has(one)).length);
}

test('people without a profile can be spread evenly over circles', () => {
  expect(silentIn({ circleRules: [{ kind: 'distribute', trait: 'answered' }] })).toEqual([1, 1, 1, 1]);
});

test('or wait until they have sent one', () => {
  const circles = silentIn({ rules: { profileNeeded: true } });
  expect(circles.every((count) => count === 0)).toBe(true);
});
