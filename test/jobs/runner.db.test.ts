import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { createRunner, type Runner } from '../../src/jobs/runner.js';
import { leasesOn } from '../../src/jobs/leases.js';
import type { Job, JobOutcome } from '../../src/jobs/job.js';
import { systemClock } from '../../src/shared/clock.js';
import { Conflict } from '../../src/shared/errors.js';
import { useStore } from '../support/store.js';

const store = useStore();
const silent = { error: () => undefined, warn: () => undefined, debug: () => undefined };

/** A job whose runs end when the test says so. */
function heldJob(name: string) {
  const waiting: (() => void)[] = [];
  const starts: Date[] = [];
  const job: Job = {
    name,
    cron: '0 0 1 1 *',
    run: (now) =>
      new Promise<JobOutcome>((resolve) => {
        starts.push(now);
        waiting.push(() => resolve({ done: 1, failed: 0 }));
      }),
  };
  return { job, starts, finish: () => waiting.shift()?.() };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('It never came true');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The clock of this process, so many milliseconds behind. */
function setBack(real: DateConstructor, milliseconds: number): DateConstructor {
  const now = () => real.now() - milliseconds;
  return new Proxy(real, {
    construct: (target, given: unknown[]): object =>
      Reflect.construct(target, given.length > 0 ? given : [now()]) as Date,
    get: (target, name): unknown => (name === 'now' ? now : Reflect.get(target, name)),
  });
}

describe('two runners on one database', () => {
  let other: mongoose.Connection;
  let third: mongoose.Connection;
  let now: Date;
  let runners: Runner[];

  beforeEach(async () => {
    other = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
    third = await mongoose.createConnection(store.uri(), { autoIndex: false }).asPromise();
    now = new Date('2030-01-07T09:00:00Z');
    runners = [store.connection(), other].map((connection) => {
      connection.deleteModel(/.*/);
      return createRunner({ connection, clock: () => now, logger: silent });
    });
  });

  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    await store.connection().dropDatabase();
    await Promise.all([other.close(), third.close()]);
  });

  function pair(): [Runner, Runner] {
    const [first, second] = runners;
    if (!first || !second) throw new Error('There are two runners');
    return [first, second];
  }

  test('a job runs in one of them, the other is told that it is held', async () => {
    const [first, second] = pair();
    const { job, starts, finish } = heldJob('slow');
    first.know([job]);
    second.know([job]);
    const running = first.runOnce('slow');
    await until(() => starts.length === 1);
    expect(await second.runOnce('slow')).toEqual({ ran: false, reason: 'held' });
    finish();
    expect(await running).toMatchObject({ ran: true, run: { name: 'slow', done: 1, failed: 0 } });
    const next = second.runOnce('slow');
    await until(() => starts.length === 2);
    finish();
    expect(await next).toMatchObject({ ran: true });
  });

  test('the lease of a process that died is free again when it ran out', async () => {
    const [, second] = pair();
    const { job, starts, finish } = heldJob('slow');
    second.know([job]);
    const dead = leasesOn(third);
    expect(await dead.take('slow', 'dead', now)).toBe(true);
    expect(await second.runOnce('slow')).toEqual({ ran: false, reason: 'held' });
    now = new Date('2030-01-07T09:00:20Z');
    const run = second.runOnce('slow');
    await until(() => starts.length === 1);
    finish();
    expect(await run).toMatchObject({ ran: true });
    expect(await dead.renew('slow', 'dead', now)).toBe(false);
  });

  test('50 who take a lease at once: one gets it', async () => {
    const leases = leasesOn(third);
    const taken = await Promise.all(
      Array.from({ length: 50 }, (_, index) => leases.take('popular', `owner ${index}`, now)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('nudges while a job runs become one more run', async () => {
    const [first] = pair();
    const { job, starts, finish } = heldJob('slow');
    first.know([job]);
    first.nudge('slow');
    first.nudge('slow');
    await until(() => starts.length === 1);
    for (let times = 0; times < 5; times += 1) first.nudge('slow');
    finish();
    await until(() => starts.length === 2);
    finish();
    await until(async () => (await first.lastOutcomes()).length === 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(starts).toHaveLength(2);
  });

  test('a nudge for a job held elsewhere is answered when it is free', async () => {
    const [first, second] = pair();
    const { job, starts, finish } = heldJob('slow');
    first.know([job]);
    second.know([job]);
    const running = first.runOnce('slow');
    await until(() => starts.length === 1);
    second.nudge('slow');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(starts).toHaveLength(1);
    finish();
    await running;
    await until(() => starts.length === 2);
    finish();
  });

  test('a job that breaks off leaves its code, frees its lease and stops nothing else', async () => {
    const [first] = pair();
    const breaks: Job = {
      name: 'breaks',
      cron: '0 0 1 1 *',
      run: () => Promise.reject(new Conflict('told_so')),
    };
    first.know([breaks]);
    await first.runOnce('breaks');
    await first.runOnce('breaks');
    expect(await first.lastOutcomes()).toEqual([
      { name: 'breaks', startedAt: now, endedAt: now, done: 0, failed: 0, errorCode: 'told_so' },
    ]);
  });

  test('the clock starts jobs, and a stopped runner waits for what runs', async () => {
    const [first] = pair();
    const { job, starts, finish } = heldJob('each second');
    first.start([{ ...job, cron: '* * * * * *' }]);
    await until(() => starts.length === 1);
    let stopped = false;
    const stopping = first.stop().then(() => (stopped = true));
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect({ stopped, starts: starts.length }).toEqual({ stopped: false, starts: 1 });
    finish();
    await stopping;
    expect(await first.lastOutcomes()).toHaveLength(1);
  });

  test('what a process that died was at is taken up as soon as its lease is over, without waiting for the clock', async () => {
    const [first] = pair();
    const { job, starts, finish } = heldJob('slow');
    await leasesOn(third).take('slow', 'dead', now);
    first.start([job]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(starts).toHaveLength(0);
    now = new Date('2030-01-07T09:00:20Z');
    await until(() => starts.length === 1);
    finish();
  });

  test('a lease from before the clock was stepped back holds nobody', async () => {
    const [first] = pair();
    const { job, starts, finish } = heldJob('slow');
    first.know([job]);
    await leasesOn(third).take('slow', 'dead', now);
    now = new Date('2030-01-07T08:00:00Z');
    const run = first.runOnce('slow');
    await until(() => starts.length === 1);
    finish();
    expect(await run).toMatchObject({ ran: true });
  });

  test('a clock stepped back an hour stops no job', async () => {
    const first = createRunner({ connection: third, clock: systemClock, logger: silent });
    runners.push(first);
    const real = Date;
    let starts = 0;
    const job: Job = {
      name: 'often',
      cron: '* * * * * *',
      run: () => ((starts += 1), Promise.resolve({ done: 1, failed: 0 })),
    };
    try {
      first.start([job]);
      await until(() => starts > 0);
      const before = starts;
      globalThis.Date = setBack(real, 3_600_000);
      await until(() => starts > before + 1);
    } finally {
      globalThis.Date = real;
    }
  });

  test('an unknown name is an error, a nudge for it is nothing', async () => {
    const [first] = pair();
    await expect(first.runOnce('nobody')).rejects.toThrow('job_unknown');
    first.nudge('nobody');
    expect(await first.lastOutcomes()).toEqual([]);
  });
});
