/** What a coordinator does to a draft, on copies: lock, never together, swap. */
import {
  groupScoreOf,
  makesMutual,
  mentorsIn,
  pairsByMentor,
  placesOn,
  runnersUpOn,
  scoreOf,
  type Board,
} from '../cohort/board.rules.js';
import { keptAsPublished } from '../drafts/making.rules.js';
import type { Draft, DraftPair, TakenApart, Unpaired, UnpairedReason } from '../words/draft.js';
import type { Standing } from './placing.rules.js';
import { pairIdOf } from '../words/keys.rules.js';
import type { Form } from '../words/setup.js';

export type Edited = Pick<Draft, 'pairs' | 'unpaired' | 'proven' | 'apart'>;

export function withLock(draft: Draft, pairId: string, lockedBy: string | undefined): Edited {
  const pairs = draft.pairs.map((pair): DraftPair => {
    if (pair.pairId !== pairId) return pair;
    const open = keptAsPublished(pair);
    return lockedBy === undefined ? open : { ...open, lockedBy };
  });
  return { pairs, unpaired: draft.unpaired, proven: draft.proven };
}

/** Pairs that were not there before are somebody's own doing. */
export function placedBy(by: string, before: readonly DraftPair[], pairs: readonly DraftPair[]): DraftPair[] {
  const known = new Set(before.map(({ pairId }) => pairId));
  return pairs.map((pair) => (known.has(pair.pairId) ? pair : { ...pair, placedBy: by }));
}

/**
 * Takes a pair apart; whoever has no other pair now stands among the unpaired.
 * @param rule about these two, of before
 */
export function withoutPair(draft: Draft, pair: DraftPair, rule?: TakenApart['rule']): Edited {
  const pairs = draft.pairs.filter((other) => other.pairId !== pair.pairId);
  const unpaired = withUnpaired(draft, pairs, sided(draft.form, pair.members), 'parted');
  return { pairs, unpaired, proven: false, apart: { pair, proven: draft.proven, ...(rule && { rule }) } };
}

/** As it was before the pair was taken apart. */
export function withPairAgain(draft: Draft, { pair, proven }: TakenApart): Edited {
  const unpaired = draft.unpaired.filter(({ personId }) => !pair.members.includes(personId));
  return { pairs: lowestFirst([...draft.pairs, pair]), unpaired, proven };
}

/** One way to give somebody another partner, and what it does to everybody else. */
export interface SwapChoice {
  /** The new partner. */
  personId: string;
  /** Of the new pair. */
  score: number;
  /** The other pair that changes with it. */
  other?: { before: DraftPair; members: readonly string[]; score: number; movesId: string };
  /** Who is left without a partner. */
  leavesId?: string;
}

/** More would not be read; the best are first. */
export const swapsShown = 15;
/** On the page of one pair. */
export const nextBestShown = 2;

export interface SwapOffer {
  pair: DraftPair;
  /** Who keeps their place and gets another partner. */
  staysId: string;
  /** Whose place in the pair changes hands. */
  outId: string;
  /** Best first. */
  choices: SwapChoice[];
  /** How many people no choice exists for, because a rule forbids the new pair or the one that would follow. */
  impossible: number;
}

/** @param staysId of two the one who stays; more than two stay but for the one in {@link SwapOffer.outId} */
export function swapOffer(
  board: Board,
  draft: Standing,
  pair: DraftPair,
  { staysId, outId }: Pick<SwapOffer, 'staysId' | 'outId'>,
): SwapOffer {
  const found = board.form === 'mentoring' ? mentorChoices(board, draft, pair) : peerChoices(board, draft, pair, outId);
  const choices = found
    .filter((choice) => choice !== undefined)
    .filter(({ personId, other }) => {
      const comes = [{ members: [personId, staysId] }, ...(other ? [other] : [])];
      const goes = [pair.pairId, ...(other ? [other.before.pairId] : [])];
      return board.form === 'peers' || !makesMutual(draft.pairs, comes, goes);
    })
    .sort((one, other) => other.score - one.score || (one.personId < other.personId ? -1 : 1));
  return { pair, staysId, outId, choices, impossible: found.length - choices.length };
}

