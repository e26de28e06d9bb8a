/**
 * Mixed traffic of 16 clients for a minute on a course of 50 and one of 2,000, filled straight into the durable store.
 * CPU is the server's, whose process serves the store too; the client's is told apart. Arguments: seconds of load.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { externalId } from '../../test/support/full-course.js';
import { startTinyPlatform } from '../../test/lti/support/tiny-platform.js';
import { agent } from './http.js';
import { compiledServer } from './load-build.js';
import { countsOf, cpusOf, type Cost, type Usage } from './load-costs.js';
import { answering, hundredOf, mixOf, type Crowd, type Learner } from './load-mix.js';
import { launch, startServer, type Server } from './load-visits.js';

const sizes = [50, 2000] as const;
const clients = 16;
const inside = 48;
const seconds = Number(process.argv[2] ?? 60);
/** Until what the load has left behind is given back. */
const rest = 5000;

interface Measured {
  /** Megabytes of the process and its store: before its first page, and a while after each load. */
  memory: { before: number; after: number; afterAgain: number };
  /** Asked alone. */
  counts: Readonly<Record<string, Cost>>;
  cpus: Readonly<Record<string, number>>;
  operations: number;
  failed: number;
  seconds: number;
  cpuEach: number;
  clientEach: number;
  /** Milliseconds, by operation. */
  waits: ReadonlyMap<string, readonly number[]>;
}

const platform = await startTinyPlatform();
const kinds = ['intake', 'checkin', 'peer-review', 'gate', 'mentoring'];
const script = compiledServer();

type Filled = Pick<Crowd, 'courseId' | 'activities'>;

async function crowdOf(server: Server, size: number, filled: Filled): Promise<Crowd> {
  const arrive = (index: number) => launch(server, platform, { person: externalId(index) });
  const learners: Learner[] = [];
  for (let index = 0; index < inside; index += 1) {
    learners.push(await answering(await arrive(index), filled.activities.checkin ?? ''));
  }
  const teacher = await launch(server, platform, { person: 'tess' });
  const reopen = (ids: readonly string[]) => server.ask(`reopen?course=${filled.courseId}&ids=${ids.join(',')}`);
  return { ...filled, size, learners, teacher, arrive, reopen };
}

/** Fills the course, and counts what each operation asks of the store. */
async function prepare(directory: string, size: number) {
  const server = await startServer({ script, directory, platform }, 'counted');
  try {
    await server.ask('register');
    for (const kind of kinds) await launch(server, platform, { person: 'tess', kind });
    const filled = await server.ask<Filled>(`fill?size=${String(size)}`);
    return { filled, counts: await countsOf(server, mixOf(await crowdOf(server, size, filled))) };
  } finally {
    await server.stop();
  }
}

