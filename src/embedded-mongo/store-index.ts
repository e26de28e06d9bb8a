import { type Doc, type Value } from './bson-value.js';
import { MongoError, notSupported } from './errors.js';
import { compileQuery, type Predicate } from './matcher.js';
import { entriesOf, keyRows, type Entry } from './index-keys.js';
import { isIndex } from './paths.js';
import { SortedMap } from './sorted-map.js';
import { show } from './show.js';
import { isNumeric, same, toNumber, truthy, type Key, type Maybe } from './values.js';

/** One stored document: `seq` orders records, `bytes` is what readers get, `id` the key of its `_id`. */
export interface Rec {
  readonly seq: number;
  readonly id: string;
  doc: Doc;
  bytes: Uint8Array;
}

const OPTIONS = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'ns',
  'hidden',
  'collation',
];

/** Above every key: the end of a range that has none. */
export const END = '\uffff';

export class StoreIndex {
  readonly name: string;
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly fields: { path: string[]; name: string; way: number }[];
  readonly partial: Doc | undefined;
  readonly expireAfterSeconds: number | undefined;
  multikey = false;
  readonly entries = new SortedMap<Rec>();
  private readonly paths: string[][];
  private readonly covers: Predicate | undefined;

  /** `spec` is a document as `createIndexes` takes it; what cannot be honoured is refused. */
  constructor(readonly spec: Doc) {
    for (const option of spec.keys()) {
      if (!OPTIONS.includes(option)) throw notSupported(`the index option ${option}`);
    }
    const collation = spec.get('collation');
    if (collation instanceof Map && collation.get('locale') !== 'simple') throw notSupported('collation');
    const key = spec.get('key');
    const name = spec.get('name');
    if (!(key instanceof Map) || key.size === 0)
      throw new MongoError('CannotCreateIndex', 'Index keys cannot be empty.');
    if (typeof name !== 'string' || name === '')
      throw new MongoError('FailedToParse', "The 'name' field is a required property of an index specification");
    this.name = name;
    this.fields = [...key].map(([field, way]) => ({ path: field.split('.'), name: field, way: direction(field, way) }));
    this.paths = this.fields.map(({ path }) => path);
    this.unique = name === '_id_' || truthy(spec.get('unique'));
    this.sparse = truthy(spec.get('sparse'));
    this.partial = filterOf(spec.get('partialFilterExpression'));
    this.covers = this.partial && compileQuery(this.partial);
    const seconds = spec.get('expireAfterSeconds');
    this.expireAfterSeconds = isNumeric(seconds) ? toNumber(seconds) : undefined;
    if (seconds !== undefined && (this.expireAfterSeconds === undefined || this.fields.length !== 1)) {
      throw new MongoError('CannotCreateIndex', 'TTL indexes are single-field indexes with a number of seconds');
    }
  }

  get key(): Doc {
    // SAFETY: the constructor refuses a spec whose key is not a document.
    return this.spec.get('key') as Doc;
  }

  /** Under what the index holds this document: nothing when it is sparse or partial and does not cover it. */
  entriesOf(doc: Doc): { entries: Entry[]; many: boolean } {
    if (this.covers && !this.covers(doc)) return { entries: [], many: false };
    const found = entriesOf(doc, this.paths);
    if (!this.sparse) return found;
    return { entries: found.entries.filter(({ missing }) => !missing), many: found.many };
  }

  /** The keys a document has here, field by field. */
  rowsOf(doc: Doc): Key[][] {
    return keyRows(doc, this.paths);
  }

  private entry(key: string, rec: Rec): string {
    return key + rec.seq.toString(36).padStart(9, '0');
  }

  add(rec: Rec): void {
    const { entries, many } = this.entriesOf(rec.doc);
    if (many) this.multikey = true;
    for (const { key } of entries) this.entries.set(this.entry(key, rec), rec);
  }

  remove(rec: Rec): void {
    for (const { key } of this.entriesOf(rec.doc).entries) this.entries.delete(this.entry(key, rec));
  }

  /** The values of a key the document would share with a record other than `self`; builds its keys in any case, which may throw. */
  conflict(doc: Doc, self?: Rec): Maybe[] | undefined {
    const { entries } = this.entriesOf(doc);
    if (!this.unique) return undefined;
    for (const { key, values } of entries) {
      for (const rec of this.entries.range(key, key + END)) if (rec !== self) return values;
    }
    return undefined;
  }

  sameAs(other: StoreIndex): boolean {
    const strip = (spec: Doc): Doc =>
      new Map([...spec].filter(([name]) => !['v', 'background', 'ns'].includes(name)).sort());
    return same(strip(this.spec), strip(other.spec));
  }
}

function direction(field: string, way: Value): number {
  if (!isNumeric(way)) throw notSupported(`an index of kind ${show(way)}`);
  if (field === '' || field.split('.').includes(''))
    throw new MongoError('CannotCreateIndex', 'Index keys cannot contain an empty field.');
  if (field.split('.').some(isIndex)) throw notSupported('positions in the path of an index');
  if (field.includes('$**')) throw notSupported('wildcard indexes');
  const number = toNumber(way);
  if (number === 0 || Number.isNaN(number))
    throw new MongoError('CannotCreateIndex', 'Values in the index key pattern cannot be 0.');
  return number < 0 ? -1 : 1;
}

function filterOf(filter: Maybe): Doc | undefined {
  if (filter === undefined) return undefined;
  if (filter instanceof Map) return filter;
  throw new MongoError('CannotCreateIndex', '"partialFilterExpression" for an index must be a document');
}
