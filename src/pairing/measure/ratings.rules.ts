/** What people rated, 1 to 4, by topic. */
export function topicsRated(rated: readonly [string, number][], from: number, to: number): string[] {
  return rated.filter(([, level]) => level >= from && level <= to).map(([topic]) => topic);
}

/** The mean of all ratings above the least, in quarters. */
export function meanOf(levels: readonly number[]): number | undefined {
  if (levels.length === 0) return undefined;
  return Math.round((levels.reduce((sum, level) => sum + level - 1, 0) / levels.length) * 4);
}
