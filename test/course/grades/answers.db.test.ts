/**
 * Every way a Moodle can answer, to each of the four services a score needs, over real HTTP: whatever happened, the page never
 * calls delivered what Moodle does not hold, and in the end it holds it or the teacher is told why not.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { courseStore } from '../../../src/course/activities/courses.store.js';
import { columnsService } from '../../../src/course/grades/columns.service.js';
import { deliveryStore } from '../../../src/course/grades/deliveries.store.js';
import { proofStore } from '../../../src/course/grades/proofs.store.js';
import { provingService } from '../../../src/course/grades/proving.service.js';
import { screeningService } from '../../../src/course/grades/screening.service.js';
import { sendingService } from '../../../src/course/grades/sending.service.js';
import { standingStore } from '../../../src/course/grades/standing.store.js';
import { travelStore } from '../../../src/course/grades/travels.store.js';
import type { Endpoint, Misbehaviour } from '../../../src/sandbox/misbehave.js';
import { after, hour, minute } from '../../../src/shared/clock.js';
import { launch } from '../../support/moodle.js';
import { startAll, type Running } from '../../support/running.js';
import { useStore } from '../../support/store.js';

const store = useStore();
const activity = 'Check-in';
let running: Running;
let courseId: string;
let ownColumn: string;
let ahead = 0;
let parts: ReturnType<typeof makeParts>;

beforeAll(async () => {
  running = await startAll(store.connection(), clock);
  await launch(running.moodle, { person: 'student01', activity });
  const known = await store.connection().model('Activity').findOne().lean<{ _id: string; courseId: string }>();
  courseId = known?.courseId ?? '';
  ownColumn = known?._id ?? '';
  await waitFor(async () => (await running.services.roster.people(courseId)).length === 26);
  // From here on this file sends, by a clock of its own.
  await running.services.runner.stop();
  parts = makeParts();
}, 60_000);

afterAll(() => running.stop());

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('The roster did not arrive');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const clock = () => after(new Date(), ahead);

async function pass(milliseconds: number): Promise<void> {
  ahead += milliseconds;
  await running.moodle.moveClock(milliseconds);
}

function makeParts() {
  const { gateway, roster, activities } = running.services;
  // The models of the running app are its own.
  const connection = store.connection().useDb(store.connection().name);
  const deliveries = deliveryStore(connection);
  const travels = travelStore(connection);
  const outside = { gateway, clock };
  const courses = courseStore(connection);
  const standing = standingStore(connection);
  const columns = columnsService({ activities, courses, standing, ...outside });
  const proving = provingService({ proofs: proofStore(connection), columns, roster, ...outside });
  const sending = sendingService({
    ...{ travels, columns, proving, roster, ...outside, callsPerPlatform: 2 },
    screening: screeningService({ travels, ...outside }),
    // The clock is moved by the test.
    sleep: () => Promise.resolve(),
  });
  return { sending, columns, deliveries };
}

async function personIdOf(username: string): Promise<string> {
  const person = await running.services.roster.personByExternalId(courseId, running.moodle.person(username).id);
  if (!person) throw new Error(`${username} is not known`);
  return person.personId;
}

const services: readonly Endpoint[] = ['scores', 'results', 'token', 'lineitems'];
const ways: readonly Omit<Misbehaviour, 'endpoint'>[] = [
  ...(['202', '204', '303', '403', '404', '409', '429', '500', '502', '503'] as const).map((how) => ({ how })),
  { how: '401', times: 2 },
  { how: '429', retryAfterSeconds: 120 },
  { how: '503', retryAfterSeconds: 120 },
  ...(['garbage', 'half', 'drop', 'drop-after'] as const).map((how) => ({ how })),
];
const cases = services.flatMap((endpoint) => ways.map((way) => ({ endpoint, ...way, times: way.times ?? 1 })));
const named = (one: Misbehaviour) =>
  [
    one.endpoint,
    one.how,
    ...(one.retryAfterSeconds === undefined ? [] : [`retry after ${one.retryAfterSeconds}`]),
  ].join(' ');
let turn = 0;

/** Two people are enough: the score differs every time. */
const nextScore = () => {
  turn += 1;
  return { given: turn % 7, maximum: 7 };
};

async function heldOf(columnId: string, username: string): Promise<number | undefined> {
  const { columns } = parts;
  const address = await columns.address(courseId, columnId);
  if (address?.lineItemUrl === undefined) return undefined;
  const { lineItemUrl, service } = address;
  const answer = await running.services.gateway.results(service, lineItemUrl, running.moodle.person(username).id);
  if (!answer.ok) throw new Error(`The results could not be read: ${answer.failure.code}`);
  const [result] = answer.value;
  return result?.score === undefined ? undefined : result.score / (result.maximum ?? 1);
}

async function settled(columnId: string, personId: string, username: string, share: number): Promise<string> {
  const { sending, deliveries } = parts;
  for (let round = 0; round < 14; round += 1) {
    await sending.deliverDue(clock());
    const mine = (await deliveries.ofColumn(courseId, columnId)).find((one) => one.personId === personId);
    if (mine?.state === 'delivered') {
      expect(await heldOf(columnId, username)).toBeCloseTo(share, 4);
      return 'delivered';
    }
    if (mine?.state === 'refused') return `refused: ${mine.failure?.code}`;
    await pass(round < 6 ? 15 * 1000 : round < 9 ? 15 * minute : 7 * hour);
  }
  return 'still open';
}

async function goesThrough(columnId: string, username: string, trouble: Misbehaviour): Promise<void> {
  const { deliveries } = parts;
  const personId = await personIdOf(username);
  const score = nextScore();
  const share = score.given / score.maximum;
  // A token that is known is not asked for again.
  if (trouble.endpoint === 'token') await pass(2 * hour);
  await deliveries.want(courseId, { activityId: columnId, personId, ...score }, clock());
  running.moodle.misbehave(trouble);
  const first = await settled(columnId, personId, username, share);
  running.moodle.calm(trouble.endpoint);
  if (first === 'delivered') return;
  expect(first).toMatch(/^refused: (refused|unauthorised|gone|scope_missing|stale|missing)$/);
  expect(await deliveries.again(courseId, { activityId: columnId, personId }, clock())).toBe(1);
  expect(await settled(columnId, personId, username, share)).toBe('delivered');
}

describe("an activity's own column", () => {
  const without = cases.filter(({ endpoint }) => endpoint !== 'lineitems');
  test.each(without.map((one) => [named(one), one] as const))(
    '%s',
    async (_name, trouble) => {
      await goesThrough(ownColumn, 'student02', trouble);
    },
    60_000,
  );
});

describe('a column that stands alone is found or made whatever the list of columns answers', () => {
  const lists = cases.filter(({ endpoint }) => endpoint === 'lineitems');
  test.each(lists.map((one) => [named(one), one] as const))(
    '%s',
    async (name, trouble) => {
      const { columns } = parts;
      const key = `milestone-${name.replaceAll(' ', '-')}`;
      const columnId = await columns.want(courseId, { key, label: name, maximum: 7 });
      await goesThrough(columnId, 'student03', trouble);
      expect(running.moodle.state.gradeItems.filter((one) => one.name === name)).toHaveLength(1);
    },
    60_000,
  );
});
