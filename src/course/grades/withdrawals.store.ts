/** Scores that nobody waits for: of people who left or are staff, and those that a teacher calls not needed. */
import type { Connection } from 'mongoose';
import type { KeptParts } from '../../kept/kept.js';
import { toDelivery, type DeliveryRow } from './deliveries.rules.js';
import type { Delivery, DeliveryState, Withdrawal } from './delivery.js';

export type WithdrawalStore = ReturnType<typeof withdrawalStore>;

/** Not over, or over without having arrived; what a teacher set in Moodle is the teacher's. */
const unsettled: DeliveryState[] = ['refused', 'retrying', 'ungraded'];
const openOnes = { state: { $in: unsettled }, 'failure.code': { $ne: 'overridden' } };
const standing = { state: 'withdrawn' as const, 'withdrawal.reason': { $ne: 'not_needed' as const } };

/** @param connection on which {@link deliveryStore} was made */
export function withdrawalStore(connection: Connection) {
  const deliveries = connection.model<DeliveryRow>('Delivery');

  return {
    /** People whose standing decides whether a score of theirs is waited for. */
    async personIds(courseId: string): Promise<string[]> {
      return deliveries.distinct('personId', { courseId, $or: [openOnes, standing] });
    },

    async withdraw(courseId: string, personIds: readonly string[], withdrawal: Withdrawal): Promise<void> {
      await deliveries.updateMany(
        { courseId, personId: { $in: [...personIds] }, ...openOnes },
        { $set: { state: 'withdrawn', withdrawal }, $unset: { nextTryAt: 1 } },
      );
    },

    /** They are learners of the course: what was withdrawn because they were not is wanted again. How many there were. */
    async reinstate(courseId: string, personIds: readonly string[], now: Date): Promise<number> {
      const outcome = await deliveries.updateMany(
        { courseId, personId: { $in: [...personIds] }, ...standing },
        { $set: { state: 'waiting', attempts: 0, nextTryAt: now }, $unset: { failure: 1, withdrawal: 1 } },
      );
      return outcome.matchedCount;
    },

    /** A refused score that a teacher calls not needed; false when it is not refused. */
    async notNeeded(courseId: string, one: { activityId: string; personId: string }, at: Date, byId: string) {
      const withdrawal: Withdrawal = { reason: 'not_needed', at, byId };
      const outcome = await deliveries.updateOne(
        { courseId, ...one, state: 'refused' },
        { $set: { state: 'withdrawn', withdrawal }, $unset: { nextTryAt: 1 } },
      );
      return outcome.matchedCount === 1;
    },

    /** Called not needed, the last first. */
    async calledNotNeeded(courseId: string, limit: number): Promise<Delivery[]> {
      const rows = await deliveries
        .find({ courseId, state: 'withdrawn', 'withdrawal.reason': 'not_needed' })
        .sort({ 'withdrawal.at': -1, _id: 1 })
        .limit(limit)
        .lean<DeliveryRow[]>();
      return rows.map(toDelivery);
    },
  };
}

/** What it writes is what {@link deliveryStore} reads. */
export const keptWithdrawals: KeptParts<WithdrawalStore> = {
  personIds: 'read',
  calledNotNeeded: 'kept',
  withdraw: { wrote: (_done, _courseId, personIds) => [...personIds] },
  reinstate: { wrote: (count, _courseId, personIds) => (count === 0 ? [] : [...personIds]) },
  notNeeded: { wrote: (done, _courseId, { personId }) => (done ? [personId] : []) },
};
