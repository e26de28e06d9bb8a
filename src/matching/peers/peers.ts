import { bestTriple } from './triple.js';
import { groupScore, groupWorth, type Three } from './threes.js';
import { valueOf } from '../transport/values.js';
import { pairedBest, type Pair, type Paired } from './paired.js';
import { openPeople } from './peer-table.js';
import type { PeerCase, PeerSolution, SolveOptions } from '../types.js';

/**
 * Pairs peers exactly, stage by stage. With an odd number three are together, the one who joined last: which three is
 * decided together with the pairs, by how many find somebody, by the worst of the pairs and of the triple, and by the sum.
 * Only where no three help does somebody join a locked pair.
 */
export function solvePeers(peerCase: PeerCase, options: SolveOptions = {}): PeerSolution {
  const people = openPeople(peerCase);
  const objective = options.objective ?? 'balanced';
  if (people.length % 2 === 0) {
    const paired = pairedBest(peerCase, { people }, options);
    return solution(peerCase, paired, { unmatched: paired.alone.length, floor: -1, more: paired.certificate.gap });
  }
  const { paired, triple, bound } = bestTriple(peerCase, people, options);
  const worth = paired.worth + (triple ? valueOf(groupWorth(peerCase, triple), objective) : 0);
  const atMost = { unmatched: bound.alone, floor: bound.floor, more: Math.max(0, bound.worth - worth) };
  if (triple) return solution(peerCase, paired, atMost, inOrder(triple));
  const joined = inLockedPair(peerCase, paired, people);
  if (!joined) return solution(peerCase, paired, atMost);
  const within = { ...atMost, unmatched: atMost.unmatched - 1, more: atMost.more + joined.more };
  return solution(peerCase, joined.paired, within, joined.triple);
}

function inOrder([one, other, third]: Three): Three {
  const [first = one, second = other, last = third] = [one, other, third].sort((a, b) => a - b);
  return [first, second, last];
}

function solution(
  peerCase: PeerCase,
  { pairs, alone, certificate }: Pick<Paired, 'pairs' | 'alone' | 'certificate'>,
  bound: PeerSolution['bound'],
  triple?: Three,
): PeerSolution {
  const scoreOf = (members: readonly number[]) => Math.max(0, groupScore(peerCase, members));
  const host = triple && peerCase.locked?.find(([one, other]) => triple.includes(one) && triple.includes(other));
  const locked = (peerCase.locked ?? []).filter((pair) => pair !== host);
  const free = triple && !host ? [...pairs, triple] : pairs;
  const all = [...locked, ...pairs, ...(triple ? [triple] : [])];
  const floor = free.length === 0 ? -1 : free.reduce((least, members) => Math.min(least, scoreOf(members)), Infinity);
  return {
    pairs: [...locked, ...pairs],
    ...(triple && { triple }),
    unmatched: [...alone],
    total: all.reduce((sum, members) => sum + scoreOf(members), 0),
    floor,
    certificate,
    bound: { ...bound, floor: Math.max(floor, bound.floor) },
  };
}

/** Of those who stay alone the one who suits a locked pair best, and how much better any of all might. */
function inLockedPair(peerCase: PeerCase, paired: Paired, people: readonly number[]) {
  const best = bestHost(peerCase, paired.alone);
  if (!best) return undefined;
  const { third, host } = best;
  const alone = paired.alone.filter((person) => person !== third);
  const more = (bestHost(peerCase, people)?.gain ?? best.gain) - best.gain;
  return { paired: { ...paired, alone }, triple: [...host, third] as const, more };
}

function bestHost(peerCase: PeerCase, thirds: readonly number[]) {
  let best: { third: number; host: Pair; gain: number } | undefined;
  for (const third of thirds) {
    for (const host of peerCase.locked ?? []) {
      const [one, other] = host;
      const suits = (mate: number) => peerCase.scores.at(third, mate) >= 0;
      const gain = groupScore(peerCase, [one, other, third]) - groupScore(peerCase, host);
      if (suits(one) && suits(other) && gain > (best?.gain ?? -Infinity)) best = { third, host, gain };
    }
  }
  return best;
}
