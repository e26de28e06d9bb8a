/**
 * What people of a mentorship open most, over HTTP on the embedded store: 2,000 learners in 1,000 mentorships with eight
 * sessions, a charter and a goal each, and 20,000 messages. CPU is that of the process with its store and of the client's
 * reading; calls are those of the store. `COSTS=1` prints the calls of each page.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startInMemory, uriOf } from '../../src/embedded-mongo/start.js';
import { everything } from '../../src/kept/changes.store.js';
import { memberKey } from '../../src/mentoring/mentorships/mentorships.rules.js';
import { minute } from '../../src/shared/clock.js';
import { browserCookie } from '../../src/web/proof.js';
import { openFullCourse } from '../../test/support/full-course-opened.js';
import { externalId, idsIn, type FullCourse } from '../../test/support/full-course.js';
import { startSite, type Person } from '../../test/support/site.js';
import { openCounted } from '../../test/support/store-tally.js';

const size = 2000;
const messagesEach = 20;
/** In the list of the mentor whose home is measured. */
const mentees = 6;
const warming = 20;
const rounds = 40;

const directory = mkdtempSync(join(tmpdir(), 'bench-mentorships-'));
const embedded = await startInMemory(directory);
const counted = await openCounted(uriOf(embedded.socket, 'mentorships'));
const { connection } = counted;
const site = await startSite(connection);

interface Case {
  case: string;
  value: number;
  unit: string;
  owed: string;
  holds: boolean;
}

try {
  const { course, people } = await openFullCourse(site, connection, { name: 'bench', size });
  await addMessages(course);
  await addMentees(course);
  await site.services.changes.note(course.courseId, everything, 'all');
  const mentor = await site.arrive({ person: externalId(0), kind: 'mentoring', course: 'bench' });
  const thread = `/conversation/${keyOf(course, 2, 3)}`;
  const cases = [
    ...(await measured('learner home', people.learner, '/mentoring', { cpu: 20, calls: 12 })),
    ...(await measured(`mentor home, ${String(mentees)} mentees`, mentor, '/mentoring', { cpu: 30 })),
    ...(await measured('thread page', people.learner, thread, { cpu: 20 })),
    ...(await measured('sessions of a pair', people.learner, `/sessions/with/${keyOf(course, 2, 3)}`, { cpu: 20 })),
  ];
  const machine = { cores: cpus().length, node: process.versions.node };
  console.log(JSON.stringify({ bench: 'mentorships', machine, cases }));
} finally {
  await site.close();
  await connection.close();
  await embedded.close();
  rmSync(directory, { recursive: true, force: true });
}

function keyOf(course: FullCourse, one: number, other: number): string {
  return [idsIn.person(course, one), idsIn.person(course, other)].sort().join('.');
}

/** As a browser asks, without reading the page. */
async function open({ visitPath, secret }: Person, path: string): Promise<void> {
  const headers = { cookie: `${browserCookie}=${secret}`, 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe' };
  const answer = await fetch(`${site.origin}${visitPath}${path}`, { headers });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answers ${String(answer.status)}: ${text.slice(0, 200)}`);
}

async function measured(
  name: string,
  person: Person,
  path: string,
  owed: { cpu: number; calls?: number },
): Promise<Case[]> {
  for (let turn = 0; turn < warming; turn += 1) await open(person, path);
  const spent: number[] = [];
  const asked: number[] = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    const before = process.cpuUsage();
    const { tally } = await counted.during(() => open(person, path));
    const { user, system } = process.cpuUsage(before);
    spent.push((user + system) / 1000);
    asked.push(tally.calls);
    if (turn === 0 && process.env['COSTS'] !== undefined) process.stderr.write(`${tally.log.join('\n')}\n`);
  }
  const [cpu, calls] = [median(spent), median(asked)];
  process.stderr.write(`${name}: ${cpu.toFixed(1)} ms, ${String(calls)} calls\n`);
  return [
    {
      case: `${name}, CPU`,
      value: Number(cpu.toFixed(1)),
      unit: 'ms',
      owed: `<= ${String(owed.cpu)}`,
      holds: cpu <= owed.cpu,
    },
    ...(owed.calls === undefined
      ? []
      : [
          {
            case: `${name}, store calls`,
            value: calls,
            unit: '',
            owed: `<= ${String(owed.calls)}`,
            holds: calls <= owed.calls,
          },
        ]),
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

async function addMessages(course: FullCourse): Promise<void> {
  const { courseId, now } = course;
  const pairs = Array.from({ length: size / 2 }, (_, index) => [2 * index, 2 * index + 1] as const);
  const threads = pairs.map(([one, other]) => {
    const key = keyOf(course, one, other);
    return {
      _id: `${key}-thread`,
      courseId,
      key,
      memberIds: key.split('.'),
      lastAt: now,
      lastBy: idsIn.person(course, one),
    };
  });
  await insert('Thread', threads);
  const messages = threads.flatMap(({ key, memberIds }) =>
    Array.from({ length: messagesEach }, (_, turn) => ({
      ...{ _id: `${key}-${String(turn)}`, courseId, key, authorId: memberIds[turn % 2] ?? '', once: String(turn) },
      ...{ text: 'Where are you stuck, and what have you tried?', sentAt: new Date(now.getTime() - turn * minute) },
    })),
  );
  await insert('Message', messages);
}

/** The first learner mentors five more of the others. */
async function addMentees(course: FullCourse): Promise<void> {
  const { courseId, now } = course;
  const mentorId = idsIn.person(course, 0);
  const rows = Array.from({ length: mentees - 1 }, (_, index) => {
    const roles = { mentorIds: [mentorId], menteeIds: [idsIn.person(course, 2 * index + 11)], peerIds: [] };
    return {
      ...{
        _id: `${courseId}-more-${String(index)}`,
        courseId,
        roundId: `${courseId}-round`,
        form: 'mentoring',
        ...roles,
      },
      ...{ memberKey: memberKey(roles), memberIds: [...roles.mentorIds, ...roles.menteeIds] },
      ...{ draftIds: [`${courseId}-published`], startedAt: now, endedAt: null },
    };
  });
  await insert('Mentorship', rows);
}

async function insert(model: string, rows: readonly object[]): Promise<void> {
  const { collection } = connection.model(model);
  // SAFETY: the collections of these models have ids that are text.
  for (let from = 0; from < rows.length; from += 1000) {
    await collection.insertMany(rows.slice(from, from + 1000), { ordered: false });
  }
}
