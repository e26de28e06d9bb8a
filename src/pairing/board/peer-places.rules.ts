/** Places for one of equals: with somebody alone, as one more of a group, in exchange, or where others move on. */
import { groupScoreOf, type Board } from '../cohort/board.rules.js';
import type { DraftPair } from '../words/draft.js';
import { isOpen, placing, type Placing, type Seeking } from './placing.rules.js';

const peersAtMost = 3;
export const circleAtMost = 6;

export function amongPeers(seeking: Seeking): Placing[] {
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
  const moves = onlyFree || own ? [] : movesOn(seeking, open);
  const found = [...withAlone, ...joins, ...changes, ...moves];
  // A circle has three at least, also what is left of one.
  return board.setup.mode === 'circles' ? found.filter(({ comes }) => comes.every(hasThree)) : found;
}

function hasThree({ members }: { members: readonly string[] }): boolean {
  return members.length > 2;
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

/**
 * For somebody who is alone among pairs: one of a pair comes to them, and the other goes to somebody else who is alone, makes a third
 * with two, or takes somebody whose partner does so.
 */
function movesOn(seeking: Seeking, open: readonly DraftPair[]): Placing[] {
  const { board, standing, personId } = seeking;
  if (board.setup.mode === 'circles') return [];
  const pairs = open.filter(({ members }) => members.length === 2);
  const alone = standing.unpaired.map((one) => one.personId).filter((id) => id !== personId);
  const partings = pairs.flatMap((pair) => partingsOf(board, personId, pair));
  const best = partings.sort((one, other) => other.score - one.score).slice(0, partingsTried);
  return best.flatMap(({ pair, score, takes, leaves }) => {
    const comes = [{ members: [personId, takes], score }];
    const others = pairs.filter((other) => other !== pair);
    const ways = [
      onwardFor(board, leaves, { alone, pairs: others }),
      onwardByTwo(board, leaves, { alone, pairs: others }),
    ];
    return ways
      .filter((way) => way !== undefined)
      .map((way) => placing(seeking, [...comes, ...way.comes], [pair, ...way.goes]));
  });
}

/** Partings looked at: the best for each person. */
const partingsTried = 20;

interface Come {
  members: readonly string[];
  score: number;
}

interface Onward {
  comes: readonly Come[];
  goes: readonly DraftPair[];
  gain: number;
}

interface Others {
  alone: readonly string[];
  pairs: readonly DraftPair[];
}

/** Who of a pair comes to somebody, and who then needs another. */
function partingsOf(board: Board, personId: string, pair: DraftPair) {
  const [one = '', other = ''] = pair.members;
  return [
    { pair, takes: one, leaves: other },
    { pair, takes: other, leaves: one },
  ]
    .map((parting) => ({ ...parting, score: groupScoreOf(board, [personId, parting.takes]) }))
    .filter(({ score }) => score >= 0);
}

/** The best way with nobody else left: with somebody alone, or as the third of two. */
function onwardFor(board: Board, personId: string, { alone, pairs }: Others): Onward | undefined {
  const [partner] = bestFirst(
    alone.map((id) => ({ members: [personId, id], score: groupScoreOf(board, [personId, id]) })),
  );
  if (partner) return { comes: [partner], goes: [], gain: partner.score };
  const thirds = pairs.map((pair) => {
    const members = [...pair.members, personId];
    return { pair, members, score: groupScoreOf(board, members) };
  });
  const [third] = bestFirst(thirds);
  return (
    third && {
      comes: [{ members: third.members, score: third.score }],
      goes: [third.pair],
      gain: third.score - third.pair.score,
    }
  );
}

/** They take somebody whose partner goes to somebody alone. */
function onwardByTwo(board: Board, personId: string, { alone, pairs }: Others): Onward | undefined {
  if (alone.length === 0) return undefined;
  const partings = pairs.flatMap((pair) => partingsOf(board, personId, pair));
  let best: Onward | undefined;
  for (const { pair, takes, leaves, score } of bestFirst(partings).slice(0, partingsTried)) {
    const further = onwardFor(board, leaves, { alone, pairs: [] });
    const gain = score - pair.score + (further?.gain ?? 0);
    if (!further || gain <= (best?.gain ?? -Infinity)) continue;
    best = { comes: [{ members: [personId, takes], score }, ...further.comes], goes: [pair], gain };
  }
  return best;
}

function bestFirst<One extends { score: number }>(all: readonly One[]): One[] {
  return all.filter(({ score }) => score >= 0).sort((one, other) => other.score - one.score);
}
