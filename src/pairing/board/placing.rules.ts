/** One way to give somebody a place, and whom it moves. */
import type { Board } from '../cohort/board.rules.js';
import type { DraftPair, DraftResult } from '../words/draft.js';
import { pairIdOf } from '../words/keys.rules.js';

export type Standing = Pick<DraftResult, 'pairs' | 'unpaired'>;

/** One way, and what it does to everybody else. */
export interface Placing {
  /** Names it among the others for the same person. */
  placingId: string;
  /** Whom the person is with then. */
  withIds: readonly string[];
  /** Of the person's new pair. */
  score: number;
  /** Pairs that come, the person's own first. */
  comes: readonly { members: readonly string[]; score: number }[];
  /** Pairs that go, by id. */
  goes: readonly string[];
  /** Others who get another partner. */
  movesIds: readonly string[];
  /** Others who then have none. */
  leavesIds: readonly string[];
  /** By how much the scores of all pairs sum to more after it, in thousandths. */
  gain: number;
}

/** Who seeks a place, and where. */
export interface Seeking {
  board: Board;
  standing: Standing;
  personId: string;
  /** The pair that is given up: a mentor keeps theirs. */
  own: DraftPair | undefined;
  onlyFree: boolean | undefined;
  /** In how many pairs each person is. */
  pairsOf: ReadonlyMap<string, number>;
}

export function isOpen({ lockedBy }: DraftPair): boolean {
  return lockedBy === undefined;
}

export function placing(
  { board, personId, pairsOf }: Seeking,
  comes: Placing['comes'],
  goes: readonly DraftPair[],
): Placing {
  const members = comes[0]?.members ?? [];
  const others = [...new Set(goes.flatMap((pair) => pair.members))].filter((id) => id !== personId);
  const stays = (id: string) => countOf(comes, id) > 0 || (pairsOf.get(id) ?? 0) > countOf(goes, id);
  const moves = (id: string) => {
    if (board.form === 'mentoring' && comes.some((pair) => pair.members[0] === id)) return false;
    const after = new Set(partnersIn(comes, id));
    return partnersIn(goes, id).some((partnerId) => partnerId !== personId && !after.has(partnerId));
  };
  return {
    placingId: pairIdOf(comes.flatMap((pair) => pair.members)),
    withIds: members.filter((member) => member !== personId),
    score: comes[0]?.score ?? 0,
    comes,
    goes: goes.map(({ pairId }) => pairId),
    movesIds: others.filter((id) => stays(id) && moves(id)),
    leavesIds: others.filter((id) => !stays(id)),
    gain: sumOf(comes) - sumOf(goes),
  };
}

function sumOf(pairs: readonly { score: number }[]): number {
  return pairs.reduce((sum, { score }) => sum + score, 0);
}

function countOf(pairs: readonly { members: readonly string[] }[], personId: string): number {
  return pairs.filter(({ members }) => members.includes(personId)).length;
}

function partnersIn(pairs: readonly { members: readonly string[] }[], personId: string): string[] {
  return pairs.flatMap(({ members }) => (members.includes(personId) ? members.filter((id) => id !== personId) : []));
}
