/**
 * Ways to give one person a place: in a draft, or among the pairs that run. Few people move: whoever disturbs fewer
 * others comes first, and only among equals the better fit.
 */
import {
  groupScoreOf,
  makesMutual,
  mentorsIn,
  onlyMentors,
  pairCounts,
  pairsByMentor,
  placesOn,
  runnersUpOn,
  scoreOf,
  type Board,
} from '../cohort/board.rules.js';
import type { DraftPair, DraftResult, Unpaired } from '../words/draft.js';
import { neverKey, pairIdOf } from '../words/keys.rules.js';

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
}

export interface PlacingLimits {
  /** Keys of two who must not be offered to each other again. */
  refused?: ReadonlySet<string>;
  /** Nobody else is moved. */
  onlyFree?: boolean;
}

/** Full mentors whose mentees are looked at for a move: the best for the person. */
const fullMentorsTried = 20;
/** More would not be read; the best are first. */
export const placingsShown = 15;
const peersAtMost = 3;
export const circleAtMost = 6;

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

interface Seeking {
  board: Board;
  standing: Standing;
  personId: string;
  /** The pair that is given up: a mentor keeps theirs. */
  own: DraftPair | undefined;
  onlyFree: boolean | undefined;
  /** In how many pairs each person is. */
  pairsOf: ReadonlyMap<string, number>;
}

function asMentee(seeking: Seeking): Placing[] {
  const { board, standing, personId, own, onlyFree } = seeking;
  const before = own?.members[0];
  const goes = own ? [own] : [];
  const theirs = pairsByMentor(standing.pairs);
  const all = mentorsIn(board, standing);
  const free = (mentorId: string) =>
    placesOn(board, mentorId) - (theirs.get(mentorId)?.length ?? 0) + (mentorId === before ? 1 : 0);
  const mentors = all
    .filter((mentorId) => mentorId !== before && mentorId !== personId)
    .map((mentorId) => ({ mentorId, score: scoreOf(board, mentorId, personId) }))
    .filter(({ score }) => score >= 0)
    .sort((one, other) => other.score - one.score);
  const joins = mentors
    .filter(({ mentorId }) => free(mentorId) > 0)
    .map(({ mentorId, score }) => placing(seeking, [{ members: [mentorId, personId], score }], goes));
  if (onlyFree) return joins;
  const full = mentors.filter(({ mentorId }) => free(mentorId) <= 0).slice(0, fullMentorsTried);
  const open = all.filter((mentorId) => free(mentorId) > 0);
  const moves = full.flatMap(({ mentorId, score }) =>
    (theirs.get(mentorId) ?? []).filter(isOpen).flatMap((pair) => {
      const next = bestMentor(board, pair.members[1] ?? '', open);
      const comes = [{ members: [mentorId, personId], score }];
      return next ? [placing(seeking, [...comes, next], [...goes, pair])] : [];
    }),
  );
  return [...joins, ...moves];
}

function isOpen({ lockedBy }: DraftPair): boolean {
  return lockedBy === undefined;
}

function bestMentor(board: Board, menteeId: string, mentors: readonly string[]) {
  let best: { members: string[]; score: number } | undefined;
  for (const mentorId of mentors) {
    const score = scoreOf(board, mentorId, menteeId);
    if (score >= 0 && score > (best?.score ?? -1)) best = { members: [mentorId, menteeId], score };
  }
  return best;
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

function amongPeers(seeking: Seeking): Placing[] {
  const { board, standing, personId, own, onlyFree } = seeking;
  const rest = own ? own.members.filter((member) => member !== personId) : [];
  const kept = rest.length > 1 ? [{ members: rest, score: Math.max(0, groupScoreOf(board, rest)) }] : [];
  const add = (members: readonly string[], others: readonly DraftPair[]): Placing[] => {
    const score = groupScoreOf(board, members);
    return score < 0 ? [] : [placing(seeking, [{ members, score }, ...kept], [...(own ? [own] : []), ...others])];
  };
  const withAlone = standing.unpaired
    .filter((one) => one.personId !== personId)
    .flatMap((one) => add([personId, one.personId], []));
  const atMost = board.setup.mode === 'circles' ? circleAtMost : peersAtMost;
  const open = standing.pairs.filter((pair) => pair !== own && isOpen(pair));
  const joins = open
    .filter(({ members }) => members.length < atMost)
    .flatMap((pair) => add([...pair.members, personId], [pair]));
  const changes = onlyFree ? [] : open.flatMap((pair) => exchanges(seeking, rest, pair));
  return [...withAlone, ...joins, ...changes];
}

/** Two pairs change partners. */
function exchanges(seeking: Seeking, [partnerId, ...more]: readonly string[], pair: DraftPair): Placing[] {
  const { board, personId, own } = seeking;
  if (!own || partnerId === undefined || more.length > 0 || pair.members.length > 2) return [];
  return pair.members.flatMap((otherId) => {
    const left = pair.members.find((member) => member !== otherId) ?? '';
    const groups: string[][] = [
      [personId, otherId],
      [partnerId, left],
    ];
    const comes = groups.map((members) => ({ members, score: groupScoreOf(board, members) }));
    return comes.some(({ score }) => score < 0) ? [] : [placing(seeking, comes, [own, pair])];
  });
}

function placing({ board, personId, pairsOf }: Seeking, comes: Placing['comes'], goes: readonly DraftPair[]): Placing {
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
  };
}

function countOf(pairs: readonly { members: readonly string[] }[], personId: string): number {
  return pairs.filter(({ members }) => members.includes(personId)).length;
}

function partnersIn(pairs: readonly { members: readonly string[] }[], personId: string): string[] {
  return pairs.flatMap(({ members }) => (members.includes(personId) ? members.filter((id) => id !== personId) : []));
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
