import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../src/course/grades/delivery.js';
import type { Person } from '../../../src/course/roster/person.js';
import { after, minute } from '../../../src/shared/clock.js';
import { launch } from '../../support/moodle.js';
import { startAll, type Running } from '../../support/running.js';
import { useStore } from '../../support/store.js';

const store = useStore();
const activity = 'Check-in';
let running: Running;
let courseId: string;
let activityId: string;
let asked = 0;

beforeAll(async () => {
  running = await startAll(store.connection());
  await launch(running.moodle, { person: 'student01', activity });
  const known = await store.connection().model('Activity').findOne().lean<{ _id: string; courseId: string }>();
  courseId = known?.courseId ?? '';
  activityId = known?._id ?? '';
  await until(
    () => running.services.roster.people(courseId),
    (people) => people.length === 26,
    'the roster to arrive',
  );
}, 60_000);

afterAll(() => running.stop());

async function until<Value>(look: () => Promise<Value>, holds: (value: Value) => boolean, what: string, seconds = 5) {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (performance.now() > deadline) throw new Error(`Waited ${seconds} s for ${what}: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A teacher who asks for the roster again waits a minute. */
function aMinuteLater(): Date {
  asked += 1;
  return after(new Date(), asked * minute);
}

async function personOf(username: string): Promise<Person> {
  const externalId = running.moodle.person(username).id;
  const person = await running.services.roster.personByExternalId(courseId, externalId);
  if (!person) throw new Error(`${username} is not known`);
  return person;
}

async function record(username: string, given: number, maximum = 2): Promise<void> {
  const { personId } = await personOf(username);
  await running.services.grades.recordScore(courseId, { activityId, personId, given, maximum }, new Date());
}

async function ended(username: string, state: Delivery['state'], seconds = 5): Promise<Delivery | undefined> {
  const { personId } = await personOf(username);
  const look = () => running.services.grades.delivery(courseId, activityId, personId);
  return until(look, (delivery) => delivery?.state === state, `the score of ${username} to be ${state}`, seconds);
}

const gradeOf = (username: string) => running.moodle.grade(username, activity)?.final;

describe("to Moodle's gradebook and back", () => {
  test('a score is there within 5 seconds, on the scale of its column, and completes the activity', async () => {
    await record('student01', 2);
    await ended('student01', 'delivered');
    expect(gradeOf('student01')).toBe(10);
    expect(running.moodle.completion('student01', activity)).toBe(1);
  });

  test('three scores within one second: the last one stands', async () => {
    for (const given of [0, 1, 2]) await record('student02', given);
    await until(
      () => Promise.resolve(gradeOf('student02')),
      (grade) => grade === 10,
      'the last score',
    );
    await ended('student02', 'delivered');
    await record('student02', 1);
    await until(
      () => Promise.resolve(gradeOf('student02')),
      (grade) => grade === 5,
      'the corrected score',
    );
  });

  test('a locked grade is refused with its name, and goes through after the teacher unlocked it', async () => {
    await running.moodle.lockGrade('student03', activity);
    await record('student03', 2);
    expect(await ended('student03', 'refused')).toMatchObject({ failure: { code: 'locked' }, attempts: 1 });
    await running.moodle.lockGrade('student03', activity, false);
    const { personId } = await personOf('student03');
    await running.services.grades.sendAgain(courseId, { activityId, personId }, new Date());
    await ended('student03', 'delivered');
    expect(gradeOf('student03')).toBe(10);
  });

  test('a grade changed by hand in Moodle stays as the teacher wants it', async () => {
    await running.moodle.overrideGrade('student04', activity, 4);
    await record('student04', 2);
    const failure = { code: 'overridden', detail: '4 / 10' };
    expect((await ended('student04', 'refused', 30))?.failure).toEqual(failure);
    expect(gradeOf('student04')).toBe(4);
  }, 60_000);

  test('grades that a reset deleted are missing at the next reading, and sent again they are there', async () => {
    const { progress, grades } = running.services;
    await record('student08', 1);
    await ended('student08', 'delivered');
    await running.moodle.reset('2', { learners: false, grades: true });
    const { personId } = await personOf('student08');
    // A column that was read a moment ago is not asked again for 20 seconds.
    const readAgain = async () => {
      await progress?.refresh(courseId);
      return grades.delivery(courseId, activityId, personId);
    };
    const missing = await until(readAgain, (delivery) => delivery?.state === 'refused', 'the next reading', 40);
    expect(missing).toMatchObject({ failure: { code: 'missing' } });
    expect(await grades.sendAgain(courseId, { activityId, personId }, new Date())).toBe(1);
    await ended('student08', 'delivered', 30);
    expect(gradeOf('student08')).toBe(5);
  }, 90_000);

  test('a broken connection and a lost answer are tried again until the gradebook has it', async () => {
    running.moodle.misbehave({ endpoint: 'scores', how: 'drop-after' });
    await record('student05', 2);
    expect(await ended('student05', 'retrying')).toMatchObject({ failure: { code: 'unreachable' }, attempts: 1 });
    await ended('student05', 'delivered', 30);
    expect(gradeOf('student05')).toBe(10);
  }, 60_000);

  test('somebody who was un-enrolled is refused by name of the reason, and leaves after two readings of the roster', async () => {
    const gone = await personOf('student06');
    await running.moodle.unenrol('student06');
    await record('student06', 2);
    expect(await ended('student06', 'refused')).toMatchObject({ failure: { code: 'not_enrolled' } });
    const { roster } = running.services;
    expect(await roster.refreshSoon(courseId, aMinuteLater())).toBe('refreshed');
    expect((await roster.person(courseId, gone.personId))?.status).toBe('active');
    expect(await roster.refreshSoon(courseId, aMinuteLater())).toBe('refreshed');
    expect((await roster.person(courseId, gone.personId))?.status).toBe('left');
  });
});

describe("Moodle's roster", () => {
  test('knows the teacher, and the non-editing one whom a launch alone cannot tell', async () => {
    await launch(running.moodle, { person: 'teacher1', activity });
    await launch(running.moodle, { person: 'ta1', activity });
    const roles = await Promise.all(['teacher1', 'ta1', 'student07'].map(async (name) => (await personOf(name)).role));
    expect(roles).toEqual(['teacher', 'assistant', 'learner']);
  });

  test('withheld names become codes, and nobody is lost', async () => {
    const before = await running.services.roster.people(courseId);
    running.moodle.misbehave({ endpoint: 'nrps', how: '503' });
    expect(await running.services.roster.refreshSoon(courseId, aMinuteLater())).toBe('failed');
    expect((await running.services.roster.age(courseId)).failure?.code).toBe('busy');
    expect(await running.services.roster.people(courseId)).toEqual(before);
    const nora = await running.moodle.addPerson({ givenName: 'Nora', familyName: 'New', role: 'student' });
    await running.moodle.setPrivacy('never');
    expect(await running.services.roster.refreshSoon(courseId, aMinuteLater())).toBe('refreshed');
    expect((await personOf(nora.username)).name).toMatch(/^Learner [0-9A-F]{4}$/);
    expect((await personOf('student01')).name).not.toMatch(/^Learner/);
  });
});
