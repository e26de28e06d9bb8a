/** What bits stand for. */

export function wordsIn(mask: number, list: readonly string[]): string[] {
  return list.filter((_, place) => (mask & (1 << place)) !== 0);
}

/** What of the list both have: {@link wordsIn} for longer lists. */
export function wordsInBoth(one: ArrayLike<number>, other: ArrayLike<number>, list: readonly string[]): string[] {
  const word = (place: number) => (one[place] ?? 0) & (other[place] ?? 0);
  return list.filter((_, place) => (word(place >>> 5) & (1 << (place & 31))) !== 0);
}
