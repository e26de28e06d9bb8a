/** What bits stand for. */

export function wordsIn(mask: number, list: readonly string[]): string[] {
  return list.filter((_, place) => (mask & (1 << place)) !== 0);
}

/** What of the list both have: {@link wordsIn} for longer lists. */
export function wordsInBoth(one: ArrayLike<number>, other: ArrayLike<number>, list: readonly string[]): string[] {
  const word = (place: number) => (one[place] ?? 0) & (other[place] ?? 0);
  return list.filter((_, place) => (word(place >>> 5) & (1 << (place & 31))) !== 0);
}

/** Set bits of a 32-bit number, by halves (Wegner 1960). */
export function countBits(mask: number): number {
  const pairs = mask - ((mask >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Bits that both have. */
export function countShared(first: ArrayLike<number>, second: ArrayLike<number>): number {
  let count = 0;
  for (let word = 0; word < first.length; word += 1) count += countBits((first[word] ?? 0) & (second[word] ?? 0));
  return count;
}

/** In words of 32 bits, by the places of all there are. */
export function bitsOf(ids: readonly string[], places: ReadonlyMap<string, number>): Uint32Array {
  const words = new Uint32Array(Math.max(1, Math.ceil(places.size / 32)));
  for (const id of ids) {
    const place = places.get(id) ?? 0;
    words[place >>> 5] = (words[place >>> 5] ?? 0) | (1 << (place & 31));
  }
  return words;
}

/** In one word; what has no place is left out. */
export function bits(chosen: readonly string[], places: ReadonlyMap<string, number>): number {
  return chosen.reduce((mask, item) => {
    const place = places.get(item);
    return place === undefined ? mask : mask | (1 << place);
  }, 0);
}
