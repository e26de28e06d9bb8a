/** Few move when pairs of before earn a bonus for staying: it counts in the choice of pairs, never in their scores. */
import { couplesOf } from '../cohort/board.rules.js';
import type { DraftPair, DraftResult, Kept } from '../words/draft.js';
import { placesOf, type PeerScores, type Scored, type ScoreTable } from '../measure/scores.rules.js';
import type { PairScores } from '../../matching/index.js';
import { highestScore } from '../measure/yardstick.rules.js';
import { peopleKey } from './difference.rules.js';

/** A tenth of the scale: few beside those concerned move, for some 0.04 % of the sum (measured at 500 mentors with 2,000 mentees). */
export const stayBonus = highestScore / 10;

/** Members of pairs of before. */
export type Before = readonly (readonly string[])[];

type Places = ReadonlyMap<string, number>;

/** The row of each column's partner of before, -1 without one. */
export function rowsBefore(stay: Before, { rowOf, columnOf }: { rowOf: Places; columnOf: Places }): Int32Array {
  const before = new Int32Array(columnOf.size).fill(-1);
  for (const [one = '', other = ''] of stay) {
    const [row, column] = [rowOf.get(one), columnOf.get(other)];
    if (row !== undefined && column !== undefined) before[column] = row;
  }
  return before;
}

/** Scores of peers with the bonus; without pairs of before the very same. */
export function peerScoresFor(table: PeerScores, stay: Before): PairScores {
  if (stay.length === 0) return table.scores;
  const raised = table.scores.copy();
  for (const [one, other] of allowedIn(table, stay)) raised.set(one, other, table.at(one, other) + stayBonus);
  return raised;
}

/** The same of people in circles. */
export function circleScoresFor(table: ScoreTable, stay: Before): Int32Array {
  if (stay.length === 0) return table.scores;
  const raised = table.scores.slice();
  for (const [one, other] of allowedIn(table, stay)) {
    raised[one * table.rows.length + other] = table.at(one, other) + stayBonus;
    raised[other * table.rows.length + one] = table.at(one, other) + stayBonus;
  }
  return raised;
}

function allowedIn(table: Scored, stay: Before): [number, number][] {
  return couplesIn(table, stay).filter(([one, other]) => table.at(one, other) >= 0);
}

/** Of each group of before as far as it is here; -1 where a rule now keeps two of them apart. */
export function scoresBefore(table: Scored, stay: Before): number[] {
  return stay.flatMap((members) => {
    const scores = couplesIn(table, [members]).map(([one, other]) => table.at(one, other));
    if (scores.length === 0) return [];
    return scores.some((score) => score < 0)
      ? [-1]
      : [Math.floor(scores.reduce((sum, score) => sum + score, 0) / scores.length)];
  });
}

/** Places of every two who were together and are both here. */
function couplesIn({ rows }: Scored, stay: Before): [number, number][] {
  const placeOf = placesOf(rows);
  return stay
    .flatMap((members) => couplesOf(members))
    .flatMap(([first, second]): [number, number][] => {
      const [one, other] = [placeOf.get(first), placeOf.get(second)];
      return one === undefined || other === undefined ? [] : [[one, other]];
    });
}

/** The weakest pair of before that may stay: a better one is not asked for, since that would move people. */
export function floorBefore(scoresOfBefore: readonly number[]): { floorAtMost?: number } {
  const possible = scoresOfBefore.filter((score) => score >= 0);
  return possible.length === 0 ? {} : { floorAtMost: possible.reduce((least, one) => Math.min(least, one)) };
}

/** @param hereIds everybody who is paired: the others' pairs cannot stay */
export function keptBetween(
  stay: Before,
  hereIds: ReadonlySet<string>,
  { now, without }: Readonly<Record<'now' | 'without', Pick<DraftResult, 'pairs'>>>,
): Kept {
  const could = stay.filter((members) => members.every((member) => hereIds.has(member)));
  const keys = new Set(could.map(peopleKey));
  const count = (pairs: readonly DraftPair[]) => pairs.filter(({ members }) => keys.has(peopleKey(members))).length;
  const weakest = { now: weakestOf(now.pairs), without: weakestOf(without.pairs) };
  return {
    ...{ bonus: stayBonus, pairs: could.length, stay: count(now.pairs), stayWithout: count(without.pairs) },
    loss: sumOf(without.pairs) - sumOf(now.pairs),
    ...(weakest.now !== undefined &&
      weakest.without !== undefined && { weakest: { now: weakest.now, without: weakest.without } }),
  };
}

export function markStaying(pairs: readonly DraftPair[], stay: Before): DraftPair[] {
  const keys = new Set(stay.map(peopleKey));
  return pairs.map((pair) =>
    pair.lockedBy === undefined && keys.has(peopleKey(pair.members)) ? { ...pair, stays: true } : pair,
  );
}

function sumOf(pairs: readonly DraftPair[]): number {
  return pairs.reduce((sum, { score }) => sum + score, 0);
}

function weakestOf(pairs: readonly DraftPair[]): number | undefined {
  return pairs.length === 0 ? undefined : pairs.reduce((least, { score }) => Math.min(least, score), Infinity);
}
