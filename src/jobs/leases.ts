/** A *lease* is the right to run a job until it expires: one document per job, so one process at a time. */
import { Schema, type Connection } from 'mongoose';
import { isDuplicateKey } from '../shared/duplicate-key.js';

interface LeaseRow {
  _id: string;
  ownerId: string;
  expiresAt: Date;
}

export type Leases = ReturnType<typeof leasesOn>;

export function leasesOn(connection: Connection) {
  const rows = connection.model<LeaseRow>(
    'Lease',
    new Schema<LeaseRow>(
      { _id: String, ownerId: { type: String, required: true }, expiresAt: { type: Date, required: true } },
      { versionKey: false },
    ),
  );

  return {
    /** False while somebody else's lease runs. */
    async take(name: string, ownerId: string, span: { now: Date; until: Date }): Promise<boolean> {
      try {
        await rows.updateOne(
          { _id: name, expiresAt: { $lte: span.now } },
          { $set: { ownerId, expiresAt: span.until } },
          { upsert: true },
        );
        return true;
      } catch (problem) {
        // The lease exists and has not expired: the upsert met its own id.
        if (isDuplicateKey(problem)) return false;
        throw problem;
      }
    },

    /** False when the lease was lost meanwhile. */
    async renew(name: string, ownerId: string, until: Date): Promise<boolean> {
      const outcome = await rows.updateOne({ _id: name, ownerId }, { $set: { expiresAt: until } });
      return outcome.matchedCount === 1;
    },

    async release(name: string, ownerId: string): Promise<void> {
      await rows.deleteOne({ _id: name, ownerId });
    },
  };
}
