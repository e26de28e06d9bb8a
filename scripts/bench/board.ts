// The page of a draft of 2,000 pairs: 500 mentors and 2,000 mentees with profiles, over HTTP, on the embedded store.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { startInMemory, uriOf } from '../../src/embedded-mongo/start.js';
import { draftsStore } from '../../src/pairing/drafts.store.js';
import { roundsStore } from '../../src/pairing/rounds.store.js';
import { defaultSetup } from '../../src/pairing/setup.js';
import { pairIdOf } from '../../src/pairing/keys.rules.js';
import { seededRandom } from '../../src/shared/random.js';
import { startSite } from '../../test/support/site.js';

const mentors = 500;
const mentees = 2000;
const rounds = 15;
const owed = 300;
const topics = ['Academic writing', 'Preparing for exams', 'Planning my time', 'Statistics'];

const directory = mkdtempSync(join(tmpdir(), 'bench-board-'));
const embedded = await startInMemory(directory);
const open = () => mongoose.createConnection(uriOf(embedded.socket, 'board'), { autoIndex: false }).asPromise();
const connection = await open();
/** Models are made once for a connection; this one is for what fills the store. */
const beside = await open();
const site = await startSite(connection);
const random = seededRandom(1);
const some = (list: readonly string[]) => list.filter(() => random() < 0.4);

try {
  const tess = await site.arrive({ person: 'tess', role: 'teacher' });
  const found = await site.services.visits.find(tess.visitPath.split('/')[2] ?? '', site.now);
  const courseId = found?.visit.courseId ?? '';
  await fill(courseId);
  const cases = [];
  for (const [name, path] of [
    ['first page', '/pairing/draft'],
    ['page 30', '/pairing/draft?page=30'],
    ['find a name', '/pairing/draft?find=Person%2019'],
    ['new in this draft', '/pairing/draft?show=changed'],
    ['history', '/pairing/history'],
  ] as const) {
    const value = await median(async () => {
      const page = await tess.get(path);
      if (page.status !== 200) throw new Error(`${path} answers ${String(page.status)}`);
    });
    cases.push({
      case: `draft of 2000 pairs, ${name}`,
      value,
      unit: 'ms',
      owed: `<= ${String(owed)}`,
      holds: value <= owed,
    });
  }
  const machine = { cores: cpus().length, node: process.versions.node };
  console.log(JSON.stringify({ bench: 'board', machine, cases }));
} finally {
  await site.close();
  await connection.close();
  await beside.close();
  await embedded.close();
  rmSync(directory, { recursive: true, force: true });
}

async function fill(courseId: string): Promise<void> {
  const ids = Array.from({ length: mentors + mentees }, (_, index) => `person-${String(index).padStart(5, '0')}`);
  const people = ids.map((id, index) => ({
    ...{ _id: id, courseId, externalId: id, name: `Person ${String(index)}`, rosterRole: 'learner', status: 'active' },
    ...{ absences: 0, locale: 'en', joinedAt: site.now },
  }));
  // SAFETY: these collections have ids that are text.
  const into = (name: string) => connection.collection<{ _id: string }>(name);
  await into('people').insertMany(people);
  for (const [index, personId] of ids.entries()) {
    const answers = {
      ...{ roleWish: index < mentors ? ('mentor' as const) : ('mentee' as const), confidence: {}, style: {} },
      ...{ strong: some(topics), wanted: some(topics), languages: ['en', ...some(['de', 'fr'])], availability: [] },
      ...{ timeZone: random() < 0.5 ? 'Europe/London' : 'Europe/Vienna' },
    };
    await site.services.intake.saveProfile({ courseId, personId }, answers, site.now);
  }
  const pairs = ids.slice(mentors).map((menteeId, index) => {
    const members = [ids[index % mentors] ?? '', menteeId];
    const runnerUps = [1, 2, 3].map((step) => ({ personId: ids[(index + step) % mentors] ?? '', score: 60_000 }));
    return { pairId: pairIdOf(members), members, score: 40_000 + Math.floor(random() * 60_000), runnerUps };
  });
  pairs.sort((one, other) => one.score - other.score);
  const draft = {
    draftId: 'the-draft',
    form: 'mentoring',
    setup: { ...defaultSetup, capacity: 4 },
    state: 'ready',
  } as const;
  const before = pairs.slice(100).map(({ members }) => members);
  await draftsStore(beside).addDraft(courseId, {
    ...{ ...draft, revision: 0, madeAt: site.now, madeBy: 'tess', pairs, unpaired: [], proven: false, before },
  });
  const store = roundsStore(beside);
  await store.openRound(courseId);
  await store.workOn(courseId, undefined, draft.draftId);
}

async function median(work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  return Math.round(times[Math.floor(times.length / 2)] ?? 0);
}
