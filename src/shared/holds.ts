/** Whether a row has all this already; lists are the same when they hold the same in the same order. */
export function holdsAll<Row extends object>(row: Row, part: Partial<Row>): boolean {
  return Object.entries(part).every(([field, value]) => {
    // SAFETY: the keys of a Partial<Row> are keys of Row.
    const stored = row[field as keyof Row];
    return Array.isArray(value) ? JSON.stringify(stored) === JSON.stringify(value) : stored === value;
  });
}
