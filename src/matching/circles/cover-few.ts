import { FEWEST, MOST } from './circle-sizes.js';
import type { Company } from './complete.js';

/** People up to whom all ways are tried. */
export const FEW = 14;

/**
 * Circles of three to six in which all suit each other, so that as many musts are kept as can be, and then as many people are in one: by
 * all sets of people, each from those that are smaller (Held and Karp 1962).
 */
export function coverFew({ count, suits, musts }: Company): number[][] {
  const friends = Array.from({ length: count }, (_, one) =>
    bitsOf(Array.from({ length: count }, (_, other) => other).filter((other) => other !== one && suits(one, other))),
  );
  const circles = circlesOf(friends);
  const byFirst = Array.from({ length: count }, (_, one) =>
    circles.filter((circle) => 31 - Math.clz32(circle) === one),
  );
  const couples = musts.map((must) => bitsOf(must));
  const keptIn = (circle: number) => couples.reduce((sum, couple) => sum + ((circle & couple) === couple ? 1 : 0), 0);
  const worths = new Map(circles.map((circle) => [circle, keptIn(circle) * (count + 1) + sizeOf(circle)]));
  const most = new Int32Array(1 << count);
  const chosen = new Int32Array(1 << count);
  for (let people = 1; people < most.length; people += 1) {
    const last = 31 - Math.clz32(people);
    most[people] = most[people ^ (1 << last)] as number;
    for (const circle of byFirst[last] ?? []) {
      if ((circle & people) !== circle) continue;
      const worth = (most[people ^ circle] as number) + (worths.get(circle) as number);
      if (worth > (most[people] as number)) [most[people], chosen[people]] = [worth, circle];
    }
  }
  const found: number[][] = [];
  for (let people = most.length - 1; people > 0;) {
    const circle = chosen[people] as number;
    if (circle !== 0)
      found.push(Array.from({ length: count }, (_, one) => one).filter((one) => ((circle >>> one) & 1) === 1));
    people ^= circle === 0 ? 1 << (31 - Math.clz32(people)) : circle;
  }
  return found;
}

function circlesOf(friends: readonly number[]): number[] {
  const found: number[] = [];
  const grow = (circle: number, size: number, may: number): void => {
    if (size >= FEWEST) found.push(circle);
    if (size === MOST) return;
    for (let left = may; left !== 0; left &= left - 1) {
      const next = 31 - Math.clz32(left & -left);
      grow(circle | (1 << next), size + 1, left & (left - 1) & (friends[next] as number));
    }
  };
  grow(0, 0, (1 << friends.length) - 1);
  return found;
}

function bitsOf(people: readonly number[]): number {
  return people.reduce((bits, one) => bits | (1 << one), 0);
}

function sizeOf(circle: number): number {
  let size = 0;
  for (let left = circle; left !== 0; left &= left - 1) size += 1;
  return size;
}
