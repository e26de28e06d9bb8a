/** Compares what the gradebook holds with what it took from us: whenever a column is read, and every cell each night. */
import { after, day, hour, second, type Clock } from '../../shared/clock.js';
import type { Job, JobOutcome } from '../../jobs/job.js';
import type { GradebookResult, LtiGateway } from '../../lti/gateway.js';
import type { Person, Roster } from '../roster/person.js';
import type { Columns } from './columns.js';
import type { ComparisonStore } from './comparisons.store.js';
import type { DeliveryStore } from './deliveries.store.js';
import { concernsWholePlatform } from './grades.rules.js';
import { reconcileGrades } from './grades.service.js';
import type { ProofStore } from './proofs.store.js';
import { correctionOf } from './truth.rules.js';

/** A column as it was read. */
export interface ReadColumn {
  results: readonly GradebookResult[];
  /** Learners of the course: of others Moodle may list nothing. */
  learners: readonly Person[];
  /** When the reading began. */
  readFrom: Date;
}

export interface ReconcilingNeeds {
  deliveries: Pick<DeliveryStore, 'ofColumn' | 'columnIds'>;
  proofs: Pick<ProofStore, 'correct'>;
  comparisons: ComparisonStore;
  columns: Columns;
  roster: Pick<Roster, 'learners'>;
  gateway: Pick<LtiGateway, 'results'>;
  findCoursesInUse(since: Date): Promise<readonly { courseId: string }[]>;
  clock: Clock;
}

export type ReconcilingService = ReturnType<typeof reconcilingService>;

/** After this a run begins no further course; what is left is taken up by the next one. */
const runTime = 45 * second;
const inUseFor = 30 * day;
/** UTC; Moodle's own quiet hours. */
const nightAt = 2 * hour;

/** When the night of which every cell is to be compared began. */
export function nightBefore(now: Date): Date {
  const midnight = Math.floor((now.getTime() - nightAt) / day) * day;
  return new Date(midnight + nightAt);
}

export function reconcilingService(needs: ReconcilingNeeds) {
  const { deliveries, proofs, comparisons, columns, roster, gateway, findCoursesInUse, clock } = needs;

  /** What is missing or was changed by hand is no longer called delivered; what is there again, is. */
  async function compare(courseId: string, activityId: string, read: ReadColumn): Promise<void> {
    const { results, learners, readFrom } = read;
    const held = new Map(results.map((result) => [result.personExternalId, result]));
    const externalIds = new Map(learners.map(({ personId, externalId }) => [personId, externalId]));
    const found = { activityId, comparedAt: readFrom, cells: 0, missing: 0, changed: 0 };
    for (const delivery of await deliveries.ofColumn(courseId, activityId)) {
      const externalId = externalIds.get(delivery.personId);
      if (externalId === undefined) continue;
      found.cells += 1;
      const correction = correctionOf(delivery, held.get(externalId), readFrom);
      if (!correction) continue;
      await proofs.correct(courseId, delivery, correction, readFrom);
      if (correction.kind === 'refused') found[correction.failure.code === 'missing' ? 'missing' : 'changed'] += 1;
    }
    await comparisons.saveComparison(courseId, found);
  }

  /** False when the platform is away. */
  async function reconcileColumn(courseId: string, activityId: string, learners: readonly Person[]): Promise<boolean> {
    const address = await columns.address(courseId, activityId);
    if (address?.lineItemUrl === undefined) return true;
    const readFrom = clock();
    const answer = await gateway.results(address.service, address.lineItemUrl);
    if (answer.ok) {
      await compare(courseId, activityId, { results: answer.value, learners, readFrom });
      return true;
    }
    await comparisons.saveUnread(courseId, activityId, { code: answer.failure.code, at: readFrom });
    return !concernsWholePlatform(answer.failure);
  }

  /** False when something is left, because the platform is away. */
  async function reconcileCourse(courseId: string, since: Date): Promise<boolean> {
    const known = new Map((await comparisons.comparisons(courseId)).map((one) => [one.activityId, one]));
    const learners = await roster.learners(courseId);
    for (const activityId of await deliveries.columnIds(courseId)) {
      const last = known.get(activityId);
      if (last && last.failure === undefined && last.comparedAt >= since) continue;
      if (!(await reconcileColumn(courseId, activityId, learners))) return false;
    }
    await comparisons.saveWhole(courseId, clock());
    return true;
  }

  return {
    compare,

    /** Courses in use whose last comparison is older than the night before, one after the other. */
    async reconcileDue(now: Date): Promise<JobOutcome> {
      const count = { done: 0, failed: 0 };
      const until = after(clock(), runTime);
      const since = nightBefore(now);
      const courseIds = (await findCoursesInUse(after(now, -inUseFor))).map(({ courseId }) => courseId);
      const compared = await comparisons.findCoursesComparedSince(courseIds, since);
      for (const courseId of courseIds.filter((one) => !compared.has(one))) {
        if (clock() >= until) break;
        // A course that breaks off stops no other; its comparison stays due.
        const whole = await reconcileCourse(courseId, since).catch(() => false);
        count[whole ? 'done' : 'failed'] += 1;
      }
      return count;
    },
  };
}

export function reconcileJob(reconciling: Pick<ReconcilingService, 'reconcileDue'>): Job {
  return { name: reconcileGrades, cron: '4-59/10 * * * *', run: (now) => reconciling.reconcileDue(now) };
}
