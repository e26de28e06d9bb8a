/** Kept cases beside the whole objective as HiGHS solves it, and by trying all where these are few. */
import { describe, expect, test } from '@jest/globals';
import { peersByHighs } from '../../../scripts/bench/pairing-highs.js';
import { bestByHighs } from '../../../scripts/bench/referee-program.js';
import { makeDraft } from '../../../src/pairing/drafts/drafting.rules.js';
import { scoreOf } from '../../../src/pairing/cohort/board.rules.js';
import type { DraftTask } from '../../../src/pairing/cohort/draft-cohort.rules.js';
import { PairScores } from '../../../src/matching/index.js';
import { boardIn, keptIn, sidedIn, worthIn } from '../../support/pairing-cases.js';

const cases = (...names: string[]) =>
  names.flatMap((name) => keptIn(name).map((kept) => [name, kept.id, kept.task] as const));

const oneByOne = cases(
  'idle-mini',
  'idle-weakest',
  'sides-coverage',
  'mutual-though-avoidable',
  'below-exact-one-way-optimum-sum',
  'below-exact-one-way-optimum-weakest',
  'shortfall-claims-more-than-the-true-loss',
  'life-swap-mutual',
  'life-placing-mutual',
);

test.each(oneByOne)('%s %s: nothing of the objective is below the best there is', async (_name, _id, task) => {
  const draft = makeDraft(task);
  expect(worthIn(task, draft)).toEqual(await bestByHighs(sidedIn(task)));
  expect(draft).toMatchObject({ proven: true, gap: { people: 0, weakest: 0, sum: 0 } });
});

test.each(oneByOne)(
  '%s %s: what somebody else would cost at least is no more than it costs',
  async (_name, _id, task) => {
    const draft = makeDraft(task);
    const sided = sidedIn(task);
    const { matched, mutual, employed, sum } = worthIn(task, draft);
    for (const { members, runnerUps } of draft.pairs) {
      const column = sided.columns.indexOf(members[1] ?? '');
      for (const { personId, shortfall } of runnerUps) {
        if (shortfall === undefined) continue;
        const row = sided.rows.indexOf(personId);
        const scores = sided.scores.map((score, at) =>
          at % sided.menteeCount === column && at !== row * sided.menteeCount + column ? -1 : score,
        );
        const best = await bestByHighs({ ...sided, scores }, false);
        if (best.matched === matched && best.mutual === mutual && best.employed === employed)
          expect(shortfall).toBeLessThanOrEqual(Math.max(0, sum - best.sum));
      }
    }
  },
);

/** Who may be paired at all, as the referee reads it. */
function peersIn(task: DraftTask) {
  const board = boardIn(task);
  const ids = task.people.map(({ personId }) => personId);
  const scores = PairScores.of(ids.length, (one, other) => scoreOf(board, ids[one] ?? '', ids[other] ?? ''));
  return { count: ids.length, scores };
}

test.each(cases('peers-sum', 'peers-sum-mini'))(
  '%s %s: as many pairs, the weakest and the sum as can be',
  async (_name, _id, task) => {
    const peers = peersIn(task);
    const { pairs } = makeDraft(task);
    const weakest = Math.min(...pairs.map(({ score }) => score));
    expect(pairs).toHaveLength(await peersByHighs(peers, 0));
    expect(await peersByHighs(peers, weakest + 1)).toBeLessThan(pairs.length);
    expect(pairs.reduce((sum, { score }) => sum + score, 0)).toBe(await peersByHighs(peers, weakest, pairs.length));
  },
);

describe('peers of an odd number', () => {
  /** The most people in pairs and one three, around what was decided, by trying all. */
  function mostPeople(task: DraftTask, decided: readonly (readonly string[])[]): number {
    const board = boardIn(task);
    const suit = (one: string, other: string) => scoreOf(board, one, other) >= 0;
    const most = (left: readonly string[], mayBeThree: boolean): number => {
      const [one, ...rest] = left;
      if (one === undefined) return 0;
      const tried = rest
        .filter((other) => suit(one, other))
        .flatMap((other) => {
          const others = rest.filter((id) => id !== other);
          const thirds = mayBeThree ? others.filter((id) => suit(one, id) && suit(other, id)) : [];
          return [
            2 + most(others, mayBeThree),
            ...thirds.map(
              (third) =>
                3 +
                most(
                  others.filter((id) => id !== third),
                  false,
                ),
            ),
          ];
        });
      return Math.max(most(rest, mayBeThree), ...tried);
    };
    const settled = new Set(decided.flat());
    const free = task.people.map(({ personId }) => personId).filter((id) => !settled.has(id));
    return settled.size + most(free, free.length % 2 === 1);
  }

  test.each(cases('peers-odd-coverage', 'peers-odd-coverage-hub'))(
    '%s %s: as many as can be find somebody',
    (_name, _id, task) => {
      const { pairs } = makeDraft(task);
      const decided = pairs.filter(({ choice, lockedBy }) => choice?.by === 'both' || lockedBy !== undefined);
      const people = new Set(pairs.flatMap(({ members }) => members)).size;
      expect(people).toBe(
        mostPeople(
          task,
          decided.map(({ members }) => members),
        ),
      );
    },
  );
});
