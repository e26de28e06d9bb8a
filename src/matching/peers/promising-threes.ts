import { setPrices } from './missed-pairs.js';
import type { Paired } from './paired.js';
import { groupScore, groupWorth, type Three } from './threes.js';
import { valueOf } from '../transport/values.js';
import type { Objective, PeerCase } from '../types.js';

interface Priced {
  readonly peerCase: PeerCase;
  readonly objective: Objective;
  /** The best pairs with a chair. */
  readonly root: Paired;
}

/** Threes that may be worth more by the prices of the best with a chair, the most promising first. */
export function promisingThrees(
  { peerCase, objective, root: { table, certificate } }: Priced,
  { floor, most, atMost: bound }: { floor: number; most: number; atMost: number },
): { three: Three; bound: number }[] {
  const { prices, scale } = certificate;
  const shared = setPrices(certificate);
  const short = (one: number, other: number, value: number) =>
    ((prices[one] as number) + (prices[other] as number) + shared(one, other)) / 2 / scale - value;
  const chair = table.count - 1;
  const value = (one: number, other: number) => valueOf(table.worths.at(one, other), objective);
  const thirds: { place: number; left: number }[] = [];
  for (let place = 0; place < chair; place += 1) {
    const left = bound - short(place, chair, value(place, chair));
    if (left > most && isAllowed(table, place, chair)) thirds.push({ place, left });
  }
  thirds.sort((one, other) => other.left - one.left);
  const found: { three: Three; bound: number }[] = [];
  for (let one = 0; one < chair; one += 1) {
    for (let other = one + 1; other < chair; other += 1) {
      if (!isAllowed(table, one, other)) continue;
      const own = value(one, other);
      const lost = short(one, other, own);
      for (const { place, left } of thirds) {
        if (left - lost <= most) break;
        const three = threeAround(table, [one, other, place]);
        const score = three ? groupScore(peerCase, three) : -1;
        const atMost = left - lost - own + valueOf(groupWorth(peerCase, three ?? []), objective);
        if (three && score >= floor && atMost > most) found.push({ three, bound: atMost });
      }
    }
  }
  return found.sort((one, other) => other.bound - one.bound);
}

function isAllowed({ scores }: Paired['table'], one: number, other: number): boolean {
  return scores.at(one, other) >= 0;
}

/** As people, where the first two suit each other best. */
function threeAround({ scores, worths, people }: Paired['table'], [one, other, third]: Three): Three | undefined {
  if (third === one || third === other) return undefined;
  if (scores.at(one, third) < 0 || scores.at(other, third) < 0) return undefined;
  const isBest = Math.max(worths.at(one, third), worths.at(other, third)) <= worths.at(one, other);
  return isBest ? [people[one] as number, people[other] as number, people[third] as number] : undefined;
}
