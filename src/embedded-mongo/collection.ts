import { ObjectId } from 'bson';
import { decode } from './bson-read.js';
import { doc as document, type Doc, type Value } from './bson-value.js';
import { encode } from './bson-write.js';
import { MongoError } from './errors.js';
import { compileQuery } from './matcher.js';
import { inIndexOrder, plan, planHinted, walk, wayOf, yieldsOrder } from './planner.js';
import { NATURAL, sorted, type SortField } from './sorting.js';
import { StoreIndex, type Rec } from './store-index.js';
import { show } from './show.js';
import { keyOf, same, toNumber, type Maybe } from './values.js';

const MAX_DOCUMENT = 16 * 1024 * 1024;

/** Told of every change before it is acknowledged; the log. */
export interface Changes {
  put(namespace: string, bytes: Uint8Array): void;
  remove(namespace: string, id: Value): void;
}

export interface Find {
  query: Doc;
  sort?: SortField[];
  /** The name or the key pattern of the index to use. */
  hint?: Maybe;
}

/** The records to look at, and what puts those that match in order when they do not come in it. */
interface Access {
  recs: Iterable<Rec>;
  arrange?: ((matches: Rec[]) => Rec[]) | undefined;
}

export class Collection {
  readonly records = new Map<string, Rec>();
  readonly indexes = new Map<string, StoreIndex>();
  private nextSeq = 0;

  constructor(
    readonly namespace: string,
    private readonly changes: Changes,
    private readonly exists = true,
  ) {
    this.indexes.set('_id_', new StoreIndex(document({ v: 2, key: document({ _id: 1 }), name: '_id_' })));
  }

  /** Adds a document and answers it; without an `_id` it gets one. */
  insert(given: Doc): Rec {
    const doc = withId(given);
    const rec: Rec = { seq: this.nextSeq, id: idKey(doc), doc, bytes: this.encode(doc) };
    this.refuseDuplicates(doc);
    this.changes.put(this.namespace, rec.bytes);
    this.place(rec);
    return rec;
  }

  /** Puts a document read from the log where it belongs, over an older version of it. */
  restore(bytes: Buffer): void {
    const doc = decode(bytes);
    const old = this.records.get(idKey(doc));
    if (old) this.swap(old, doc, bytes);
    else this.place({ seq: this.nextSeq, id: idKey(doc), doc, bytes });
  }

  private place(rec: Rec): void {
    this.nextSeq += 1;
    this.records.set(rec.id, rec);
    for (const index of this.indexes.values()) index.add(rec);
  }

  /** Gives a record its new content; false when that is what it has already. */
  replace(rec: Rec, doc: Doc): boolean {
    if (idKey(doc) !== rec.id) {
      throw new MongoError(
        'ImmutableField',
        "Performing an update on the path '_id' would modify the immutable field '_id'",
      );
    }
    const bytes = this.encode(doc);
    if (Buffer.compare(bytes, rec.bytes) === 0) return false;
    this.refuseDuplicates(doc, rec);
    this.changes.put(this.namespace, bytes);
    this.swap(rec, doc, bytes);
    return true;
  }

  private swap(rec: Rec, doc: Doc, bytes: Uint8Array): void {
    for (const index of this.indexes.values()) index.remove(rec);
    rec.doc = doc;
    rec.bytes = bytes;
    for (const index of this.indexes.values()) index.add(rec);
  }

  remove(rec: Rec): void {
    this.changes.remove(this.namespace, rec.doc.get('_id') ?? null);
    this.forget(rec);
  }

  /** Drops by `_id` what the log says was removed. */
  restoreRemoval(id: Value): void {
    const rec = this.records.get(keyOf(id));
    if (rec) this.forget(rec);
  }

  private forget(rec: Rec): void {
    this.records.delete(rec.id);
    for (const index of this.indexes.values()) index.remove(rec);
  }

  private encode(doc: Doc): Buffer {
    const encoded = encode(doc);
    // Memory of its own: a piece of Node's pool would keep alive all that passed through the pool beside it.
    const bytes = Buffer.allocUnsafeSlow(encoded.length);
    encoded.copy(bytes);
    if (bytes.length > MAX_DOCUMENT) {
      throw new MongoError(
        'BSONObjectTooLarge',
        `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT}`,
      );
    }
    return bytes;
  }

