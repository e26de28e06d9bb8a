import type { Connection, UpdateQuery } from 'mongoose';
import { after } from '../../shared/clock.js';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import { claimLife, isOver } from '../../shared/holding.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import { rowsAtATime } from '../../shared/packed.js';
import type { Delivery, DeliveryState, WantedScore, Withdrawal } from './delivery.js';
import { deliveryModel } from './delivery-rows.store.js';
import { toDelivery, toDue, type DeliveryRow, type Due } from './deliveries.rules.js';
import { isSameScore, type Correction } from './grades.rules.js';

/** Scores of one course that wait, are tried again, or were refused, for the same reason. */
export interface Backlog {
  courseId: string;
  state: DeliveryState;
  /** Why the last try failed; absent when there was none. */
  code?: string;
  count: number;
}

interface Slice {
  skip: number;
  limit: number;
}

/** What the sending came to. */
export type Outcome =
  | { state: 'delivered'; deliveredAt: Date }
  | { state: 'retrying'; nextTryAt: Date; failure: { code: string; detail?: string } }
  | { state: 'refused'; failure: { code: string; detail?: string } }
  | { state: 'ungraded'; nextTryAt: Date }
  | { state: 'withdrawn'; withdrawal: Withdrawal };

/** Those with a next try. */
const unsent: DeliveryState[] = ['waiting', 'retrying', 'ungraded'];

export type DeliveryStore = ReturnType<typeof deliveryStore>;

const never = new Date(0);

export function deliveryStore(connection: Connection) {
  const deliveries = deliveryModel(connection);

  async function insert(courseId: string, score: WantedScore, now: Date): Promise<boolean> {
    const fresh = { state: 'waiting', recordedAt: now, nextTryAt: now, wanted: 1, attempts: 0 } as const;
    try {
      await deliveries.create({ _id: newId(), courseId, ...score, ...fresh, claimedUntil: never, claims: 0 });
      return true;
    } catch (problem) {
      if (isDuplicateKey(problem)) return false;
      throw problem;
    }
  }

  return {
    /** The score a person should have from now on; true when that is news. Of two at once the last one stands. */
    async want(courseId: string, score: WantedScore, now: Date): Promise<boolean> {
      const { activityId, personId, comment } = score;
      for (;;) {
        const known = await deliveries.findOne({ courseId, activityId, personId }).lean<DeliveryRow>();
        if (known && isSameScore(known, score)) return false;
        if (!known) {
          if (await insert(courseId, score, now)) return true;
          continue;
        }
        const $set = { ...score, state: 'waiting', recordedAt: now, nextTryAt: now, attempts: 0 } as const;
        const $unset = { failure: 1, withdrawal: 1, ...(comment === undefined && { comment: 1 }) } as const;
        const outcome = await deliveries.updateOne(
          { courseId, _id: known._id, wanted: known.wanted },
          { $set, $unset, $inc: { wanted: 1 } },
        );
        if (outcome.matchedCount === 1) return true;
      }
    },

    /** In no order. @param personIds only theirs */
    async all(courseId: string, personIds?: readonly string[]): Promise<Delivery[]> {
      const whose = personIds === undefined ? {} : { personId: { $in: [...personIds] } };
      const rows = await deliveries
        .find({ courseId, ...whose })
        .batchSize(rowsAtATime)
        .lean<DeliveryRow[]>();
      return rows.map(toDelivery);
    },

    /** In this state, oldest first; what has arrived, newest first. */
    async inState(courseId: string, state: DeliveryState, { skip, limit }: Slice): Promise<Delivery[]> {
      const order =
        state === 'delivered' ? ({ deliveredAt: -1, _id: 1 } as const) : ({ recordedAt: 1, _id: 1 } as const);
      const rows = await deliveries.find({ courseId, state }).sort(order).skip(skip).limit(limit).lean<DeliveryRow[]>();
      return rows.map(toDelivery);
    },

    /**
     * Starts over with what was refused or has no column; of everybody, or of one person, whose score may have been called
     * not needed. How many there were.
     */
    async again(courseId: string, one: { activityId?: string; personId?: string }, now: Date): Promise<number> {
      const notNeeded =
        one.personId === undefined ? [] : [{ state: 'withdrawn', 'withdrawal.reason': 'not_needed' } as const];
      const outcome = await deliveries.updateMany(
        { courseId, ...one, $or: [{ state: { $in: ['refused', 'ungraded', 'retrying'] } }, ...notNeeded] },
        { $set: { state: 'waiting', attempts: 0, nextTryAt: now }, $unset: { failure: 1, withdrawal: 1 } },
      );
      return outcome.matchedCount;
    },

    /** Only when nothing happened to it since the reading began. */
    async correct(courseId: string, delivery: Delivery, correction: Correction, readFrom: Date): Promise<void> {
      const { activityId, personId, state, recordedAt } = delivery;
      const filter = { courseId, activityId, personId, state, recordedAt };
      if (correction.state === 'refused') {
        const since = state === 'delivered' ? { deliveredAt: { $lt: readFrom } } : {};
        await deliveries.updateOne({ ...filter, ...since }, { $set: correction });
      } else {
        await deliveries.updateOne(filter, { $set: { ...correction, deliveredAt: readFrom }, $unset: { failure: 1 } });
      }
    },

    /** What has not arrived, counted by course, state and reason: for the operator, who stands above courses. */
    async findCourseBacklogs(): Promise<Backlog[]> {
      const groups = await deliveries.aggregate<{ _id: Omit<Backlog, 'count'>; count: number }>([
        // Those without a next try rest: their course has started fresh.
        {
          $match: {
            $or: [
              { state: 'refused', 'failure.code': { $ne: 'overridden' } },
              { state: { $in: ['waiting', 'retrying'] }, nextTryAt: { $ne: null } },
            ],
          },
        },
        { $group: { _id: { courseId: '$courseId', state: '$state', code: '$failure.code' }, count: { $sum: 1 } } },
      ]);
      return groups.map(({ _id, count }) => ({ ..._id, count }));
    },

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

    /** The right to send it, stamped; undefined when somebody else has it or it changed meanwhile. */
    async claim(courseId: string, due: Due, { now, stampAt }: { now: Date; stampAt: Date }): Promise<Due | undefined> {
      const row = await deliveries
        .findOneAndUpdate(
          { courseId, _id: due.deliveryId, claims: due.claims, wanted: due.wanted, ...unclaimed(now) },
          { $set: { claimedUntil: after(now, claimLife), stampAt }, $inc: { claims: 1, attempts: 1 } },
          { returnDocument: 'after' },
        )
        .lean<DeliveryRow>();
      return row ? toDue(row) : undefined;
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
      const current = await deliveries.updateOne({ ...own, wanted: due.wanted }, settled(outcome));
      if (current.matchedCount === 0) await deliveries.updateOne(own, { $set: { claimedUntil: never } });
    },

    /** Its course has started fresh: nothing to do, until {@link wake}. */
    async rest(courseId: string, { deliveryId, claims, wanted }: Due): Promise<void> {
      await deliveries.updateOne({ courseId, _id: deliveryId, claims, wanted }, { $unset: { nextTryAt: 1 } });
    },

    /** The fresh start was taken back: what rests is due again. */
    async wake(courseId: string, now: Date): Promise<void> {
      const resting = { courseId, state: { $in: unsent }, nextTryAt: { $exists: false } };
      await deliveries.updateMany(resting, { $set: { nextTryAt: now } });
    },

    /** Puts off what was not tried because its platform is away; not counted as a try. */
    async postpone(courseId: string, due: Due, outcome: Extract<Outcome, { state: 'retrying' }>): Promise<void> {
      const { deliveryId, claims, wanted } = due;
      await deliveries.updateOne({ courseId, _id: deliveryId, claims, wanted }, { $set: outcome });
    },
  };
}

