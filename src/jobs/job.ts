/** A job may run twice and beside another process without harm; one bad row never stops its batch. */
export interface Job {
  name: string;
  /** node-cron expression, UTC. */
  cron: string;
  /** A lease taken by a process that died is free again after this. */
  leaseMinutes: number;
  run(now: Date): Promise<JobOutcome>;
}

export interface JobOutcome {
  done: number;
  failed: number;
}

/** Asks for a run soon in this process; several asks while one runs become one more run. */
export type Nudge = (jobName: string) => void;