  private refuseDuplicates(doc: Doc, self?: Rec): void {
    // Every index builds its keys here, before anything changed: what cannot be indexed fails the write.
    for (const index of this.indexes.values()) {
      const values = index.conflict(doc, self);
      if (values) throw duplicate(this.namespace, index, values);
    }
  }

  /** Builds an index; false when the same one is there. */
  addIndex(index: StoreIndex): boolean {
    for (const other of this.indexes.values()) {
      const sameKey = same(other.key, index.key) && same(other.partial ?? null, index.partial ?? null);
      if (other.name === index.name ? other.sameAs(index) || index.name === '_id_' : false) return false;
      if (other.name === index.name) {
        throw new MongoError(
          'IndexKeySpecsConflict',
          `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${index.name}, existing index: ${other.name}`,
        );
      }
      if (sameKey)
        throw new MongoError('IndexOptionsConflict', `Index already exists with a different name: ${other.name}`);
    }
    for (const rec of this.records.values()) {
      const values = index.conflict(rec.doc);
      if (values) throw duplicate(this.namespace, index, values);
      index.add(rec);
    }
    this.indexes.set(index.name, index);
    return true;
  }

  /** The records a query matches, in the order asked for by sort or hint; `most` stops early where the order allows. */
  find(find: Find, most = Infinity): Rec[] {
    const test = compileQuery(find.query);
    const { recs, arrange } = this.access(find);
    const matches: Rec[] = [];
    for (const rec of recs) {
      if (!test(rec.doc)) continue;
      matches.push(rec);
      if (!arrange && matches.length >= most) break;
    }
    return arrange ? arrange(matches).slice(0, most) : matches;
  }

  private access({ query, sort = [], hint }: Find): Access {
    const natural = naturalWay(sort, hint);
    const order = sort[0]?.name === NATURAL ? [] : sort;
    const bySort = order.length === 0 ? undefined : (recs: Rec[]) => sorted(recs, order, (rec) => rec.doc);
    if (natural !== undefined) return { recs: this.all(natural), arrange: bySort };
    const hinted = this.hinted(hint);
    const found = hinted ? planHinted(query, hinted) : plan(query, this.indexes.values());
    if (!found) return { recs: this.records.values(), arrange: bySort };
    const way = bySort ? yieldsOrder(found, order) : hinted && wayOf(hinted);
    if (way !== undefined) return { recs: walk(found, way) };
    return { recs: walk(found), arrange: bySort ?? (hinted && ((recs) => inIndexOrder(found, recs))) };
  }

  private all(way: 1 | -1 | undefined): Iterable<Rec> {
    return way === -1 ? [...this.records.values()].reverse() : this.records.values();
  }

  private hinted(hint: Maybe): StoreIndex | undefined {
    if (hint === undefined || (hint instanceof Map && hint.size === 0)) return undefined;
    for (const index of this.indexes.values()) {
      if (typeof hint === 'string' ? index.name === hint : same(index.key, hint)) return index;
    }
    // Of a collection that is not there MongoDB plans nothing: no index is asked for.
    if (!this.exists) return undefined;
    throw new MongoError(
      'BadValue',
      'error processing query: planner returned error: hint provided does not correspond to an existing index',
    );
  }
}

/** Which way `$natural` is asked for, if it is. */
function naturalWay(sort: SortField[], hint: Maybe): 1 | -1 | undefined {
  const way = sort[0]?.name === NATURAL ? sort[0].way : hint instanceof Map ? hint.get(NATURAL) : undefined;
  if (way === undefined) return undefined;
  if (toNumber(way) === 1 || toNumber(way) === -1) return toNumber(way) < 0 ? -1 : 1;
  throw new MongoError('BadValue', '$natural hint cannot be set to a value other than -1 or 1.');
}

function withId(given: Doc): Doc {
  const id = given.get('_id');
  const [first] = given.keys();
  const doc = id !== undefined && first === '_id' ? given : new Map([['_id', id ?? new ObjectId()], ...given]);
  if (Array.isArray(id)) throw new MongoError('InvalidIdField', "The '_id' value cannot be of type array");
  return doc;
}

function idKey(doc: Doc): string {
  return keyOf(doc.get('_id'));
}

function duplicate(namespace: string, index: StoreIndex, values: Maybe[]): MongoError {
  const value: Doc = new Map(index.fields.map(({ name }, i) => [name, values[i] ?? null]));
  const shown = [...value].map(([name, field]) => `${name}: ${show(field)}`).join(', ');
  return new MongoError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: { ${shown} }`,
    document({ keyPattern: index.key, keyValue: value }),
  );
}