/** What is kept of it from page to page. */
export const keptDeliveries: KeptParts<DeliveryStore> = {
  all: { rows: ({ personId }) => personId },
  inState: 'kept',
  findCourseBacklogs: 'read',
  dueDeliveries: 'read',
  want: { wrote: (isNews, _courseId, { personId }) => (isNews ? [personId] : []) },
  again: {
    wrote: (count, _courseId, { personId }) => (count === 0 ? [] : personId === undefined ? 'all' : [personId]),
  },
  correct: { wrote: (_done, _courseId, { personId }) => [personId] },
  claim: { wrote: (claimed) => (claimed ? [claimed.personId] : []) },
  hold: { wrote: () => [] },
  settle: { wrote: (_done, _courseId, { personId }) => [personId] },
  rest: { wrote: (_done, _courseId, { personId }) => [personId] },
  wake: 'writes',
  postpone: { wrote: (_done, _courseId, { personId }) => [personId] },
};

function unclaimed(now: Date) {
  return { $or: isOver('claimedUntil', now, claimLife) };
}

/** What is due, and what was wanted before the clock was stepped back: two ranges of one index. */
function dueTimes(now: Date) {
  return [{ nextTryAt: { $lte: now } }, { nextTryAt: { $gt: now }, recordedAt: { $gt: now } }];
}

/** Without a next try. */
const finished: DeliveryState[] = ['delivered', 'refused', 'withdrawn'];

function settled(outcome: Outcome): UpdateQuery<DeliveryRow> {
  const $unset = {
    ...(finished.includes(outcome.state) ? { nextTryAt: 1 as const } : {}),
    ...(outcome.state === 'delivered' || outcome.state === 'ungraded' ? { failure: 1 as const } : {}),
  };
  const $set = { ...outcome, claimedUntil: never };
  return Object.keys($unset).length > 0 ? { $set, $unset } : { $set };
}
