import { solvePeers } from './peers/peers.js';
import { partOf } from './run.js';
import { FORBIDDEN, type PeerCase, type PeerSolution, type SolveOptions } from './types.js';

/**
 * Several rounds in which nobody meets anybody twice: each round is the best pairing of the pairs not yet used. `met` are
 * pairs of earlier rounds. A round in which not all find someone new leaves them unmatched.
 */
export function solveRotation(
  peerCase: PeerCase,
  rounds: number,
  options: SolveOptions & { readonly met?: Iterable<readonly [number, number]> } = {},
): PeerSolution[] {
  const scores = peerCase.scores.copy();
  const forbid = (one: number, other: number) => {
    scores.set(one, other, FORBIDDEN);
  };
  for (const [one, other] of options.met ?? []) forbid(one, other);
  return Array.from({ length: rounds }, (_, round) => {
    const solution = solvePeers({ ...peerCase, scores }, partOf(options, round, rounds));
    for (const [one, other] of solution.pairs) forbid(one, other);
    if (solution.triple) {
      const [one, other, third] = solution.triple;
      forbid(one, other);
      forbid(one, third);
      forbid(other, third);
    }
    return solution;
  });
}
