/** A job may run twice and beside another process without harm; one bad row never stops its batch. */
export interface Job {
  name: string;
  /** node-cron expression, UTC. */
  cron: string;
  /** Pages need what it does: a process also runs it once before it serves any. */
  beforePages?: true;
  run(now: Date): Promise<JobOutcome>;
}

export interface JobOutcome {
  done: number;
  failed: number;
}

/** Asks for a run soon in this process; several asks while one runs become one more run. */
export type Nudge = (jobName: string) => void;

type Log = (fields: object, message?: string) => void;

/** The part of the process's logger that jobs use. */
export interface JobLogger {
  error: Log;
  warn: Log;
  debug: Log;
}
