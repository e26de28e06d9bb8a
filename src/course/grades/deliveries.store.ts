import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { KeptParts } from '../../kept/kept.js';
import { rowsAtATime } from '../../shared/packed.js';
import type { Delivery, DeliveryState, WantedScore, Withdrawal } from './delivery.js';
import { deliveryModel } from './delivery-rows.store.js';
import { toDelivery, type DeliveryRow } from './deliveries.rules.js';
import { isNews } from './grades.rules.js';

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

export type DeliveryStore = ReturnType<typeof deliveryStore>;

const never = new Date(0);
/** Those with a next try. */
const unsent: DeliveryState[] = ['waiting', 'retrying', 'ungraded'];

export function deliveryStore(connection: Connection) {
  const deliveries = deliveryModel(connection);

  async function insert(courseId: string, { held, ...wanted }: WantedScore, begin: Begin): Promise<boolean> {
    const fresh = { ...begun(held, begin), recordedAt: begin.now, wanted: 1, attempts: 0 } as const;
    try {
      await deliveries.create({ _id: newId(), courseId, ...wanted, ...fresh, claimedUntil: never, claims: 0 });
      return true;
    } catch (problem) {
      if (isDuplicateKey(problem)) return false;
      throw problem;
    }
  }

  return {
    /**
     * The score a person should have from now on; true when that is news. Of two at once the last one stands.
     * @param withdrawal why nobody waits for it yet
     */
    async want(courseId: string, score: WantedScore, now: Date, withdrawal?: Withdrawal): Promise<boolean> {
      const { held, ...wanted } = score;
      const { activityId, personId, comment } = wanted;
      for (;;) {
        const known = await deliveries.findOne({ courseId, activityId, personId }).lean<DeliveryRow>();
        if (known && !isNews(known, score)) return false;
        if (!known) {
          if (await insert(courseId, score, { now, withdrawal })) return true;
          continue;
        }
        const begin = begun(held, { now, withdrawal });
        const $set = { ...wanted, ...begin, recordedAt: now, attempts: 0 } as const;
        const $unset = {
          ...{ failure: 1, proofAt: 1, proofs: 1, insisted: 1, ...(!withdrawal && { withdrawal: 1 as const }) },
          ...(comment === undefined && { comment: 1 }),
          ...(begin.nextTryAt === undefined && { nextTryAt: 1 }),
        } as const;
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

    /** In no order. */
    async ofColumn(courseId: string, activityId: string): Promise<Delivery[]> {
      const rows = await deliveries.find({ courseId, activityId }).batchSize(rowsAtATime).lean<DeliveryRow[]>();
      return rows.map(toDelivery);
    },

    async columnIds(courseId: string): Promise<string[]> {
      return deliveries.distinct('activityId', { courseId });
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
      const known: DeliveryState[] = ['refused', 'ungraded', 'retrying'];
      // What a teacher set in Moodle is replaced for one learner, on purpose, and never for all.
      const theirs = { courseId, ...one, state: 'refused' as const, 'failure.code': { $in: ['overridden', 'stale'] } };
      if (one.personId !== undefined) await deliveries.updateMany(theirs, { $set: { insisted: true } });
      const mine = one.personId === undefined ? { 'failure.code': { $ne: 'overridden' } } : {};
      const outcome = await deliveries.updateMany(
        { courseId, ...one, $or: [{ state: { $in: known }, ...mine }, ...notNeeded] },
        { $set: { state: 'waiting', attempts: 0, nextTryAt: now }, $unset: { failure: 1, withdrawal: 1 } },
      );
      return outcome.matchedCount;
    },

    /** What is held of an activity is due. How many there were. */
    async release(courseId: string, activityId: string, now: Date): Promise<number> {
      const held = { courseId, activityId, state: 'held' } as const;
      return (await deliveries.updateMany(held, { $set: { state: 'waiting', nextTryAt: now } })).matchedCount;
    },

    /** The fresh start was taken back: what rests is due again. */
    async wake(courseId: string, now: Date): Promise<void> {
      const resting = { courseId, state: { $in: unsent }, nextTryAt: { $exists: false } };
      await deliveries.updateMany(resting, { $set: { nextTryAt: now } });
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
  };
}

/** What is kept of it from page to page. */
export const keptDeliveries: KeptParts<DeliveryStore> = {
  all: { rows: ({ personId }) => personId },
  ofColumn: 'read',
  columnIds: 'read',
  inState: 'kept',
  findCourseBacklogs: 'read',
  want: { wrote: (isNews, _courseId, { personId }) => (isNews ? [personId] : []) },
  again: {
    wrote: (count, _courseId, { personId }) => (count === 0 ? [] : personId === undefined ? 'all' : [personId]),
  },
  wake: 'writes',
  release: { wrote: (count) => (count === 0 ? [] : 'all') },
};

interface Begin {
  now: Date;
  withdrawal: Withdrawal | undefined;
}

type Begun = Pick<DeliveryRow, 'state' | 'nextTryAt' | 'withdrawal'>;

function begun(held: WantedScore['held'], { now, withdrawal }: Begin): Begun {
  if (withdrawal) return { state: 'withdrawn', withdrawal };
  if (!held) return { state: 'waiting', nextTryAt: now };
  return { state: 'held', ...(held.until && { nextTryAt: held.until }) };
}
