/** Rows of a growing list found by key; the state itself stays plain lists, as it is saved. */
interface Index {
  byKey: Map<string, unknown>;
  seen: number;
  last: unknown;
}

const indexes = new WeakMap<readonly unknown[], Index>();

/**
 * The first row with this key. A list only grows at its end or is replaced by another.
 * @param keyOf the same for every call with this list
 */
export function byKey<Row>(rows: readonly Row[], keyOf: (row: Row) => string, key: string): Row | undefined {
  const known = indexes.get(rows);
  const stands = known !== undefined && known.seen <= rows.length && known.last === rows[known.seen - 1];
  const index: Index = stands ? known : { byKey: new Map(), seen: 0, last: undefined };
  if (index !== known) indexes.set(rows, index);
  for (const row of rows.slice(index.seen)) {
    const own = keyOf(row);
    if (!index.byKey.has(own)) index.byKey.set(own, row);
  }
  index.seen = rows.length;
  index.last = rows.at(-1);
  return index.byKey.get(key) as Row | undefined;
}
