/** Starts each job at the times of its cron expression, also after the system's clock was set back. */
import { schedule, type ScheduledTask } from 'node-cron';
import type { Clock } from '../shared/clock.js';
import type { Job, JobLogger } from './job.js';
import { watchClock } from './clock-steps.js';

export interface Timetable {
  stop(): Promise<void>;
}

interface Surroundings {
  clock: Clock;
  logger: JobLogger;
}

export function keepTimetable(
  jobs: readonly Job[],
  run: (job: Job) => void,
  { clock, logger }: Surroundings,
): Timetable {
  let tasks = scheduled();

  function scheduled(): ScheduledTask[] {
    return jobs.map((job) => {
      const how = { name: job.name, timezone: 'UTC', noOverlap: true, suppressMissedWarning: true };
      return schedule(job.cron, () => run(job), { ...how, logger: cronLogger(logger, job.name) });
    });
  }

  async function end(ended: readonly ScheduledTask[]): Promise<void> {
    for (const task of ended) await task.destroy();
  }

  // node-cron waits for the time that it worked out, which lies ahead by as much as the clock went back.
  const unwatch = watchClock(clock, (steppedBack) => {
    logger.warn({ steppedBack }, 'the clock went back: jobs are planned anew');
    const before = tasks;
    tasks = scheduled();
    end(before).catch((err: unknown) => logger.error({ err }, 'clock of the jobs'));
  });

  return {
    async stop() {
      unwatch();
      await end(tasks);
    },
  };
}

function cronLogger(logger: JobLogger, job: string) {
  return {
    info: (message: string) => logger.debug({ job }, message),
    warn: (message: string) => logger.warn({ job }, message),
    error: (message: string | Error) => logger.error({ job, err: message }, 'clock of the job'),
    debug: (message: string | Error) => logger.debug({ job, err: message }),
  };
}
