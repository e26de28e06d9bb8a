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
import { hundredOf, mixOf, type Crowd } from './load-mix.js';
import { ask, launch, startServer, type Inside, type Server } from './load-visits.js';

const sizes = [50, 2000] as const;
const clients = 16;
const inside = 48;
const seconds = Number(process.argv[2] ?? 60);
/** Of one page asked alone. */
const times = 20;
/** Until what the load has left behind is given back. */
const rest = 5000;

interface Usage {
  cpu: number;
  rss: number;
}

interface Cost {
  calls: number;
  documents: number;
}

interface Measured {
  /** Megabytes of the process and its store: before its first page, and a while after the load. */
  memory: { before: number; after: number };
  pages: Readonly<Record<'learner' | 'teacher', Cost & { cpu: number }>>;
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

async function crowdOf(server: Server, size: number, filled: Pick<Crowd, 'courseId' | 'activities'>): Promise<Crowd> {
  const arrive = (index: number) => launch(server, platform, { person: externalId(index) });
  const learners: Inside[] = [];
  for (let index = 0; index < inside; index += 1) learners.push(await arrive(index));
  const teacher = await launch(server, platform, { person: 'tess' });
  const reopen = (ids: readonly string[]) => server.ask(`reopen?ids=${ids.join(',')}`);
  return { ...filled, size, learners, teacher, arrive, reopen };
}

/** Fills the course, and counts what both homes ask of the store. */
async function prepare(directory: string, size: number) {
  const server = await startServer(directory, platform, 'counted');
  try {
    await server.ask('register');
    for (const kind of kinds) await launch(server, platform, { person: 'tess', kind });
    const filled = await server.ask<Pick<Crowd, 'courseId' | 'activities'>>(`fill?size=${String(size)}`);
    const count = async (person: string): Promise<Cost> => {
      const { visitUrl, cookie } = await launch(server, platform, { person });
      // The first one starts threads and reads templates.
      await ask({ visitUrl, cookie }, '/mentoring');
      return server.ask<Cost>(`count?page=${encodeURIComponent(`${visitUrl}/mentoring`)}`, cookie);
    };
    return { filled, learner: await count(externalId(3)), teacher: await count('tess') };
  } finally {
    await server.stop();
  }
}

/** Milliseconds of the server's CPU for one home that is asked for alone. */
async function cpuOf(server: Server, who: Inside): Promise<number> {
  for (let time = 0; time < times; time += 1) await ask(who, '/mentoring');
  const before = await server.ask<Usage>('usage');
  for (let time = 0; time < times; time += 1) await ask(who, '/mentoring');
  return ((await server.ask<Usage>('usage')).cpu - before.cpu) / times;
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
    const { filled, ...counted } = await prepare(directory, size);
    console.error(`course of ${String(size)} is filled`);
    const server = await startServer(directory, platform, 'timed');
    try {
      const { rss } = await server.ask<Usage>('usage');
      const crowd = await crowdOf(server, size, filled);
      const [learner] = crowd.learners.slice(3);
      const alone = {
        learner: { ...counted.learner, cpu: await cpuOf(server, learner ?? crowd.teacher) },
        teacher: { ...counted.teacher, cpu: await cpuOf(server, crowd.teacher) },
      };
      const { after, ...loaded } = await underLoad(server, crowd);
      return { pages: alone, ...loaded, memory: { before: rss, after } };
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function underLoad(server: Server, crowd: Crowd) {
  const before = await server.ask<Usage>('usage');
  const own = process.cpuUsage();
  const start = performance.now();
  const loaded = await loadOn(crowd, start + seconds * 1000);
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
  return [
    { case: `${of}: operations per second`, value: rounded(found.operations / found.seconds), unit: '1/s' },
    { case: `${of}: cpu per operation`, value: rounded(found.cpuEach), unit: 'ms' },
    { case: `${of}: cpu of the client per operation`, value: rounded(found.clientEach), unit: 'ms' },
    ...[...found.waits].map(([name, waits]) => ({
      case: `${of}: ${name}, p95`,
      value: rounded(p95(waits)),
      unit: 'ms',
    })),
  ];
}

function casesOf(small: Measured, large: Measured) {
  const { learner, teacher } = large.pages;
  const perSecond = large.operations / large.seconds;
  return [
    { case: 'operations per second', value: rounded(perSecond), unit: '1/s', owed: '>= 80', holds: perSecond >= 80 },
    judged('cpu per operation, process and store', large.cpuEach, 'ms', 16),
    judged('learner home: calls', learner.calls, '', 12),
    judged('learner home: documents', learner.documents, '', 60),
    judged('learner home: cpu', learner.cpu, 'ms', 15),
    judged('teacher home: calls', teacher.calls, '', 20),
    judged('teacher home: documents', teacher.documents, '', 200),
    judged('teacher home: cpu', teacher.cpu, 'ms', 40),
    judged('cpu per operation at 2,000 against 50', large.cpuEach / small.cpuEach, '', 1.3),
    { case: 'memory before', value: rounded(large.memory.before), unit: 'MB' },
    judged('memory after', large.memory.after, 'MB', 350),
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
