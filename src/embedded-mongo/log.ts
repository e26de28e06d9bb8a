import * as fs from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decode } from './bson-read.js';
import { doc as document, type Doc, type Value } from './bson-value.js';
import { encode } from './bson-write.js';
import { frame, MAGIC, readLog, type LogRecord, type Operation } from './log-file.js';
import { Store, type Journal } from './store.js';
import { StoreIndex } from './store-index.js';

const fdatasync = promisify(fs.fdatasync);
const write = promisify(fs.write);

/** A log below this many bytes is never rewritten. */
const COMPACT_FROM = 16 * 1024 * 1024;
const CHUNK = 4 * 1024 * 1024;

export interface LogOptions {
  compactFrom?: number;
  /** Told once, when a write failed: memory is then ahead of the disk and nothing may be acknowledged any more. */
  onFailure?: (error: Error) => void;
}

/**
 * The store on the disk: every change is appended, and acknowledged once `fdatasync` returned for the group it was
 * written with. When the log is twice what the documents need it is rewritten as one record per document.
 */
export class Log implements Journal {
  readonly store = new Store(this);
  /** How many changes there have been: a command that did not raise it wrote nothing. */
  changes = 0;
  private fd = -1;
  private generation = 0;
  private size = 0;
  private compactAt: number;
  private pending: Buffer[] = [];
  private flushing: Promise<void> | undefined;
  private failure: Error | undefined;

  constructor(
    private readonly directory: string,
    private readonly options: LogOptions = {},
  ) {
    this.compactAt = options.compactFrom ?? COMPACT_FROM;
  }

  put(namespace: string, bytes: Uint8Array): void {
    this.append('put', namespace, bytes);
  }

  remove(namespace: string, id: Value): void {
    this.append('remove', namespace, encode(document({ _id: id })));
  }

  create(namespace: string): void {
    this.append('create', namespace, NOTHING);
  }

  drop(namespace: string): void {
    this.append('drop', namespace, NOTHING);
  }

  addIndex(namespace: string, spec: Doc): void {
    this.append('index', namespace, encode(spec));
  }

  dropIndex(namespace: string, name: string): void {
    this.append('unindex', namespace, Buffer.from(name));
  }

  private append(operation: Operation, namespace: string, bytes: Uint8Array): void {
    if (this.failure) throw this.failure;
    this.changes += 1;
    this.pending.push(frame(operation, namespace, bytes));
  }

  /** Reads what is there into `store`; throws `DamagedLog` rather than forget. Synchronous: nothing is served before it is done. */
  open(): void {
    const names = fs.readdirSync(this.directory);
    for (const name of names) if (name.endsWith('.tmp')) fs.rmSync(this.path(name));
    const generations = names.flatMap((name) => /^log-(\d+)\.bin$/.exec(name)?.[1] ?? []).map(Number);
    this.generation = Math.max(0, ...generations);
    if (this.generation === 0) this.rewrite();
    else this.read();
    for (const older of generations) if (older < this.generation) fs.rmSync(this.path(fileName(older)));
    // Another server on this directory sees the log grow by what it did not write, and stops.
    const mark = frame('open', '', encode(document({ pid: process.pid, at: new Date() })));
    if (fs.writeSync(this.fd, mark) < mark.length) throw new Error('the disk takes no more: the store cannot start');
    fs.fdatasyncSync(this.fd);
    this.size += mark.length;
  }

  private read(): void {
    const path = this.path(fileName(this.generation));
    const bytes = fs.readFileSync(path);
    const end = readLog(path, bytes, (record) => this.apply(record));
    this.fd = fs.openSync(path, 'a');
    if (end < bytes.length) {
      fs.ftruncateSync(this.fd, end);
      fs.fsyncSync(this.fd);
    }
    this.size = end;
    this.compactAt = Math.max(this.compactAt, 2 * this.store.bytes());
  }

