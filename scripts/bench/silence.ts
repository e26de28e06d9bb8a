/**
 * The pass of the ladder and of reminders over 10,000 mentorships in five courses on the embedded store, what a second one changes, the queue
 * of a course of 2,000, and a simulated year of 200 pairs. `node --expose-gc` is not needed: memory is the growth of what
 * the process holds while it passes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startInMemory, uriOf } from '../../src/embedded-mongo/start.js';
import { everything } from '../../src/kept/changes.store.js';
import { after, day } from '../../src/shared/clock.js';
import { browserCookie } from '../../src/web/proof.js';
import { openFullCourse } from '../../test/support/full-course-opened.js';
import { startSite, type Person } from '../../test/support/site.js';
import { openCounted } from '../../test/support/store-tally.js';
import { toldInAYear } from './silence-told.js';
import { simulatedYear } from './silence-year.js';

const courses = 5;
const size = 4_000;
const shown = 2_000;
const rounds = 30;

const directory = mkdtempSync(join(tmpdir(), 'bench-silence-'));
const embedded = await startInMemory(directory);
const counted = await openCounted(uriOf(embedded.socket, 'silence'));
const { connection } = counted;
const site = await startSite(connection);

const held = (name: string, value: number, unit: string, most: number) => ({
  ...{ case: name, value: Math.round(value * 100) / 100, unit, owed: `<= ${String(most)}`, holds: value <= most },
});

try {
  const jobs = ['watch-pairs', 'remind'].flatMap((name) => site.services.jobs.find((job) => job.name === name) ?? []);
  if (jobs.length < 2) throw new Error('a job is missing');
  const pass = async () => {
    const done: number[] = [];
    for (const job of jobs) done.push((await job.run(site.now)).done);
    return done;
  };
  const arrive = await filled();
  site.now = after(site.now, day);
  const before = process.memoryUsage().rss;
  let most = before;
  const looking = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const begun = performance.now();
  const first = await pass();
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(looking);
  const second = await pass();
  process.stderr.write(`${first.join(' rows, ')} messages written, then ${second.join(' and ')}\n`);
  const queue = await queueCost(await arrive());
  const [year, told] = [simulatedYear(1), toldInAYear(1, 400)];
  const cases = [
    held('pass over 10,000 mentorships', seconds, 's', 60),
    held('memory of the pass', (most - before) / 2 ** 20, 'MB', 200),
    held('written by a second pass', second[0] ?? 0, 'rows', 0),
    held('said by a second pass', second[1] ?? 0, 'messages', 0),
    held('queue of 2,000 learners', queue.cpu, 'ms CPU', 40),
    held('queue of 2,000 learners, calls', queue.calls, 'calls', 20),
    held('first miss to the ready text', year.textDays, 'days', 2),
    held('second miss to the call', year.callDays, 'days', 2),
    held('calls of pairs that miss at most one in six', year.calledThoughSteady, 'calls', 0),
    held('automatic messages to a person in seven days', told.mostInSevenDays, 'messages', 2),
    held('automatic messages at night', told.atNight, 'messages', 0),
    {
      case: 'calls per 100 pairs and month',
      value: Math.round(year.callsPer100AndMonth * 10) / 10,
      unit: 'calls',
      holds: true,
    },
  ];
  console.log(
    JSON.stringify({ bench: 'silence', machine: { cores: cpus().length, node: process.versions.node }, cases }),
  );
} finally {
  await site.close();
  await connection.close();
  await embedded.close();
  rmSync(directory, { recursive: true, force: true });
}

/** The courses of the pass, and the one whose queue is opened. @returns brings its teacher, whose visit lasts hours */
async function filled(): Promise<() => Promise<Person>> {
  for (let index = 0; index < courses; index += 1) {
    const { course } = await openFullCourse(site, connection, { name: `pass-${String(index)}`, size });
    await site.services.changes.note(course.courseId, everything, 'all');
    process.stderr.write(`course ${String(index + 1)} of ${String(courses)} is filled\n`);
  }
  const { course, arrive } = await openFullCourse(site, connection, { name: 'queue', size: shown });
  await site.services.changes.note(course.courseId, everything, 'all');
  return () => arrive('tess', 'mentoring');
}

async function queueCost(person: Person): Promise<{ cpu: number; calls: number }> {
  for (let round = 0; round < rounds; round += 1) await open(person);
  const { tally } = await counted.during(() => open(person));
  const begun = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) await open(person);
  const { user, system } = process.cpuUsage(begun);
  return { cpu: (user + system) / 1000 / rounds, calls: tally.calls };
}

/** As a browser asks, without reading the page. */
async function open({ visitPath, secret }: Person): Promise<void> {
  const headers = { cookie: `${browserCookie}=${secret}`, 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe' };
  const answer = await fetch(`${site.origin}${visitPath}/mentoring`, { headers });
  await answer.text();
  if (answer.status !== 200) throw new Error(`the queue answers ${String(answer.status)}`);
}
