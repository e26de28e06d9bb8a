import { NotFound } from '../../shared/errors.js';
import type { Nudge } from '../../jobs/job.js';
import { placeInList, type PlaceInList } from '../../web/paging.js';
import type { Delivery, DeliveryCounts, DeliveryState, Grades, WantedScore } from './delivery.js';
import type { DeliveryStore } from './deliveries.store.js';
import { isPossible } from './grades.rules.js';

export const deliverScores = 'deliver-scores';

export interface GradesNeeds {
  deliveries: DeliveryStore;
  nudge: Nudge;
}

export interface GradesSheet {
  counts: DeliveryCounts;
  look: readonly Delivery[];
  arrived: readonly Delivery[];
  place: PlaceInList;
}

const rowsPerPage = 50;
const lookOrder: readonly DeliveryState[] = ['refused', 'retrying', 'waiting', 'ungraded'];

export type GradesService = ReturnType<typeof gradesService>;

export function gradesService({ deliveries, nudge }: GradesNeeds) {
  async function again(courseId: string, one: { activityId?: string; personId?: string }, now: Date): Promise<number> {
    const count = await deliveries.again(courseId, one, now);
    if (count > 0) nudge(deliverScores);
    return count;
  }

  return {
    async recordScore(courseId: string, score: WantedScore, now: Date): Promise<void> {
      if (!isPossible(score)) throw new RangeError(`${score.given} of ${score.maximum} is no score`);
      if (await deliveries.want(courseId, score, now)) nudge(deliverScores);
    },

    async delivery(courseId: string, activityId: string, personId: string): Promise<Delivery | undefined> {
      return (await deliveries.to(courseId, personId, [activityId]))[0];
    },

    async deliveriesTo(courseId: string, personId: string, activityIds: readonly string[]): Promise<Delivery[]> {
      return deliveries.to(courseId, personId, activityIds);
    },

    async deliveredLast(courseId: string): Promise<Date | undefined> {
      return (await deliveries.inState(courseId, 'delivered', { skip: 0, limit: 1 }))[0]?.deliveredAt;
    },

    async deliveries(courseId: string): Promise<Delivery[]> {
      return deliveries.all(courseId);
    },

    /** Of all scores that people should have and that have a column. */
    async counts(courseId: string): Promise<{ delivered: number; refused: number; all: number }> {
      const counts = await deliveries.counts(courseId);
      const all = Object.values(counts).reduce((sum, count) => sum + count, 0) - counts.ungraded;
      return { delivered: counts.delivered, refused: counts.refused, all };
    },

    /** What did not arrive, the most urgent first and at most `rowsPerPage`; and a page of what did. */
    async sheet(courseId: string, asked: string | undefined): Promise<GradesSheet> {
      const counts = await deliveries.counts(courseId);
      const place = placeInList(counts.delivered, rowsPerPage, { path: '/grades', asked });
      const [arrived, ...others] = await Promise.all([
        deliveries.inState(courseId, 'delivered', { skip: place.skip, limit: rowsPerPage }),
        ...lookOrder
          .filter((state) => counts[state] + (state === 'refused' ? counts.overridden : 0) > 0)
          .map((state) => deliveries.inState(courseId, state, { skip: 0, limit: rowsPerPage })),
      ]);
      return { counts, look: others.flat().slice(0, rowsPerPage), arrived, place };
    },

    /** A teacher asks to send again one score that did not arrive; 0 when it is there or on its way. */
    async sendAgain(courseId: string, one: { activityId: string; personId: string }, now: Date): Promise<number> {
      if ((await deliveries.to(courseId, one.personId, [one.activityId])).length === 0) throw new NotFound();
      return again(courseId, one, now);
    },

    /** The same for every score of the course. How many there are. */
    async sendAllAgain(courseId: string, now: Date): Promise<number> {
      return again(courseId, {}, now);
    },
  } satisfies Grades & Record<string, unknown>;
}
