/**
 * Rows as the store sent them, not read yet: thousands of them pass through the loop as bytes, and a thread reads them.
 * Each row is a BSON document, which begins with its own length (https://bsonspec.org/spec.html).
 */
import { deserialize } from 'bson';

/** Documents one after the other, in buffers of their own that may move to another thread. */
export type PackedRows = readonly Uint8Array<ArrayBuffer>[];

/** Rows to ask the store for at a time: the loop gets a turn in between. */
export const rowsAtATime = 1000;

/** @param documents one row each, as a query with `raw` yields them */
export function packRows(documents: readonly Uint8Array[]): PackedRows {
  const packed: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < documents.length; from += rowsAtATime) {
    const part = documents.slice(from, from + rowsAtATime);
    const bytes = new Uint8Array(part.reduce((sum, { byteLength }) => sum + byteLength, 0));
    let at = 0;
    for (const document of part) {
      bytes.set(document, at);
      at += document.byteLength;
    }
    packed.push(bytes);
  }
  return packed;
}

/** Whoever packed the rows says what they hold. */
export function unpackRows<Row>(packed: PackedRows): Row[] {
  const rows: Row[] = [];
  for (const bytes of packed) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < bytes.byteLength;) {
      const length = view.getInt32(at, true);
      // SAFETY: the caller names the rows of the collection that was packed.
      rows.push(deserialize(bytes.subarray(at, at + length)) as Row);
      at += length;
    }
  }
  return rows;
}

export function sizeOf(packed: PackedRows): number {
  return packed.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
