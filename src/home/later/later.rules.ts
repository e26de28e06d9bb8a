import type { PutOff, Size } from './later.js';

/** The row is away until its time, or until there is more of it than when it was put off. */
export function isAway(putOff: PutOff | undefined, size: Size, now: Date): putOff is PutOff {
  return putOff !== undefined && putOff.until.getTime() > now.getTime() && size <= putOff.size;
}

/** Which rows need somebody now, and which are away with the time they come back. */
export function sorted<Row extends { item: string; size: Size }>(
  rows: readonly Row[],
  putOff: readonly PutOff[],
  now: Date,
): { now: Row[]; later: (Row & { until: Date })[] } {
  const known = new Map(putOff.map((one) => [one.item, one]));
  const split: ReturnType<typeof sorted<Row>> = { now: [], later: [] };
  for (const row of rows) {
    const found = known.get(row.item);
    if (isAway(found, row.size, now)) split.later.push({ ...row, until: found.until });
    else split.now.push(row);
  }
  return split;
}
