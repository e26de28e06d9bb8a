/** A *lease* is the right to run a job until it expires: one document per job, so one process at a time. */
import { Schema, type Connection } from 'mongoose';
import { after, second } from '../shared/clock.js';
import { isDuplicateKey } from '../shared/duplicate-key.js';
import { isOver } from '../shared/holding.js';

/** A lease of a process that died is free again after this; one that lives renews it in time. */
export const leaseLife = 20 * second;

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
    async take(name: string, ownerId: string, now: Date): Promise<boolean> {
      try {
        await rows.updateOne(
          { _id: name, $or: isOver('expiresAt', now, leaseLife) },
          { $set: { ownerId, expiresAt: after(now, leaseLife) } },
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
    async renew(name: string, ownerId: string, now: Date): Promise<boolean> {
      const outcome = await rows.updateOne({ _id: name, ownerId }, { $set: { expiresAt: after(now, leaseLife) } });
      return outcome.matchedCount === 1;
    },

    /** Jobs that run somewhere, or ran in a process that died. */
    async taken(): Promise<string[]> {
      return (await rows.find().lean<LeaseRow[]>()).map(({ _id }) => _id);
    },

    async release(name: string, ownerId: string): Promise<void> {
      await rows.deleteOne({ _id: name, ownerId });
    },
  };
}
