import { setImmediate as turn } from 'node:timers/promises';

/** So many rows are mapped in a few milliseconds. */
const atATime = 1000;

/** Maps thousands; other work gets a turn in between. */
export async function mapInTurns<Row, Mapped>(rows: readonly Row[], map: (row: Row) => Mapped): Promise<Mapped[]> {
  const mapped: Mapped[] = [];
  for (let from = 0; from < rows.length; from += atATime) {
    if (from > 0) await turn();
    for (const row of rows.slice(from, from + atATime)) mapped.push(map(row));
  }
  return mapped;
}
