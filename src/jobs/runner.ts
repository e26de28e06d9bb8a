/** Runs the table of jobs: node-cron says when, a lease in the database says who, the outcome is stored. */
import type { Connection } from 'mongoose';
import { second, type Clock } from '../shared/clock.js';
import { AppError } from '../shared/errors.js';
import { newId } from '../shared/ids.js';
import type { Job, JobLogger, JobOutcome, Nudge } from './job.js';
import { keepTimetable, type Timetable } from './timetable.js';
import { leaseLife, leasesOn, type Leases } from './leases.js';
import { outcomesOn, type JobRun, type Outcomes } from './outcomes.js';

/** `held`: another process runs this job now. */
export type RunResult = { ran: true; run: JobRun } | { ran: false; reason: 'held' };

export interface Runner {
  /** Makes the jobs known for {@link runOnce} and {@link nudge}, without a clock. */
  know(jobs: readonly Job[]): void;
  /** Makes the jobs known and runs each by its cron expression. */
  start(jobs: readonly Job[]): void;
  /** Runs now, after one of the same job that runs here already. Throws when no such job is known. */
  runOnce(name: string): Promise<RunResult>;
  /** Soon, in this process; a process that knows no jobs leaves it to the one that does. */
  nudge: Nudge;
  lastOutcomes(): Promise<JobRun[]>;
  /** Starts nothing more and waits for what runs. */
  stop(): Promise<void>;
}

export interface RunnerOptions {
  connection: Connection;
  clock: Clock;
  logger: JobLogger;
}

/** A nudge that finds the job held elsewhere asks again: the other run may have looked before our row was there. */
const askAgainAfter = second;

export function createRunner(options: RunnerOptions): Runner {
  const leases = leasesOn(options.connection);
  const outcomes = outcomesOn(options.connection);
  const jobs = new Map<string, Job>();
  const running = new Map<string, Promise<RunResult>>();
  const nudges = new Map<string, NodeJS.Timeout>();
  let timetable: Timetable | undefined;
  let stopped = false;

  function runNow(job: Job): Promise<RunResult> {
    const run = runWithLease({ ...options, leases, outcomes }, job).finally(() => running.delete(job.name));
    running.set(job.name, run);
    return run;
  }

  function byClock(job: Job): void {
    if (stopped || running.has(job.name)) return;
    runNow(job).catch((problem: unknown) => logBroken(options.logger, job.name, problem));
  }

  function nudgeIn(name: string, delay: number): void {
    if (stopped || !jobs.has(name) || nudges.has(name)) return;
    const timer = setTimeout(() => void answerNudge(name), delay);
    nudges.set(name, timer);
  }

  async function answerNudge(name: string): Promise<void> {
    try {
      await running.get(name)?.catch(() => undefined);
      nudges.delete(name);
      const job = jobs.get(name);
      if (stopped || !job) return;
      const outcome = await (running.get(name) ?? runNow(job));
      if (!outcome.ran) nudgeIn(name, askAgainAfter);
    } catch (problem) {
      logBroken(options.logger, name, problem);
    }
  }

  /** What a process that died was at goes on as soon as its lease is over. */
  async function takeOver(): Promise<void> {
    for (const name of await leases.taken()) nudgeIn(name, 0);
  }

  return {
    know: (known) => known.forEach((job) => jobs.set(job.name, job)),
    start(known) {
      for (const job of known) jobs.set(job.name, job);
      timetable = keepTimetable(known, byClock, options);
      takeOver().catch((problem: unknown) => logBroken(options.logger, 'take-over', problem));
    },
    async runOnce(name) {
      const job = jobs.get(name);
      if (!job) throw new AppError(404, 'job_unknown');
      await running.get(name)?.catch(() => undefined);
      return runNow(job);
    },
    nudge: (name) => nudgeIn(name, 0),
    lastOutcomes: () => outcomes.last(),
    async stop() {
      stopped = true;
      for (const timer of nudges.values()) clearTimeout(timer);
      await timetable?.stop();
      await Promise.allSettled(running.values());
    },
  };
}

interface Running extends RunnerOptions {
  leases: Leases;
  outcomes: Outcomes;
}

async function runWithLease(options: Running, job: Job): Promise<RunResult> {
  const { leases, outcomes, clock } = options;
  // A new owner for each run: a run that outlived its lease cannot release its successor's.
  const ownerId = newId();
  const startedAt = clock();
  if (!(await leases.take(job.name, ownerId, startedAt))) return { ran: false, reason: 'held' };
  const renewal = setInterval(() => void renew(options, job, ownerId), leaseLife / 4);
  try {
    const outcome = await outcomeOf(options, job);
    const run: JobRun = { name: job.name, startedAt, endedAt: clock(), ...outcome };
    await outcomes.save(run);
    return { ran: true, run };
  } finally {
    clearInterval(renewal);
    await leases.release(job.name, ownerId);
  }
}

async function outcomeOf(options: Running, job: Job): Promise<JobOutcome & { errorCode?: string }> {
  try {
    return await job.run(options.clock());
  } catch (problem) {
    logBroken(options.logger, job.name, problem);
    return { done: 0, failed: 0, errorCode: problem instanceof AppError ? problem.code : 'internal' };
  }
}

async function renew({ leases, clock, logger }: Running, job: Job, ownerId: string): Promise<void> {
  try {
    const kept = await leases.renew(job.name, ownerId, clock());
    if (!kept) logger.warn({ job: job.name }, 'lease lost while the job runs');
  } catch (problem) {
    logBroken(logger, job.name, problem);
  }
}

function logBroken(logger: JobLogger, job: string, err: unknown): void {
  logger.error({ job, err }, 'job broke off');
}
