/**
 * Ways to give one person a place: in a draft, or among the pairs that run. Few people move: whoever disturbs fewer
 * others comes first, and only among equals the better fit.
 */
import {
  makesMutual,
  mentorsIn,
  onlyMentors,
  pairCounts,
  placesOn,
  runnersUpOn,
  scoreOf,
  type Board,
} from '../cohort/board.rules.js';
import type { DraftPair, Unpaired } from '../words/draft.js';
import { neverKey, pairIdOf } from '../words/keys.rules.js';
import { asMentee } from './mentee-places.rules.js';
import { amongPeers } from './peer-places.rules.js';
import { isOpen, placing, type Placing, type Seeking, type Standing } from './placing.rules.js';

export interface PlacingLimits {
  /** Keys of two who must not be offered to each other again. */
  refused?: ReadonlySet<string>;
  /** Nobody else is moved. */
  onlyFree?: boolean;
}

/** More would not be read; the best are first. */
export const placingsShown = 15;

export function placingsFor(board: Board, standing: Standing, personId: string, limits: PlacingLimits = {}): Placing[] {
  const own = standing.pairs.find(
    ({ members }) => members.includes(personId) && (board.form === 'peers' || members[1] === personId),
  );
  const seeking = { board, standing, personId, own, onlyFree: limits.onlyFree, pairsOf: pairCounts(standing.pairs) };
  const found = board.form === 'peers' ? amongPeers(seeking) : inMentoring(seeking);
  const refused = limits.refused ?? new Set();
  return found
    .filter(({ comes, goes }) => board.form === 'peers' || !makesMutual(standing.pairs, comes, goes))
    .filter(({ withIds }) => !withIds.some((other) => refused.has(neverKey(personId, other))))
    .filter(({ movesIds, leavesIds }) => !limits.onlyFree || movesIds.length + leavesIds.length === 0)
    .sort(
      (one, other) =>
        disturbed(one) - disturbed(other) || other.score - one.score || (one.placingId < other.placingId ? -1 : 1),
    );
}

function disturbed({ movesIds, leavesIds }: Placing): number {
  return movesIds.length + 2 * leavesIds.length;
}

/** Locked pairs stay: only the person's own may be taken apart. Who is happy with either side, and alone, may have either. */
function inMentoring(seeking: Seeking): Placing[] {
  const { board, standing, personId, own } = seeking;
  if (own) return asMentee(seeking);
  const mentors = standing.pairs.some(({ members }) => members[0] === personId);
  if (mentors || onlyMentors(board, personId)) return asMentor(seeking);
  return mentorsIn(board, standing).includes(personId)
    ? [...asMentee(seeking), ...asMentor(seeking)]
    : asMentee(seeking);
}

/** Whoever waits comes first; then mentees of others, who would change their mentor. */
function asMentor(seeking: Seeking): Placing[] {
  const { board, standing, personId } = seeking;
  const theirs = standing.pairs.filter(({ members }) => members[0] === personId);
  if (theirs.length >= placesOn(board, personId)) return [];
  const waiting = standing.unpaired
    .filter((one) => one.personId !== personId && !onlyMentors(board, one.personId))
    .map((one) => ({ menteeId: one.personId, goes: [] }));
  const others = standing.pairs
    .filter((pair) => isOpen(pair) && !pair.members.includes(personId))
    .map((pair) => ({ menteeId: pair.members[1] ?? '', goes: [pair] }));
  return [...waiting, ...others].flatMap(({ menteeId, goes }) => {
    const score = scoreOf(board, personId, menteeId);
    return score < 0 ? [] : [placing(seeking, [{ members: [personId, menteeId], score }], goes)];
  });
}

/** The pairs after it; everybody else's stay the very same. */
export function withPlacing(board: Board, standing: Standing, chosen: Placing): Standing {
  const goes = new Set(chosen.goes);
  const kept = standing.pairs.filter(({ pairId }) => !goes.has(pairId));
  const fresh = chosen.comes.map(({ members, score }): DraftPair => ({
    pairId: pairIdOf(members),
    members,
    score,
    runnerUps: [],
  }));
  const paired = [...kept, ...fresh];
  const unpaired = withLeft(standing, paired, chosen.leavesIds);
  const pairs = paired.map((pair) =>
    fresh.includes(pair) ? { ...pair, runnerUps: runnersUpOn(board, { pairs: paired, unpaired }, pair.members) } : pair,
  );
  return {
    pairs: [...pairs].sort((one, other) => one.score - other.score || (one.pairId < other.pairId ? -1 : 1)),
    unpaired,
  };
}

/** Unpaired are those who were and are in no pair now, and those who have just been left. */
export function withLeft(standing: Standing, pairs: readonly DraftPair[], leavesIds: readonly string[]): Unpaired[] {
  const paired = new Set(pairs.flatMap(({ members }) => members));
  const before = standing.unpaired.filter(({ personId }) => !paired.has(personId));
  const known = new Set(before.map(({ personId }) => personId));
  const added = leavesIds.filter((personId) => !paired.has(personId) && !known.has(personId));
  return [...before, ...added.map((personId): Unpaired => ({ personId, reason: 'nobodyLeft' }))];
}
