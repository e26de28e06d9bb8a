/**
 * 10,000 scores to a sandbox Moodle that answers in 50 ms, 5 % of the time with 500, 2 % with 409, 1 % with a page of HTML and
 * 200: how long until every cell of the gradebook is right, over 16 connections. Beside it the same scores through ltijs's own
 * grade service, to another column, over as many. The sandbox runs in a process of its own.
 */
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { rmSync } from 'node:fs';
import { deliveryCourse, serveSandbox, type DeliveryCourse } from './deliver-course.js';

const SCORES = 10_000;
const CONNECTIONS = 16;

if (process.argv[2] === 'sandbox') await serveSandbox(process.argv[3] ?? '', SCORES);
else await measure();

interface Case {
  case: string;
  value: number;
  unit: string;
  owed: string;
  holds: boolean;
}

async function measure(): Promise<void> {
  const cases: Case[] = [];
  const start = (toolUrl: string) =>
    fork(import.meta.filename, ['sandbox', toolUrl], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const course = await deliveryCourse({ start, people: SCORES, connections: CONNECTIONS });
  try {
    await benchOurs(course, cases);
    await benchLtijs(course, cases);
  } finally {
    await course.close();
    rmSync(course.directory, { recursive: true, force: true });
  }
  const machine = { cores: (await import('node:os')).cpus().length, node: process.versions.node };
  process.stdout.write(`${JSON.stringify({ bench: 'deliver', machine, cases })}\n`);
}

function report(cases: Case[], name: string, value: number, { unit, owed }: { unit: string; owed?: [string, number] }) {
  const [sign, limit] = owed ?? ['', 0];
  const holds = owed === undefined || (sign === '<=' ? value <= limit : value === limit);
  const rounded = Math.round(value * 100) / 100;
  cases.push({ case: name, value: rounded, unit, owed: owed ? `${sign} ${limit}` : 'shown only', holds });
  console.error(`${name}: ${rounded} ${unit} (${owed ? `${sign} ${limit}` : 'shown only'})`);
}

/** Tenths of ten, a zero among them: who is which is the same everywhere. */
function pointsOf(index: number): number {
  return index % 11;
}

async function rightCells(course: DeliveryCourse, column: number): Promise<number> {
  const held = await course.gradebook(column);
  return course.externalIds.filter((id, index) => held[id] === pointsOf(index)).length;
}

async function benchOurs(course: DeliveryCourse, cases: Case[]): Promise<void> {
  const { services, courseId, activityId, externalIds } = course;
  const now = new Date();
  const people = new Map((await services.roster.learners(courseId)).map((one) => [one.externalId, one.personId]));
  for (let from = 0; from < externalIds.length; from += 100) {
    const some = externalIds.slice(from, from + 100).map((externalId, offset) => {
      const personId = people.get(externalId) ?? '';
      return services.grades.recordScore(
        courseId,
        { activityId, personId, given: pointsOf(from + offset), maximum: 10 },
        now,
      );
    });
    await Promise.all(some);
  }
  await course.misbehave();
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const began = performance.now();
  const cpu = process.cpuUsage();
  for (let open = 1; open > 0; open = await course.open()) {
    await services.runner.runOnce('deliver-scores');
    if (performance.now() - began > 150_000) break;
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(sampler);
  report(cases, 'every score delivered and read back', seconds, { unit: 's', owed: ['<=', 60] });
  report(cases, 'cells right', await rightCells(course, 0), { unit: 'of 10000', owed: ['=', SCORES] });
  report(cases, 'memory growth, the store in it', (peak - before) / 2 ** 20, { unit: 'MB', owed: ['<=', 150] });
  report(cases, 'CPU of Tandem and its store', (user + system) / 1e6, { unit: 's' });
}

/** As its manual says: one call a score, an error is the caller's. */
async function benchLtijs(course: DeliveryCourse, cases: Case[]): Promise<void> {
  const require = createRequire(import.meta.url);
  const { token, lineItemUrls } = await course.lend();
  const platform = {
    platformActive: () => Promise.resolve(true),
    platformAccessToken: () => Promise.resolve({ token_type: 'Bearer', access_token: token }),
  };
  interface GradeService {
    submitScore(idtoken: object, lineItem: string, score: object): Promise<unknown>;
  }
  const Grade = require('ltijs/dist/Provider/Services/Grade.js') as new (...needs: unknown[]) => GradeService;
  const grade = new Grade(() => Promise.resolve(platform), '', undefined);
  const rest = course.externalIds.entries();
  let failed = 0;
  const began = performance.now();
  const worker = async () => {
    for (const [index, userId] of rest) {
      const score = { userId, scoreGiven: pointsOf(index), scoreMaximum: 10 };
      const sent = { ...score, activityProgress: 'Completed', gradingProgress: 'FullyGraded' };
      await grade.submitScore({ iss: 'bench' }, lineItemUrls[1] ?? '', sent).catch(() => (failed += 1));
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  report(cases, 'ltijs: every score sent once', (performance.now() - began) / 1000, { unit: 's' });
  report(cases, 'ltijs: cells right', await rightCells(course, 1), { unit: 'of 10000' });
  report(cases, 'ltijs: errors handed to the caller', failed, { unit: '' });
}
