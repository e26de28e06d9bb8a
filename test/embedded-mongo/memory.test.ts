/** What the store holds in memory is what its documents need. */
import { expect, test } from '@jest/globals';
import { doc } from '../../src/embedded-mongo/bson-value.js';
import { Collection } from '../../src/embedded-mongo/collection.js';

const unheard = { put: () => {}, remove: () => {} };

test('a document keeps its own bytes alive, and nothing that was written beside it', () => {
  const collection = new Collection('tandem.notes', unheard);
  const rec = collection.insert(doc({ _id: 'a', text: 'short' }));
  expect(rec.bytes.buffer.byteLength).toBe(rec.bytes.byteLength);
  collection.replace(rec, doc({ _id: 'a', text: 'another' }));
  expect(rec.bytes.buffer.byteLength).toBe(rec.bytes.byteLength);
});
