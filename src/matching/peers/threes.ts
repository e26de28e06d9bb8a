import type { PeerCase } from '../types.js';

/** The mean of the scores of all pairs, whole; a locked pair that is forbidden counts 0. */
export function groupScore({ scores }: Pick<PeerCase, 'scores'>, members: readonly number[]): number {
  let [sum, pairs] = [0, 0];
  members.forEach((one, at) => {
    for (const other of members.slice(at + 1)) {
      sum += Math.max(0, scores.at(one, other));
      pairs += 1;
    }
  });
  return Math.floor(sum / Math.max(1, pairs));
}

/** The same of what pairs count in the last stage. */
export function groupWorth({ scores, worths = scores }: PeerCase, members: readonly number[]): number {
  return groupScore({ scores: worths }, members);
}

export type Three = readonly [number, number, number];

/** All three people who suit each other, the two who suit each other best first; ends early when `visit` answers false. */
export function eachThree({ scores }: PeerCase, people: readonly number[], visit: (three: Three) => boolean): void {
  for (let first = 0; first < people.length; first += 1) {
    const one = people[first] as number;
    for (let second = first + 1; second < people.length; second += 1) {
      const other = people[second] as number;
      const between = scores.at(one, other);
      if (between < 0) continue;
      for (let third = second + 1; third < people.length; third += 1) {
        const last = people[third] as number;
        const [toOne, toOther] = [scores.at(one, last), scores.at(other, last)];
        if (toOne < 0 || toOther < 0) continue;
        if (!visit(bestFirst([one, other, last], [between, toOne, toOther]))) return;
      }
    }
  }
}

function bestFirst([one, other, last]: Three, [between, toOne, toOther]: Three): Three {
  if (between >= toOne && between >= toOther) return [one, other, last];
  return toOne >= toOther ? [one, last, other] : [other, last, one];
}
