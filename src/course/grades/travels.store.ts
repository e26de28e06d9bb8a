/** The journey of a delivery: due, claimed, sent, settled. */
import type { Connection } from 'mongoose';
import { after } from '../../shared/clock.js';
import { claimLife, isOver } from '../../shared/holding.js';
import type { KeptParts } from '../../kept/kept.js';
import type { DeliveryState, Withdrawal } from './delivery.js';
import { sharesAfter, toDue, type DeliveryRow, type Due } from './deliveries.rules.js';

/** What the sending came to; `taken`: Moodle answered, and has to be read back. */
export type Outcome =
  | { state: 'taken'; takenAt: Date; proofAt: Date; disputed: boolean }
  | { state: 'retrying'; nextTryAt: Date; failure: { code: string; detail?: string } }
  | { state: 'refused'; failure: { code: string; detail?: string } }
  | { state: 'ungraded'; nextTryAt: Date }
  | { state: 'withdrawn'; withdrawal: Withdrawal };

export type TravelStore = ReturnType<typeof travelStore>;

const never = new Date(0);

/** @param connection on which {@link deliveryStore} was made */
export function travelStore(connection: Connection) {
  const deliveries = connection.model<DeliveryRow>('Delivery');
  // Twice a score: no casting.
  const native = deliveries.db.collection<DeliveryRow>(deliveries.collection.name);

  return {
    /** What may be sent now, in all courses, the longest waiting first. */
    async dueDeliveries(now: Date, limit: number): Promise<Due[]> {
      const found: DeliveryRow[] = [];
      for (const time of dueTimes(now)) {
        const left = limit - found.length;
        if (left <= 0) break;
        const due = deliveries.find({ ...time, ...unclaimed(now) }).sort({ nextTryAt: 1 });
        found.push(...(await due.limit(left).lean<DeliveryRow[]>()));
      }
      return found.map(toDue);
    },

    /** When something is due next, at most so late. */
    async dueNext(now: Date, until: Date): Promise<Date | undefined> {
      const soon = { nextTryAt: { $gt: now, $lte: until }, ...unclaimed(now) };
      const row = await deliveries.findOne(soon, { nextTryAt: 1 }).sort({ nextTryAt: 1 }).lean<DeliveryRow>();
      return row?.nextTryAt;
    },

    /** The right to send it, stamped; undefined when somebody else has it or it changed meanwhile. */
    async claim(courseId: string, due: Due, { now, stampAt }: { now: Date; stampAt: Date }): Promise<Due | undefined> {
      const sent = sharesAfter(due);
      const { deliveryId, claims, attempts, wanted } = due;
      const outcome = await native.updateOne(
        { courseId, _id: deliveryId, claims, wanted, ...unclaimed(now) },
        {
          $set: { claimedUntil: after(now, claimLife), stampAt, sent },
          $unset: { proven: 1 },
          $inc: { claims: 1, attempts: 1 },
        },
      );
      if (outcome.matchedCount === 0) return undefined;
      return { ...due, stampAt, sent, proven: false, claims: claims + 1, attempts: attempts + 1 };
    },

    /** It is still being sent. */
    async hold(courseId: string, { deliveryId, claims }: Due, now: Date): Promise<void> {
      await deliveries.updateOne(
        { courseId, _id: deliveryId, claims, claimedUntil: { $ne: never } },
        { $set: { claimedUntil: after(now, claimLife) } },
      );
    },

    /** Stores what the sending came to; if a newer score is wanted meanwhile, that one stays waiting. */
    async settle(courseId: string, due: Due, outcome: Outcome): Promise<void> {
      const own = { courseId, _id: due.deliveryId, claims: due.claims };
      const current = await native.updateOne({ ...own, wanted: due.wanted }, settled(outcome));
      if (current.matchedCount === 0) await native.updateOne(own, { $set: { claimedUntil: never } });
    },

    /** Its course has started fresh: nothing to do, until it is woken. */
    async rest(courseId: string, { deliveryId, claims, wanted }: Due): Promise<void> {
      const change = { $set: { state: 'waiting' as const }, $unset: { nextTryAt: 1 as const } };
      await deliveries.updateOne({ courseId, _id: deliveryId, claims, wanted }, change);
    },

    /** Puts off what was not tried because its platform is away; not counted as a try. */
    async postpone(courseId: string, due: Due, outcome: Extract<Outcome, { state: 'retrying' }>): Promise<void> {
      const { deliveryId, claims, wanted } = due;
      await deliveries.updateOne({ courseId, _id: deliveryId, claims, wanted }, { $set: outcome });
    },
  };
}

/** What it writes is what {@link deliveryStore} reads. */
export const keptTravels: KeptParts<TravelStore> = {
  dueDeliveries: 'read',
  dueNext: 'read',
  // Nothing of it is on a page.
  claim: { wrote: () => [] },
  hold: { wrote: () => [] },
  // What was taken is on its way still.
  settle: { wrote: (_done, _courseId, { personId }, { state }) => (state === 'taken' ? [] : [personId]) },
  rest: { wrote: (_done, _courseId, { personId }) => [personId] },
  postpone: { wrote: (_done, _courseId, { personId }) => [personId] },
};

function unclaimed(now: Date) {
  return { $or: isOver('claimedUntil', now, claimLife) };
}

/** What is due, and what was wanted before the clock was stepped back: two ranges of one index. */
function dueTimes(now: Date) {
  return [
    { nextTryAt: { $lte: now } },
    { nextTryAt: { $gt: now }, recordedAt: { $gt: now }, state: { $ne: 'held' as const } },
  ];
}

/** Without a next try. */
const finished: DeliveryState[] = ['taken', 'refused', 'withdrawn'];

function settled(outcome: Outcome) {
  const $unset = {
    ...(finished.includes(outcome.state) ? { nextTryAt: 1 as const } : {}),
    ...(outcome.state === 'taken' || outcome.state === 'ungraded' ? { failure: 1 as const } : {}),
  };
  const $set = { ...outcome, claimedUntil: never };
  return Object.keys($unset).length > 0 ? { $set, $unset } : { $set };
}
