/** Small courses of every shape beside the best draft there is, found by trying all; `npm run bench -- cohorts` looks at many more. */
import { describe, expect, test } from '@jest/globals';
import { faultsIn } from '../../../scripts/bench/cohorts-judge.js';
import { madeUpTask } from '../../../scripts/bench/cohorts-made.js';
import { makeDraft } from '../../../src/pairing/drafts/drafting.rules.js';
import { people, ruled, setupWith, topics, winter } from '../people.js';

describe('Once not the best, or not true', () => {
  test.each([
    [386, 'two who mentor each other, so that a third finds somebody'],
    [1897, 'two who mentor each other, so that one more mentor has somebody'],
    [5280, 'somebody locked to their own mentee is mentored by somebody else'],
    [372, 'of two who must mentor one mentee, the second is free'],
    [830, 'and takes the side that is better for all'],
    [17, 'a circle of three around two who must be together has room for all'],
    [2254, 'as many musts as can be before as many people'],
    [53382, 'who are locked together and agreed too are one pair, not two that mentor each other'],
    [193, 'who was chosen by nobody waits for no other reason'],
  ])('seed %d: %s', (seed) => {
    expect(faultsIn(madeUpTask(seed))).toEqual([]);
  });
});

test('nothing is wrong with a hundred drafts of small courses', () => {
  const seeds = Array.from({ length: 100 }, (_, at) => 40_000 + at);
  expect(seeds.filter((seed) => faultsIn(madeUpTask(seed)).length > 0)).toEqual([]);
});

test('a must with somebody of whom nothing is known opens no other place of theirs', () => {
  const setup = setupWith({ capacity: 2, rules: { mentorsAnswered: true } });
  const all = people({ sam: undefined, eve: { roleWish: 'mentee' }, fay: { roleWish: 'mentee' } });
  const knots = ruled('must', 'sam', 'eve');
  const task = { setup, seed: 1, at: winter, lists: { topics, stages: [] }, locked: [], knots, people: all };
  expect(makeDraft(task).pairs.map(({ members }) => members)).toEqual([['sam', 'eve']]);
});