async function loadOn(crowd: Crowd, until: number) {
  const mix = mixOf(crowd);
  const hundred = hundredOf(mix);
  const waits = new Map<string, number[]>(Object.keys(mix).map((name) => [name, []]));
  let turn = 0;
  let failed = 0;
  const client = async () => {
    while (performance.now() < until) {
      const mine = turn++;
      const name = hundred[mine % hundred.length] ?? '';
      const start = performance.now();
      try {
        await mix[name]?.run(mine);
        waits.get(name)?.push(performance.now() - start);
      } catch (problem) {
        if (failed === 0) console.error(`${name}: ${String(problem)}`);
        failed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { waits, failed, operations: turn };
}

async function measure(size: number): Promise<Measured> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-load-'));
  try {
    const { filled, counts } = await prepare(directory, size);
    console.error(`course of ${String(size)} is filled`);
    const server = await startServer({ script, directory, platform }, 'timed');
    try {
      const { rss: before } = await server.ask<Usage>('usage');
      const crowd = await crowdOf(server, size, filled);
      const cpus = await cpusOf(server, mixOf(crowd));
      const { after, ...loaded } = await underLoad(server, crowd, seconds);
      const { after: afterAgain } = await underLoad(server, crowd, seconds / 2);
      return { counts, cpus, ...loaded, memory: { before, after, afterAgain } };
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function underLoad(server: Server, crowd: Crowd, lasting: number) {
  const before = await server.ask<Usage>('usage');
  const own = process.cpuUsage();
  const start = performance.now();
  const loaded = await loadOn(crowd, start + lasting * 1000);
  const passed = (performance.now() - start) / 1000;
  const spent = process.cpuUsage(own);
  const { cpu } = await server.ask<Usage>('usage');
  await sleep(rest);
  const { rss: after } = await server.ask<Usage>('usage');
  const { operations } = loaded;
  const clientEach = (spent.user + spent.system) / 1000 / operations;
  console.error(`course of ${String(crowd.size)}: ${String(operations)} operations, ${String(loaded.failed)} failed`);
  return { ...loaded, after, seconds: passed, cpuEach: (cpu - before.cpu) / operations, clientEach };
}

const rounded = (value: number) => Math.round(value * 100) / 100;

function judged(name: string, value: number, unit: string, atMost: number) {
  return { case: name, value: rounded(value), unit, owed: `<= ${String(atMost)}`, holds: value <= atMost };
}

function p95(waits: readonly number[]): number {
  const sorted = waits.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}

function shownOf(size: number, found: Measured) {
  const of = `course of ${String(size)}`;
  const alone = Object.entries(found.counts).flatMap(([name, { calls, documents }]) => [
    { case: `${of}: ${name}, calls`, value: calls, unit: '' },
    { case: `${of}: ${name}, documents`, value: documents, unit: '' },
    { case: `${of}: ${name}, cpu`, value: rounded(found.cpus[name] ?? 0), unit: 'ms' },
  ]);
  return [
    { case: `${of}: operations per second`, value: rounded(found.operations / found.seconds), unit: '1/s' },
    { case: `${of}: cpu per operation`, value: rounded(found.cpuEach), unit: 'ms' },
    { case: `${of}: cpu of the client per operation`, value: rounded(found.clientEach), unit: 'ms' },
    ...alone,
    ...[...found.waits].map(([name, waits]) => ({
      case: `${of}: ${name}, p95`,
      value: rounded(p95(waits)),
      unit: 'ms',
    })),
  ];
}

function casesOf(small: Measured, large: Measured) {
  const home = (name: string, owed: { calls: number; documents: number; cpu: number }) => [
    judged(`${name}: calls`, large.counts[name]?.calls ?? Infinity, '', owed.calls),
    judged(`${name}: documents`, large.counts[name]?.documents ?? Infinity, '', owed.documents),
    judged(`${name}: cpu`, large.cpus[name] ?? Infinity, 'ms', owed.cpu),
  ];
  const perSecond = large.operations / large.seconds;
  return [
    { case: 'operations per second', value: rounded(perSecond), unit: '1/s', owed: '>= 80', holds: perSecond >= 80 },
    judged('cpu per operation, process and store', large.cpuEach, 'ms', 16),
    ...home('learner home', { calls: 12, documents: 60, cpu: 15 }),
    ...home('teacher home', { calls: 20, documents: 200, cpu: 40 }),
    judged('cpu per operation at 2,000 against 50', large.cpuEach / small.cpuEach, '', 1.3),
    { case: 'memory before', value: rounded(large.memory.before), unit: 'MB' },
    judged('memory after', large.memory.after, 'MB', 350),
    judged('memory after half as much again', large.memory.afterAgain, 'MB', 350),
    judged('operations that failed', large.failed + small.failed, '', 0),
    ...shownOf(sizes[0], small),
    ...shownOf(sizes[1], large),
  ];
}

try {
  const small = await measure(sizes[0]);
  const large = await measure(sizes[1]);
  const machine = { cores: cpus().length, node: process.versions.node };
  console.log(JSON.stringify({ bench: 'load', machine, cases: casesOf(small, large) }));
} finally {
  await platform.close();
  agent.destroy();
}
