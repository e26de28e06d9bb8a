/** Drafts that once were not the best there is, or broke a rule; the worths were found by code that shares nothing with ours. */
import { describe, expect, test } from '@jest/globals';
import { boardFor, groupScoreOf } from '../../../src/pairing/cohort/board.rules.js';
import type { DraftTask } from '../../../src/pairing/cohort/draft-cohort.rules.js';
import { makeDraft } from '../../../src/pairing/drafts/drafting.rules.js';
import { keptIn } from '../../support/pairing-cases.js';

function draftIn(task: DraftTask) {
  const draft = makeDraft(task);
  const directions = new Set(draft.pairs.map(({ members: [one = '', other = ''] }) => `${one} ${other}`));
  return {
    draft,
    matched: draft.pairs.length,
    people: new Set(draft.pairs.flatMap(({ members }) => members)).size,
    mentors: new Set(draft.pairs.map(({ members }) => members[0])).size,
    mutual: draft.pairs.filter(({ members: [one = '', other = ''] }) => directions.has(`${other} ${one}`)).length,
    weakest: draft.pairs.reduce((least, { score }) => Math.min(least, score), Infinity),
    sum: draft.pairs.reduce((sum, { score }) => sum + score, 0),
  };
}

/** The greatest sum of so many pairs that share nobody, by trying all. */
function greatestSum({ people, lists, knots, setup, at }: DraftTask, pairs: number): number {
  const board = boardFor(setup, { people, lists, knots }, at);
  const best = (left: readonly string[], wanted: number): number => {
    if (wanted === 0) return 0;
    const [one, ...rest] = left;
    if (one === undefined) return -Infinity;
    const tried = rest.map((other) => {
      const score = groupScoreOf(board, [one, other]);
      if (score < 0) return -Infinity;
      return (
        score +
        best(
          rest.filter((id) => id !== other),
          wanted - 1,
        )
      );
    });
    return Math.max(best(rest, wanted), ...tried);
  };
  return best(
    people.map(({ personId }) => personId),
    pairs,
  );
}

/** The best weakest pair when every mentee has a mentor, each mentor has one or two and none is left idle, by trying all. */
function bestWeakest({ people, lists, knots, setup, at }: DraftTask): number {
  const board = boardFor(setup, { people, lists, knots }, at);
  const idsOf = (wish: string) =>
    people.filter(({ answers }) => answers?.roleWish === wish).map(({ personId }) => personId);
  const [mentors, mentees] = [idsOf('mentor'), idsOf('mentee')];
  const best = (at: number, taken: ReadonlyMap<string, number>, weakest: number): number => {
    const mentee = mentees[at];
    if (mentee === undefined) return mentors.every((id) => taken.has(id)) ? weakest : -Infinity;
    const tried = mentors.map((mentor) => {
      const places = taken.get(mentor) ?? 0;
      const score = groupScoreOf(board, [mentor, mentee]);
      if (places === setup.capacity || score < 0) return -Infinity;
      return best(at + 1, new Map(taken).set(mentor, places + 1), Math.min(weakest, score));
    });
    return Math.max(...tried);
  };
  return best(0, new Map(), Infinity);
}

function firstOf(name: string): DraftTask {
  const [kept] = keptIn(name);
  if (!kept) throw new Error(`no case in ${name}`);
  return kept.task;
}

const only = (name: string) => draftIn(firstOf(name));

describe('Kept cases', () => {
  test('all three mentors are employed, and the weakest pair is as good as can be', () => {
    const task = firstOf('idle-mini');
    expect(draftIn(task)).toMatchObject({
      matched: 4,
      mentors: 3,
      weakest: bestWeakest(task),
      draft: { proven: true },
    });
  });

  test('six who are happy with either side make three pairs', () => {
    expect(only('sides-coverage')).toMatchObject({ matched: 3, draft: { proven: true } });
  });

  test('where two stay alone, the others have the greatest sum', () => {
    const task = firstOf('peers-sum-mini');
    expect(draftIn(task)).toMatchObject({ people: 6, sum: greatestSum(task, 3) });
  });

  test('of five peers four find somebody', () => {
    expect(only('peers-odd-coverage-hub')).toMatchObject({ people: 4 });
  });

  test('who mentors in a must and in an agreed pair is who does it better', () => {
    for (const { task } of keptIn('mask-role-of-must-and-chosen')) {
      const { draft, sum } = draftIn(task);
      expect(sum).toBe(97_000);
      expect(draft.pairs[0]?.members[0]).toBe('A');
    }
  });

  test('a must with an untrained mentor opens no other place of theirs', () => {
    expect(only('untrained-mentor').draft.pairs.map(({ members }) => members)).toEqual([['U', 'E1']]);
  });

  test('circles have three to six people', () => {
    for (const { task } of keptIn('circle-of-seven')) {
      const sizes = makeDraft(task).pairs.map(({ members }) => members.length);
      expect([Math.min(...sizes) >= 3, Math.max(...sizes) <= 6]).toEqual([true, true]);
    }
  });

  test.each(['mutual-though-avoidable', 'below-exact-one-way-optimum-sum', 'below-exact-one-way-optimum-weakest'])(
    'nobody mentors their own mentor in %s',
    (name) => {
      for (const { task } of keptIn(name)) expect(draftIn(task).mutual).toBe(0);
    },
  );
});

describe('The order of people changes nothing', () => {
  test.each(['idle-weakest', 'sides-coverage', 'peers-odd-coverage', 'mutual-though-avoidable'])('%s', (name) => {
    for (const { task } of keptIn(name)) {
      const turned = makeDraft({ ...task, people: [...task.people].reverse() });
      expect(turned.pairs.map(({ members }) => members)).toEqual(makeDraft(task).pairs.map(({ members }) => members));
    }
  });
});
