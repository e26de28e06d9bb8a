import { bestTriple } from './triple.js';
import { groupScore } from './threes.js';
import { pairedBest, type Pair, type Paired } from './paired.js';
import { openPeople } from './peer-table.js';
import type { PeerCase, PeerSolution, SolveOptions } from '../types.js';

type Three = readonly [number, number, number];

/**
 * Pairs peers exactly, stage by stage. With an odd number three are together, the one who joined last: which three is
 * decided together with the pairs, by how many find somebody, by the worst of the pairs and of the triple, and by the sum.
 * Only where no three help does somebody join a locked pair.
 */
export function solvePeers(peerCase: PeerCase, options: SolveOptions = {}): PeerSolution {
  const people = openPeople(peerCase);
  if (people.length % 2 === 0) return solution(peerCase, pairedBest(peerCase, { people }, options));
  const found = bestTriple(peerCase, people, options);
  if (found.triple) return solution(peerCase, found.paired, { ...found, triple: inOrder(found.triple) });
  const joined = inLockedPair(peerCase, found.paired);
  return joined
    ? solution(peerCase, joined.paired, { ...found, triple: joined.triple })
    : solution(peerCase, found.paired, found);
}

function inOrder([one, other, third]: Three): Three {
  const [first = one, second = other, last = third] = [one, other, third].sort((a, b) => a - b);
  return [first, second, last];
}

function solution(
  peerCase: PeerCase,
  { pairs, alone, certificate }: Pick<Paired, 'pairs' | 'alone' | 'certificate'>,
  { triple, isBest = true }: { triple?: Three | undefined; isBest?: boolean } = {},
): PeerSolution {
  const scoreOf = (members: readonly number[]) => Math.max(0, groupScore(peerCase, members));
  const host = triple && peerCase.locked?.find(([one, other]) => triple.includes(one) && triple.includes(other));
  const locked = (peerCase.locked ?? []).filter((pair) => pair !== host);
  const free = triple && !host ? [...pairs, triple] : pairs;
  const all = [...locked, ...pairs, ...(triple ? [triple] : [])];
  return {
    pairs: [...locked, ...pairs],
    ...(triple && { triple }),
    unmatched: [...alone],
    total: all.reduce((sum, members) => sum + scoreOf(members), 0),
    floor: free.length === 0 ? -1 : free.reduce((least, members) => Math.min(least, scoreOf(members)), Infinity),
    certificate,
    isBestTriple: isBest,
  };
}

/** Of those who stay alone the one who suits a locked pair best. */
function inLockedPair(peerCase: PeerCase, paired: Paired) {
  let best: { third: number; host: Pair; score: number } | undefined;
  for (const third of paired.alone) {
    for (const host of peerCase.locked ?? []) {
      const [one, other] = host;
      const suits = (mate: number) => (peerCase.scores[third * peerCase.count + mate] as number) >= 0;
      const score = groupScore(peerCase, [one, other, third]);
      if (suits(one) && suits(other) && score > (best?.score ?? -1)) best = { third, host, score };
    }
  }
  if (!best) return undefined;
  const { third, host } = best;
  const alone = paired.alone.filter((person) => person !== third);
  return { paired: { ...paired, alone }, triple: [...host, third] as const };
}
