import { after, second, type Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { withPatience } from '../../shared/patience.js';
import type { Activities, Activity } from '../activities/activity.js';
import type { Kinds } from '../activities/kind.js';
import type { Delivery, Grades } from '../grades/delivery.js';
import type { Roster } from '../roster/person.js';
import type { Column, Progress, ProgressFacts, Reading } from './progress.js';
import { deliveredSince } from './progress.rules.js';
import type { ProgressStore } from './progress.store.js';
import type { ReadingService } from './reading.service.js';

export interface ProgressNeeds {
  store: ProgressStore;
  reading: Pick<ReadingService, 'readCourse'>;
  activities: Activities;
  kinds: Kinds;
  roster: Pick<Roster, 'learners'>;
  grades: Pick<Grades, 'deliveries'>;
  clock: Clock;
  /** Milliseconds that a page waits for the platform. */
  patience?: number;
}

/** `later`: Moodle is slow, or gates have to wait for their turn; the work goes on. */
export type Refreshed = 'refreshed' | 'failed' | 'later' | 'busy';

export type ProgressService = ReturnType<typeof progressService>;

/** What an asked refresh that outlasts its page may still begin. */
const askedTime = 30 * second;

export function progressService(needs: ProgressNeeds) {
  const { store, reading, activities, kinds, roster, grades, clock, patience = 5 * second } = needs;

  async function facts(courseId: string, wanted: readonly Activity[]): Promise<ProgressFacts> {
    const readings = await store.readings(courseId);
    const deliveries = await grades.deliveries(courseId);
    const columns = wanted.flatMap((activity): Column[] => {
      const { activityId, title } = activity;
      const kind = kinds.of(activity.kind);
      if (!kind?.completion) return [];
      const own = deliveries.filter((delivery) => delivery.activityId === activityId);
      const column = { activityId, title, kindTitle: kind.words.title, source: kind.completion };
      return [columnOf(column, readings.get(activityId), own)];
    });
    return { columns, learners: await roster.learners(courseId) };
  }

  return {
    /** Every activity that can be completed, against every learner. */
    async overview(courseId: string): Promise<ProgressFacts> {
      return facts(courseId, await activities.all(courseId));
    },

    async gate(courseId: string, activityId: string): Promise<ProgressFacts & { column: Column }> {
      const activity = await activities.activity(courseId, activityId);
      if (activity?.kind !== 'gate') throw new NotFound();
      const found = await facts(courseId, [activity]);
      const [column] = found.columns;
      if (!column) throw new NotFound();
      return { ...found, column };
    },

    /** A teacher asked, for one activity or all: waits for Moodle, but not longer than a person does. */
    async refresh(courseId: string, only?: string): Promise<Refreshed> {
      const limits = { asked: true, until: after(clock(), askedTime), away: new Map() };
      const options = only === undefined ? limits : { ...limits, only };
      const work = reading.readCourse(courseId, options).then((outcome) => outcome ?? 'busy');
      const outcome = await withPatience(work, patience);
      if (outcome === undefined) return 'later';
      if (outcome === 'busy') return 'busy';
      if (outcome.failed > 0) return 'failed';
      return outcome.left ? 'later' : 'refreshed';
    },

    async passed(courseId: string, activityId: string) {
      const found = await store.reading(courseId, activityId);
      if (!found?.readAt) return undefined;
      return { readAt: found.readAt, personIds: new Set(found.passed.map(({ personId }) => personId)) };
    },
  } satisfies Progress & Record<string, unknown>;
}

function columnOf(
  column: Pick<Column, 'activityId' | 'kindTitle' | 'title' | 'source'>,
  reading: Reading | undefined,
  deliveries: readonly Delivery[],
): Column {
  return { ...column, ...(reading && { reading }), delivered: deliveredSince(reading, deliveries) };
}
