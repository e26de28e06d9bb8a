/** Circles under hard rules, beside all ways to part few people. */
import { describe, expect, test } from '@jest/globals';
import { boardFor, scoreOf } from '../../../src/pairing/cohort/board.rules.js';
import { makeDraft } from '../../../src/pairing/drafts/drafting.rules.js';
import type { Knots } from '../../../src/pairing/measure/yardstick.rules.js';
import { seededRandom } from '../../../src/shared/random.js';
import { answers, ruled, setupWith, topics, winter } from '../people.js';

const nothing: Knots = { rules: [], met: [] };

/** People of a few languages; without a common one they may not be together. */
function courseOf(seed: number, count: number, circleSize: number, knots = nothing) {
  const random = seededRandom(seed);
  const languages = ['en', 'de', 'pt'];
  const people = Array.from({ length: count }, (_, at) => {
    const spoken = languages.filter(() => random() < 0.45);
    const own = spoken.length > 0 ? spoken : ['en'];
    return {
      personId: `p${String(at)}`,
      answers: answers({ languages: own, wanted: topics.slice(at % 4) }),
      trained: false,
    };
  });
  const setup = setupWith({ mode: 'circles', circleSize, circleRules: [], rules: { shareLanguage: true } });
  const task = { setup, seed, at: winter, lists: { topics, stages: [] }, knots, people, locked: [] };
  const board = boardFor(setup, { people, lists: task.lists, knots }, winter);
  const ids = people.map(({ personId }) => personId);
  const musts = knots.rules.filter(({ kind }) => kind === 'must').map(({ personIds }) => personIds);
  const suit = (one: string, other: string) =>
    scoreOf(board, one, other) >= 0 || musts.some((pair) => pair.includes(one) && pair.includes(other));
  return { task, ids, suit, musts };
}

/** The most people in circles of three to six who all suit each other and in which no must is parted. */
function mostPlaced({ ids, suit, musts }: ReturnType<typeof courseOf>): number {
  const known = new Map<string, number>();
  const most = (left: readonly string[]): number => {
    const [one, ...rest] = left;
    if (one === undefined) return 0;
    const key = left.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    let best = most(rest);
    const grow = (circle: readonly string[], may: readonly string[]): void => {
      const isWhole = musts.every(([first, second]) => circle.includes(first) === circle.includes(second));
      if (circle.length >= 3 && isWhole)
        best = Math.max(best, circle.length + most(left.filter((id) => !circle.includes(id))));
      if (circle.length === 6) return;
      may.forEach((next, at) => {
        grow(
          [...circle, next],
          may.slice(at + 1).filter((id) => suit(id, next)),
        );
      });
    };
    grow(
      [one],
      rest.filter((id) => suit(one, id)),
    );
    known.set(key, best);
    return best;
  };
  return most(ids);
}

const seeds = Array.from({ length: 16 }, (_, seed) => seed);

describe('Circles under hard rules', () => {
  test.each(seeds)('give as many a circle of three to six as can have one, seed %i', (seed) => {
    const course = courseOf(seed, 3 + (seed % 8), 3 + (seed % 4));
    const draft = makeDraft(course.task);
    const sizes = draft.pairs.map(({ members }) => members.length);
    expect(sizes.filter((size) => size < 3 || size > 6)).toEqual([]);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(mostPlaced(course));
    expect(draft.gap?.people).toBeGreaterThanOrEqual(0);
  });

  test.each(seeds)('keep a must where any circle can, and say so where none can, seed %i', (seed) => {
    const course = courseOf(seed, 4 + (seed % 7), 4, ruled('must', 'p0', 'p3'));
    const { ids, suit, task } = course;
    const can = ids.some((id) => id !== 'p0' && id !== 'p3' && suit('p0', id) && suit('p3', id));
    const { pairs, parted } = makeDraft(task);
    const isTogether = pairs.some(({ members }) => members.includes('p0') && members.includes('p3'));
    expect(isTogether).toBe(can);
    expect(parted).toEqual(can ? undefined : [['p0', 'p3']]);
    if (can) expect(pairs.flatMap(({ members }) => members)).toHaveLength(mostPlaced(course));
  });

  test('no circles have a greater sum than the bound says', () => {
    for (const seed of seeds.slice(0, 12)) {
      const { pairs, gap } = makeDraft(courseOf(seed, 12, 4).task);
      expect(gap?.sum).toBeGreaterThanOrEqual(0);
      expect(gap?.weakest).toBeUndefined();
      const sum = pairs.reduce((so, { score }) => so + score, 0);
      expect(sum + (gap?.sum ?? 0)).toBeLessThanOrEqual(100_000 * 4);
    }
  });

  test('two people make no circle', () => {
    const { pairs, unpaired } = makeDraft(courseOf(1, 2, 3).task);
    expect(pairs).toEqual([]);
    expect(unpaired).toHaveLength(2);
  });
});
