const CHUNK = 512;

/** Entries in the order of their keys, in chunks: a change moves at most one chunk, a search is two bisections. */
export class SortedMap<T> {
  private chunks: { keys: string[]; values: T[] }[] = [{ keys: [], values: [] }];
  size = 0;

  private chunkOf(key: string): number {
    let low = 0;
    let high = this.chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.chunks[middle]?.keys[0] ?? '') <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  set(key: string, value: T): void {
    const number = this.chunkOf(key);
    const chunk = this.chunks[number];
    if (!chunk) return;
    const at = bisect(chunk.keys, key);
    if (chunk.keys[at] === key) {
      chunk.values[at] = value;
      return;
    }
    chunk.keys.splice(at, 0, key);
    chunk.values.splice(at, 0, value);
    this.size += 1;
    if (chunk.keys.length <= CHUNK) return;
    const half = CHUNK >> 1;
    this.chunks.splice(number + 1, 0, { keys: chunk.keys.splice(half), values: chunk.values.splice(half) });
  }

  delete(key: string): void {
    const number = this.chunkOf(key);
    const chunk = this.chunks[number];
    if (!chunk) return;
    const at = bisect(chunk.keys, key);
    if (chunk.keys[at] !== key) return;
    chunk.keys.splice(at, 1);
    chunk.values.splice(at, 1);
    this.size -= 1;
    if (chunk.keys.length === 0 && this.chunks.length > 1) this.chunks.splice(number, 1);
  }

  /** The values whose key is in `[from, to)`, in order. */
  *range(from: string, to: string): Generator<T> {
    for (let number = this.chunkOf(from); number < this.chunks.length; number += 1) {
      const chunk = this.chunks[number];
      if (!chunk) return;
      for (let at = bisect(chunk.keys, from); at < chunk.keys.length; at += 1) {
        if ((chunk.keys[at] ?? '') >= to) return;
        // SAFETY: keys and values are changed together, so `at` is within both.
        yield chunk.values[at] as T;
      }
    }
  }

  /** The values whose key is in `[from, to)`, last first. */
  *reversed(from: string, to: string): Generator<T> {
    for (let number = this.chunkOf(to); number >= 0; number -= 1) {
      const chunk = this.chunks[number];
      if (!chunk) return;
      for (let at = bisect(chunk.keys, to) - 1; at >= 0; at -= 1) {
        if ((chunk.keys[at] ?? '') < from) return;
        // SAFETY: as above.
        yield chunk.values[at] as T;
      }
    }
  }
}

/** The first position whose key is not below `key`. */
function bisect(keys: string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
