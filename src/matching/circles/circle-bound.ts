import { FEWEST, MOST } from './circle-sizes.js';
import type { CircleCase } from './circle-worth.js';

/**
 * No way to part people into circles of three to six in which all suit each other places more of them, or has a greater sum of the
 * circles' means. A circle's mean is the sum of what each of its people has with the others, divided by its size: of each
 * person the best company of the best size.
 */
export function circleBound({ count, pairScore }: CircleCase): { people: number; sum: number } {
  let [people, sum] = [0, 0];
  for (let one = 0; one < count; one += 1) {
    const best = Array.from({ length: count }, (_, other) =>
      other === one ? -1 : (pairScore?.[one * count + other] ?? 0),
    )
      .filter((score) => score >= 0)
      .sort((score, less) => less - score)
      .slice(0, MOST - 1);
    if (best.length < FEWEST - 1) continue;
    people += 1;
    sum += mostOf(best);
  }
  return { people: people < FEWEST ? 0 : people, sum: Math.floor(sum) };
}

function mostOf(best: readonly number[]): number {
  let [most, together] = [0, 0];
  best.forEach((score, others) => {
    together += score;
    if (others + 2 >= FEWEST) most = Math.max(most, together / (others + 1) / (others + 2));
  });
  return most;
}
