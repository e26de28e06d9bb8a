import { NotFound } from '../../shared/errors.js';
import type { Nudge } from '../../jobs/job.js';
import { placeInList, type PlaceInList } from '../../web/paging.js';
import type { Delivery, DeliveryCounts, DeliveryState, Grades, WantedScore } from './delivery.js';
import type { DeliveryStore } from './deliveries.store.js';
import { countsOf, isPossible } from './grades.rules.js';

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
  async function one(courseId: string, activityId: string, personId: string): Promise<Delivery | undefined> {
    return (await deliveries.all(courseId, [personId])).find((delivery) => delivery.activityId === activityId);
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
      if (await deliveries.want(courseId, score, now)) nudge(deliverScores);
    },

    delivery: one,

    async deliveries(courseId: string): Promise<Delivery[]> {
      return deliveries.all(courseId);
    },

    /** Of all scores that people should have and that have a column. */
    async counts(courseId: string): Promise<{ delivered: number; refused: number; all: number }> {
      const counts = countsOf(await deliveries.all(courseId));
      const all = Object.values(counts).reduce((sum, count) => sum + count, 0) - counts.ungraded;
      return { delivered: counts.delivered, refused: counts.refused, all };
    },

    /** What did not arrive, the most urgent first and at most `rowsPerPage`; and a page of what did. */
    async sheet(courseId: string, asked: string | undefined): Promise<GradesSheet> {
      const counts = countsOf(await deliveries.all(courseId));
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
    async sendAgain(courseId: string, asked: { activityId: string; personId: string }, now: Date): Promise<number> {
      if (!(await one(courseId, asked.activityId, asked.personId))) throw new NotFound();
      return again(courseId, asked, now);
    },

    /** The same for every score of the course. How many there are. */
    async sendAllAgain(courseId: string, now: Date): Promise<number> {
      return again(courseId, {}, now);
    },
  } satisfies Grades & Record<string, unknown>;
}
