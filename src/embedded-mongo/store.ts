import { type Doc, type Value } from './bson-value.js';
import { Collection, type Changes } from './collection.js';
import { MongoError } from './errors.js';
import { reach } from './paths.js';
import { StoreIndex } from './store-index.js';

/** Everything the log must know to make the store again. */
export interface Journal extends Changes {
  /** How many changes there have been: a command that did not raise it wrote nothing. */
  readonly changes: number;
  /** Resolves when every change so far is on the disk. */
  durable(): Promise<void>;
  create(namespace: string): void;
  drop(namespace: string): void;
  addIndex(namespace: string, spec: Doc): void;
  dropIndex(namespace: string, name: string): void;
}

export const NO_JOURNAL: Journal = {
  put: () => undefined,
  remove: () => undefined,
  create: () => undefined,
  drop: () => undefined,
  addIndex: () => undefined,
  dropIndex: () => undefined,
  changes: 0,
  durable: () => Promise.resolve(),
};

/** All collections, by namespace (`database.collection`). */
export class Store {
  readonly collections = new Map<string, Collection>();

  /** What a collection that does not exist reads as. */
  readonly empty = new Collection('-.-', NO_JOURNAL, false);

  constructor(readonly journal: Journal) {}

  get(namespace: string): Collection | undefined {
    return this.collections.get(namespace);
  }

  ensure(namespace: string): Collection {
    return this.collections.get(namespace) ?? this.create(namespace);
  }

  create(namespace: string): Collection {
    refuseBadName(namespace);
    if (this.collections.has(namespace))
      throw new MongoError('NamespaceExists', `Collection ${namespace} already exists.`);
    this.journal.create(namespace);
    return this.restore(namespace);
  }

  /** Puts a collection back that the log says was created. */
  restore(namespace: string): Collection {
    const collection = new Collection(namespace, this.journal);
    this.collections.set(namespace, collection);
    return collection;
  }

  /** What all documents take, in bytes. */
  bytes(): number {
    let sum = 0;
    for (const { records } of this.collections.values()) for (const rec of records.values()) sum += rec.bytes.length;
    return sum;
  }

  drop(namespace: string): Collection | undefined {
    const collection = this.collections.get(namespace);
    if (!collection) return undefined;
    this.collections.delete(namespace);
    this.journal.drop(namespace);
    return collection;
  }

  addIndex(namespace: string, spec: Doc): boolean {
    const added = this.ensure(namespace).addIndex(new StoreIndex(spec));
    if (added) this.journal.addIndex(namespace, spec);
    return added;
  }

  dropIndex(namespace: string, name: string): void {
    this.collections.get(namespace)?.indexes.delete(name);
    this.journal.dropIndex(namespace, name);
  }

  inDatabase(database: string): Collection[] {
    return [...this.collections.values()].filter(({ namespace }) => namespace.startsWith(`${database}.`));
  }

  /** Removes what a TTL index says is over; dates in an array count by the earliest. */
  expire(now: Date): number {
    let removed = 0;
    for (const collection of this.collections.values()) {
      for (const index of [...collection.indexes.values()]) {
        if (index.expireAfterSeconds === undefined) continue;
        const limit = now.getTime() - index.expireAfterSeconds * 1000;
        const path = index.fields[0]?.path ?? [];
        const due = [...index.entries.range('\x45', '\x46')].filter((rec) =>
          reach(rec.doc, path).some((value) => expired(value, limit)),
        );
        for (const rec of new Set(due)) {
          collection.remove(rec);
          removed += 1;
        }
      }
    }
    return removed;
  }
}

function expired(value: Value | undefined, limit: number): boolean {
  if (value instanceof Date) return value.getTime() <= limit;
  return Array.isArray(value) && value.some((item) => expired(item, limit));
}

function refuseBadName(namespace: string): void {
  const dot = namespace.indexOf('.');
  const [database, name] = [namespace.slice(0, dot), namespace.slice(dot + 1)];
  if (dot < 1 || /[/\\. "$*<>:|?\0]/.test(database) || database.length > 63) {
    throw new MongoError('InvalidNamespace', `Invalid namespace specified '${namespace}'`);
  }
  if (name === '' || /[$\0]/.test(name) || name.startsWith('.') || name.endsWith('.') || namespace.length > 255) {
    throw new MongoError('InvalidNamespace', `Invalid collection name: ${name}`);
  }
}
