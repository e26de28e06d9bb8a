/** Deliveries that Moodle took and that are to be read back: success is what the gradebook holds. */
import type { Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { toTaken, type DeliveryRow, type Taken } from './deliveries.rules.js';
import type { Correction } from './truth.rules.js';

export type ProofStore = ReturnType<typeof proofStore>;

/** Of one column, when it was read, and the last that Moodle took of those that were read back. */
interface Read {
  activityId: string;
  readFrom: Date;
  takenUntil: Date;
  /** Points of the column; absent: it could not be read, and Moodle's word is believed. */
  maximum?: number;
}

/** What a proof comes to that is not simply there. */
export type Unproven =
  | { state: 'retrying'; nextTryAt: Date; failure: { code: string; detail?: string } }
  | { state: 'refused'; failure: { code: string; detail?: string } };

/** @param connection on which {@link deliveryStore} was made */
export function proofStore(connection: Connection) {
  const deliveries = connection.model<DeliveryRow>('Delivery');

  return {
    /** What is to be read back now, in all courses, the longest waiting first. */
    async dueProofs(now: Date, limit: number): Promise<Taken[]> {
      const found: DeliveryRow[] = [];
      // What was taken before the clock was stepped back is due too.
      for (const time of [{ proofAt: { $lte: now } }, { proofAt: { $gt: now }, takenAt: { $gt: now } }]) {
        const due = deliveries.find({ ...time, state: 'taken' }).sort({ proofAt: 1 });
        found.push(...(await due.limit(limit).lean<DeliveryRow[]>()));
      }
      return found.map(toTaken);
    },

    /** The gradebook holds these. How many are news. */
    async proven(
      courseId: string,
      taken: readonly Pick<Taken, 'deliveryId' | 'personId'>[],
      read: Read,
    ): Promise<number> {
      const { activityId, readFrom, takenUntil, maximum } = read;
      const deliveryIds = taken.map(({ deliveryId }) => deliveryId);
      const shown = maximum === undefined ? {} : { shown: { at: readFrom, maximum } };
      const outcome = await deliveries.updateMany(
        { courseId, activityId, _id: { $in: deliveryIds }, state: 'taken', takenAt: { $lte: takenUntil } },
        {
          $set: { state: 'delivered', proven: true, deliveredAt: readFrom, ...shown },
          $unset: { proofAt: 1, proofs: 1, failure: 1, insisted: 1 },
        },
      );
      return outcome.matchedCount;
    },

    async unproven(courseId: string, { deliveryId, claims, wanted }: Taken, outcome: Unproven): Promise<void> {
      const done = outcome.state === 'refused' ? { insisted: 1 as const } : {};
      await deliveries.updateOne(
        { courseId, _id: deliveryId, claims, wanted, state: 'taken' },
        { $set: outcome, $unset: { proofAt: 1, proofs: 1, ...done } },
      );
    },

    /** They could not be read. */
    async proveLater(courseId: string, deliveryIds: readonly string[], proofAt: Date): Promise<void> {
      const taken = { courseId, _id: { $in: [...deliveryIds] }, state: 'taken' as const };
      await deliveries.updateMany(taken, { $set: { proofAt }, $inc: { proofs: 1 } });
    },

    /** Only when nothing happened to it since the reading began. */
    async correct(courseId: string, delivery: Corrected, correction: Correction, readFrom: Date): Promise<void> {
      const { activityId, personId, state, recordedAt } = delivery;
      const filter = { courseId, activityId, personId, state, recordedAt };
      if (correction.kind === 'there') {
        const shown = correction.maximum === undefined ? {} : { shown: { at: readFrom, maximum: correction.maximum } };
        const $set = { state: 'delivered' as const, proven: true, deliveredAt: readFrom, ...shown };
        await deliveries.updateOne(filter, { $set, $unset: { failure: 1 } });
        return;
      }
      const since = state === 'delivered' ? { deliveredAt: { $lt: readFrom } } : {};
      await deliveries.updateOne({ ...filter, ...since }, correctedTo(correction, readFrom));
    },
  };
}

type Corrected = Pick<DeliveryRow, 'activityId' | 'personId' | 'state' | 'recordedAt'>;

function correctedTo(correction: Exclude<Correction, { kind: 'there' }>, readFrom: Date) {
  switch (correction.kind) {
    case 'refused':
      return { $set: { state: 'refused' as const, failure: correction.failure } };
    case 'again':
      return { $set: { state: 'waiting' as const, nextTryAt: readFrom, attempts: 0 }, $unset: { failure: 1 as const } };
    case 'rescaled':
      return { $set: { shown: { at: readFrom, maximum: correction.maximum } } };
  }
}

/** What it writes is what {@link deliveryStore} reads. */
export const keptProofs: KeptParts<ProofStore> = {
  dueProofs: 'read',
  proven: { wrote: (count, _courseId, taken) => (count === 0 ? [] : taken.map(({ personId }) => personId)) },
  unproven: { wrote: (_done, _courseId, { personId }) => [personId] },
  proveLater: { wrote: () => [] },
  correct: { wrote: (_done, _courseId, { personId }) => [personId] },
};
