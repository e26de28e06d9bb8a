/** People in a circle. */
export const FEWEST = 3;
export const MOST = 6;

/** 3 to 6 that differ by one at most: up to one more than wished, else fewer than wished, where that leaves at least three in each. */
export function circleSizes(count: number, size: number): number[] {
  if (count === 0) return [];
  const few = Math.max(1, Math.floor(count / size));
  const isMore = count > few * Math.min(MOST, size + 1) && count >= (few + 1) * FEWEST;
  const circles = isMore ? few + 1 : few;
  return Array.from({ length: circles }, (_, circle) => Math.floor((count + circles - 1 - circle) / circles));
}
