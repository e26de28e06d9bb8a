import { NotFound } from '../../shared/errors.js';
import type { Nudge } from '../../jobs/job.js';
import { placeInList, type PlaceInList } from '../../web/paging.js';
import type { Delivery, DeliveryCounts, DeliveryState, Grades, WantedScore, Withdrawal } from './delivery.js';
import type { Comparison, ComparisonStore } from './comparisons.store.js';
import type { DeliveryStore } from './deliveries.store.js';
import type { Roster } from '../roster/person.js';
import { countsOf, isOverridden, isPossible, maximaOf, withdrawalReason } from './grades.rules.js';
import type { WithdrawalStore } from './withdrawals.store.js';

export const deliverScores = 'deliver-scores';
export const reconcileGrades = 'reconcile-grades';

export interface GradesNeeds {
  deliveries: DeliveryStore;
  withdrawals: WithdrawalStore;
  comparisons: Pick<ComparisonStore, 'comparisons' | 'ask'>;
  roster: Pick<Roster, 'peopleById'>;
  nudge: Nudge;
}

export interface GradesSheet {
  counts: DeliveryCounts;
  look: readonly Delivery[];
  arrived: readonly Delivery[];
  /** The last that a teacher called not needed. */
  notNeeded: readonly Delivery[];
  /** When each column was last compared with Moodle. */
  compared: readonly Comparison[];
  /** Points of the columns as Moodle last showed them. */
  maxima: ReadonlyMap<string, number>;
  place: PlaceInList;
}

const rowsPerPage = 50;
const lookOrder: readonly DeliveryState[] = ['refused', 'retrying', 'waiting', 'taken', 'held', 'ungraded'];

export type GradesService = ReturnType<typeof gradesService>;

export function gradesService({ deliveries, withdrawals, comparisons, roster, nudge }: GradesNeeds) {
  async function one(courseId: string, activityId: string, personId: string): Promise<Delivery | undefined> {
    return (await deliveries.all(courseId, [personId])).find((delivery) => delivery.activityId === activityId);
  }

  /** The platform keeps no cell for staff, who may take part in all else. */
  async function withdrawalOf(courseId: string, personId: string, at: Date): Promise<Withdrawal | undefined> {
    const person = (await roster.peopleById(courseId, [personId])).get(personId);
    return person && withdrawalReason(person) === 'staff' ? { reason: 'staff', at } : undefined;
  }

  async function again(
    courseId: string,
    asked: { activityId?: string; personId?: string },
    now: Date,
  ): Promise<number> {
    const count = await deliveries.again(courseId, asked, now);
    if (count > 0) nudge(deliverScores);
    return count;
  }

  return {
    async recordScore(courseId: string, score: WantedScore, now: Date): Promise<void> {
      if (!isPossible(score)) throw new RangeError(`${score.given} of ${score.maximum} is no score`);
      const isNews = await deliveries.want(courseId, score, now, await withdrawalOf(courseId, score.personId, now));
      if (isNews) nudge(deliverScores);
    },

    async release(courseId: string, activityId: string, now: Date): Promise<number> {
      const count = await deliveries.release(courseId, activityId, now);
      if (count > 0) nudge(deliverScores);
      return count;
    },

    delivery: one,

    async deliveriesTo(courseId: string, personId: string, activityIds: readonly string[]): Promise<Delivery[]> {
      const own = await deliveries.all(courseId, [personId]);
      return own.filter(({ activityId }) => activityIds.includes(activityId));
    },

    async deliveredLast(courseId: string): Promise<Date | undefined> {
      return (await deliveries.inState(courseId, 'delivered', { skip: 0, limit: 1 }))[0]?.deliveredAt;
    },

    async deliveries(courseId: string): Promise<Delivery[]> {
      return deliveries.all(courseId);
    },

    /** Of all scores that people should have and that have a column. */
    async counts(courseId: string): Promise<{ delivered: number; refused: number; all: number }> {
      const counts = countsOf(await deliveries.all(courseId));
      const { delivered, refused, waiting, taken, retrying, overridden } = counts;
      return { delivered, refused, all: delivered + refused + waiting + taken + retrying + overridden };
    },

    /** The only refused score, when there is no other. */
    async refusedOne(courseId: string): Promise<Delivery | undefined> {
      const refused = await deliveries.inState(courseId, 'refused', { skip: 0, limit: rowsPerPage });
      const others = refused.filter((delivery) => !isOverridden(delivery));
      return others.length === 1 ? others[0] : undefined;
    },

    /** What did not arrive, the most urgent first and at most `rowsPerPage`; and a page of what did. */
    async sheet(courseId: string, asked: string | undefined): Promise<GradesSheet> {
      const all = await deliveries.all(courseId);
      const counts = countsOf(all);
      const place = placeInList(counts.delivered, rowsPerPage, { path: '/grades', asked });
      const [arrived, ...others] = await Promise.all([
        deliveries.inState(courseId, 'delivered', { skip: place.skip, limit: rowsPerPage }),
        ...lookOrder
          .filter((state) => counts[state] + (state === 'refused' ? counts.overridden : 0) > 0)
          .map((state) => deliveries.inState(courseId, state, { skip: 0, limit: rowsPerPage })),
      ]);
      const notNeeded = counts.notNeeded === 0 ? [] : await withdrawals.calledNotNeeded(courseId, rowsPerPage);
      const compared = await comparisons.comparisons(courseId);
      const look = others.flat().slice(0, rowsPerPage);
      return { counts, look, arrived, notNeeded, compared, maxima: maximaOf(all), place };
    },

    /** A teacher says that a refused score is not needed; false when it is not refused any more. */
    async notNeeded(
      { courseId, personId: byId }: { courseId: string; personId: string },
      asked: { activityId: string; personId: string },
      now: Date,
    ): Promise<boolean> {
      if (!(await one(courseId, asked.activityId, asked.personId))) throw new NotFound();
      return withdrawals.notNeeded(courseId, asked, now, byId);
    },

    /** People may have left, come back or become staff: what nobody waits for is withdrawn, what somebody does is sent. */
    async followStanding(courseId: string, now: Date): Promise<void> {
      const personIds = await withdrawals.personIds(courseId);
      if (personIds.length === 0) return;
      const people = await roster.peopleById(courseId, personIds);
      const idsOf = (reason: 'left' | 'staff' | undefined) =>
        [...people.values()].filter((person) => withdrawalReason(person) === reason).map(({ personId }) => personId);
      for (const reason of ['left', 'staff'] as const) {
        await withdrawals.withdraw(courseId, idsOf(reason), { reason, at: now });
      }
      const here = idsOf(undefined);
      if ((await withdrawals.reinstate(courseId, here, now)) > 0) nudge(deliverScores);
    },

    /** A teacher asks to send again one score that did not arrive; 0 when it is there or on its way. */
    async sendAgain(courseId: string, asked: { activityId: string; personId: string }, now: Date): Promise<number> {
      if (!(await one(courseId, asked.activityId, asked.personId))) throw new NotFound();
      return again(courseId, asked, now);
    },

    /** A teacher asks: every cell is compared with Moodle soon. */
    async compareNow(courseId: string): Promise<void> {
      await comparisons.ask(courseId);
      nudge(reconcileGrades);
    },

    /** The same for every score of the course. How many there are. */
    async sendAllAgain(courseId: string, now: Date): Promise<number> {
      return again(courseId, {}, now);
    },
  } satisfies Grades & Record<string, unknown>;
}
