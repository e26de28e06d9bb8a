/** How each job ended last: what the operator's page shows. */
import { Schema, type Connection } from 'mongoose';

export interface JobRun {
  name: string;
  startedAt: Date;
  endedAt: Date;
  done: number;
  failed: number;
  /** Why the run as a whole broke off; single rows that failed are counted, not named. */
  errorCode?: string;
}

interface JobRunRow extends Omit<JobRun, 'name'> {
  _id: string;
}

export type Outcomes = ReturnType<typeof outcomesOn>;

export function outcomesOn(connection: Connection) {
  const runs = connection.model<JobRunRow>(
    'JobOutcome',
    new Schema<JobRunRow>(
      {
        _id: String,
        startedAt: { type: Date, required: true },
        endedAt: { type: Date, required: true },
        done: { type: Number, required: true },
        failed: { type: Number, required: true },
        errorCode: String,
      },
      { versionKey: false, collection: 'jobOutcomes' },
    ),
  );

  return {
    async save({ name, ...run }: JobRun): Promise<void> {
      await runs.replaceOne({ _id: name }, run, { upsert: true });
    },

    /** The last run of each job, by name. */
    async last(): Promise<JobRun[]> {
      const found = await runs.find().sort({ _id: 1 }).lean<JobRunRow[]>();
      return found.map(({ _id, ...run }) => ({ name: _id, ...run }));
    },
  };
}