  private apply({ operation, namespace, bytes }: LogRecord): void {
    const collection = this.store.collections.get(namespace);
    if (operation === 'open') return;
    if (operation === 'create') this.store.restore(namespace);
    else if (operation === 'drop') this.store.collections.delete(namespace);
    // The file outlives its records in memory: each document keeps bytes of its own.
    else if (operation === 'put') collection?.restore(Buffer.from(bytes));
    else if (operation === 'remove') collection?.restoreRemoval(decode(bytes).get('_id') ?? null);
    else if (operation === 'index') collection?.addIndex(new StoreIndex(decode(bytes)));
    else collection?.indexes.delete(bytes.toString());
  }

  /** Resolves when every change so far is on the disk. */
  durable(): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    if (this.pending.length === 0) return this.flushing ?? Promise.resolve();
    const before = this.flushing;
    this.next ??= (before ?? Promise.resolve()).then(() => this.flush());
    return this.next;
  }

  private next: Promise<void> | undefined;

  private async flush(): Promise<void> {
    const running = this.next;
    this.flushing = running;
    this.next = undefined;
    const group = this.pending;
    this.pending = [];
    try {
      await this.writeGroup(Buffer.concat(group));
      if (this.size > this.compactAt) this.compact();
    } catch (error) {
      throw this.fail(error);
    } finally {
      if (this.flushing === running) this.flushing = undefined;
    }
  }

  private async writeGroup(bytes: Buffer): Promise<void> {
    const { size, nlink } = fs.fstatSync(this.fd);
    if (size !== this.size || nlink === 0) throw new Error('another server writes to this directory');
    let at = 0;
    while (at < bytes.length) at += (await write(this.fd, bytes, at, bytes.length - at)).bytesWritten;
    await fdatasync(this.fd);
    this.size += bytes.length;
  }

  private fail(error: unknown): Error {
    const reason = error instanceof Error ? error.message : String(error);
    if (!this.failure) {
      this.failure = new Error(`the store's log cannot be written (${reason}): the store stops`, { cause: error });
      this.options.onFailure?.(this.failure);
    }
    return this.failure;
  }

  /** What is pending is in memory already, hence in the new file; writing it again after it does no harm. */
  private compact(): void {
    const old = { fd: this.fd, generation: this.generation };
    this.rewrite();
    fs.closeSync(old.fd);
    fs.rmSync(this.path(fileName(old.generation)));
    this.compactAt = Math.max(this.options.compactFrom ?? COMPACT_FROM, 2 * this.size);
  }

  /** Writes the next generation whole, then makes it the log by one rename. */
  private rewrite(): void {
    const generation = this.generation + 1;
    const [temporary, final] = [this.path(`log-${generation}.tmp`), this.path(fileName(generation))];
    const fd = fs.openSync(temporary, 'ax', 0o600);
    let size = 0;
    let chunk: Buffer[] = [MAGIC];
    let held = MAGIC.length;
    const spill = (): void => {
      const bytes = Buffer.concat(chunk);
      for (let at = 0; at < bytes.length;) at += fs.writeSync(fd, bytes, at);
      [size, held, chunk] = [size + bytes.length, 0, []];
    };
    for (const record of this.snapshot()) {
      chunk.push(record);
      held += record.length;
      if (held > CHUNK) spill();
    }
    spill();
    fs.fsyncSync(fd);
    fs.renameSync(temporary, final);
    syncDirectory(this.directory);
    [this.fd, this.generation, this.size] = [fd, generation, size];
  }

  private *snapshot(): Generator<Buffer> {
    for (const { namespace, indexes, records } of this.store.collections.values()) {
      yield frame('create', namespace, NOTHING);
      for (const rec of records.values()) yield frame('put', namespace, rec.bytes);
      for (const index of indexes.values()) yield frame('index', namespace, encode(index.spec));
    }
  }

  async close(): Promise<void> {
    if (!this.failure) await this.durable();
    if (this.fd >= 0) fs.closeSync(this.fd);
    this.fd = -1;
  }

  private path(name: string): string {
    return join(this.directory, name);
  }
}

const NOTHING = new Uint8Array(0);

function fileName(generation: number): string {
  return `log-${generation}.bin`;
}

function syncDirectory(directory: string): void {
  const fd = fs.openSync(directory, 'r');
  fs.fsyncSync(fd);
  fs.closeSync(fd);
}
