/** What one operation of each kind costs, asked alone: calls and documents where they are counted, CPU where they are not. */
import type { Operation } from './load-mix.js';
import type { Server } from './load-visits.js';

export interface Usage {
  /** Milliseconds of the process, its store and threads. */
  cpu: number;
  /** Megabytes. */
  rss: number;
}

export interface Cost {
  calls: number;
  documents: number;
}

type Mix = Readonly<Record<string, { run: Operation }>>;

/** Until templates are read, threads are up and code is warm. */
const warming = 20;
const times = 20;

/** @param server started as `counted` */
export async function countsOf(server: Server, mix: Mix): Promise<Record<string, Cost>> {
  const counts: Record<string, Cost> = {};
  for (const [name, { run }] of Object.entries(mix)) {
    await run(0);
    await server.ask('tally');
    await run(1);
    counts[name] = await server.ask<Cost>('tally');
  }
  return counts;
}

/** @returns milliseconds of CPU, by kind */
export async function cpusOf(server: Server, mix: Mix): Promise<Record<string, number>> {
  const cpus: Record<string, number> = {};
  for (const [name, { run }] of Object.entries(mix)) {
    for (let turn = 0; turn < warming; turn += 1) await run(turn);
    const before = await server.ask<Usage>('usage');
    for (let turn = 0; turn < times; turn += 1) await run(warming + turn);
    cpus[name] = ((await server.ask<Usage>('usage')).cpu - before.cpu) / times;
  }
  return cpus;
}