export function withSwap(board: Board, draft: Standing, offer: SwapOffer, choice: SwapChoice): Edited {
  const { pair, staysId, outId } = offer;
  const members =
    board.form === 'mentoring'
      ? [choice.personId, staysId]
      : pair.members.map((member) => (member === outId ? choice.personId : member));
  const changed = [{ members, score: choice.score }, ...(choice.other ? [choice.other] : [])];
  const kept = draft.pairs.filter((one) => one.pairId !== pair.pairId && one.pairId !== choice.other?.before.pairId);
  const paired = [...kept, ...changed.map(({ members: group, score }) => newPair(group, score))];
  const leaves = choice.leavesId === undefined ? [] : sided(board.form, [choice.leavesId]);
  const unpaired = withUnpaired(draft, paired, leaves, 'nobodyLeft');
  const stays = new Set(kept);
  const pairs = paired.map((one) =>
    stays.has(one) ? one : { ...one, runnerUps: runnersUpOn(board, { pairs: paired, unpaired }, one.members) },
  );
  return { pairs: lowestFirst(pairs), unpaired, proven: false };
}

function newPair(members: readonly string[], score: number): DraftPair {
  return { pairId: pairIdOf(members), members, score, runnerUps: [] };
}

/** A mentor with a free place takes the mentee; a full one exchanges one of theirs, whichever suits both pairs best. */
function mentorChoices(board: Board, draft: Standing, pair: DraftPair): (SwapChoice | undefined)[] {
  const [mentorId = '', menteeId = ''] = pair.members;
  const pairsOf = pairsByMentor(draft.pairs);
  const alone = pairsOf.get(mentorId)?.length === 1;
  return mentorsIn(board, draft)
    .filter((personId) => personId !== mentorId)
    .map((personId) => {
      const score = scoreOf(board, personId, menteeId);
      if (score < 0) return undefined;
      const theirs = pairsOf.get(personId) ?? [];
      if (theirs.length < placesOn(board, personId)) return { personId, score, ...(alone && { leavesId: mentorId }) };
      const other = bestOf(
        theirs.map((before) => exchanged(board, before, [mentorId, before.members[1] ?? ''], before.members[1] ?? '')),
      );
      return other && { personId, score, other };
    });
}

function peerChoices(board: Board, draft: Standing, pair: DraftPair, outId: string): (SwapChoice | undefined)[] {
  const scoreWith = (personId: string) =>
    groupScoreOf(
      board,
      pair.members.map((member) => (member === outId ? personId : member)),
    );
  const fromPairs = draft.pairs
    .filter((other) => other.pairId !== pair.pairId && other.lockedBy === undefined)
    .flatMap((before) =>
      before.members.map((personId) => {
        const members = before.members.map((member) => (member === personId ? outId : member));
        const other = exchanged(board, before, members, outId);
        const score = scoreWith(personId);
        return other && score >= 0 ? { personId, score, other } : undefined;
      }),
    );
  const fromUnpaired = draft.unpaired.map(({ personId }) => {
    const score = scoreWith(personId);
    return score >= 0 ? { personId, score, leavesId: outId } : undefined;
  });
  return [...fromPairs, ...fromUnpaired];
}

function exchanged(
  board: Board,
  before: DraftPair,
  members: readonly string[],
  movesId: string,
): SwapChoice['other'] | undefined {
  if (before.lockedBy !== undefined) return undefined;
  const score = groupScoreOf(board, members);
  return score < 0 ? undefined : { before, members, score, movesId };
}

function bestOf(others: readonly (SwapChoice['other'] | undefined)[]): SwapChoice['other'] | undefined {
  return others
    .filter((other) => other !== undefined)
    .sort((one, other) => other.score - other.before.score - (one.score - one.before.score))[0];
}

function withUnpaired(
  draft: Standing,
  pairs: readonly DraftPair[],
  leaving: readonly Sided[],
  reason: UnpairedReason,
): Unpaired[] {
  const paired = new Set(pairs.flatMap((pair) => pair.members));
  const before = draft.unpaired.filter(({ personId }) => !paired.has(personId));
  const known = new Set(before.map(({ personId }) => personId));
  const added = leaving.filter(({ personId }) => !paired.has(personId) && !known.has(personId));
  return [...before, ...added.map((one) => ({ ...one, reason }))];
}

type Sided = Pick<Unpaired, 'personId' | 'side'>;

/** Members of a pair with where they stood in it; the mentor is the first. */
function sided(form: Form, members: readonly string[]): Sided[] {
  return members.map((personId, place) =>
    form === 'peers' ? { personId } : { personId, side: place === 0 ? 'mentor' : 'mentee' },
  );
}

function lowestFirst(pairs: readonly DraftPair[]): DraftPair[] {
  return [...pairs].sort((one, other) => one.score - other.score || (one.pairId < other.pairId ? -1 : 1));
}
