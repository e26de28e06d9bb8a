import { after, day } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import type { Job, JobOutcome } from '../../jobs/job.js';
import type { Grades } from '../grades/delivery.js';
import type { WantedColumn } from '../grades/standing.store.js';
import type { Person, Roster } from '../roster/person.js';
import type { CountedOf, FactOf } from './facts.js';
import {
  newlyDone,
  previewOf,
  standingOf,
  type Counts,
  type Milestone,
  type Preview,
  type Standing,
} from './milestones.rules.js';
import type { Done, MilestoneStore } from './milestones.store.js';

export interface MilestoneNeeds {
  store: MilestoneStore;
  /** Of every feature that counts something. */
  facts(): readonly FactOf[];
  roster: Pick<Roster, 'learners' | 'person'>;
  grades: Pick<Grades, 'recordScore'>;
  columns: { want(courseId: string, column: WantedColumn): Promise<string> };
  findCoursesInUse(since: Date): Promise<readonly { courseId: string }[]>;
}

export type MilestoneService = ReturnType<typeof milestoneService>;

export interface Sketch {
  preview: Preview;
  counts: Counts;
  learners: readonly Person[];
}

export interface OnPath {
  milestone: Milestone;
  doneAt?: Date;
  standing: Standing;
}

const inUseFor = 30 * day;

export function milestoneService({ store, facts, roster, grades, columns, findCoursesInUse }: MilestoneNeeds) {
  /** Only the facts that these rules name. */
  async function countsFor(courseId: string, rules: readonly { terms: Milestone['terms'] }[], of: CountedOf) {
    const named = new Set(rules.flatMap(({ terms }) => terms.map(({ fact }) => fact)));
    const counts = new Map<string, ReadonlyMap<string, number>>();
    for (const one of facts()) {
      if (named.has(one.fact)) counts.set(one.fact, await one.counts(courseId, of));
    }
    return counts;
  }

  /** Also of those whom a process that died had marked. */
  async function record(courseId: string, milestone: Milestone, here: ReadonlySet<string>, now: Date): Promise<void> {
    const { milestoneId, title, points } = milestone;
    if (points === undefined) return;
    const personIds = (await store.unscored(courseId, milestoneId)).filter((personId) => here.has(personId));
    if (personIds.length === 0) return;
    const key = `milestone-${milestoneId}`;
    const activityId = await columns.want(courseId, { key, label: title, maximum: points });
    for (const personId of personIds) {
      await grades.recordScore(courseId, { activityId, personId, given: points, maximum: points }, now);
      await store.markScored(courseId, milestoneId, personId);
    }
  }

  async function reckon(courseId: string, now: Date): Promise<number> {
    const milestones = await store.milestones(courseId);
    const personIds = (await roster.learners(courseId)).map(({ personId }) => personId);
    const counts = await countsFor(courseId, milestones, { now });
    const done = doneBy(await store.done(courseId));
    let news = 0;
    for (const milestone of milestones) {
      const had = done.get(milestone.milestoneId) ?? new Set<string>();
      const fresh = newlyDone(milestone, counts, { personIds, done: had });
      if (fresh.length > 0)
        news += await store.markDone(courseId, milestone.milestoneId, { personIds: fresh, doneAt: now });
      await record(courseId, milestone, new Set(personIds), now);
    }
    return news;
  }

  async function milestone(courseId: string, milestoneId: string): Promise<Milestone> {
    const found = (await store.milestones(courseId)).find((one) => one.milestoneId === milestoneId);
    if (!found) throw new NotFound();
    return found;
  }

  return {
    facts,
    milestone,
    reckon,

    async overview(courseId: string) {
      const [milestones, learners] = [await store.milestones(courseId), await roster.learners(courseId)];
      const here = new Set(learners.map(({ personId }) => personId));
      const done = (await store.done(courseId)).filter(({ personId }) => here.has(personId));
      const by = doneBy(done);
      return {
        learners: learners.length,
        milestones: milestones.map((one) => ({ ...one, done: by.get(one.milestoneId)?.size ?? 0 })),
      };
    },

    /** Who would have it now, before anything is saved. */
    async sketch(courseId: string, draft: Milestone, now: Date): Promise<Sketch> {
      const learners = await roster.learners(courseId);
      const counts = await countsFor(courseId, [draft], { now });
      const done = doneBy(await store.done(courseId)).get(draft.milestoneId) ?? new Set();
      const personIds = learners.map(({ personId }) => personId);
      return { preview: previewOf(draft, counts, { personIds, done }), counts, learners };
    },

    async save(courseId: string, draft: Milestone, now: Date): Promise<void> {
      await store.save(courseId, draft, now);
      await reckon(courseId, now);
    },

    async end(courseId: string, milestoneId: string, now: Date): Promise<void> {
      await milestone(courseId, milestoneId);
      await store.end(courseId, milestoneId, now);
    },

    /** How many have it. */
    async doneOf(courseId: string, milestoneId: string): Promise<number> {
      return doneBy(await store.done(courseId)).get(milestoneId)?.size ?? 0;
    },

    async path(courseId: string, personId: string, now: Date): Promise<OnPath[]> {
      const milestones = await store.milestones(courseId);
      if (milestones.length === 0) return [];
      const counts = await countsFor(courseId, milestones, { now, personIds: [personId] });
      const done = new Map((await store.done(courseId, [personId])).map((one) => [one.milestoneId, one.doneAt]));
      return milestones.map((one) => {
        const doneAt = done.get(one.milestoneId);
        return { milestone: one, standing: standingOf(one, counts, personId), ...(doneAt && { doneAt }) };
      });
    },

    async reckonDue(now: Date): Promise<JobOutcome> {
      const count = { done: 0, failed: 0 };
      const inUse = (await findCoursesInUse(after(now, -inUseFor))).map(({ courseId }) => courseId);
      for (const courseId of await store.findCoursesWith(inUse)) {
        const news = await reckon(courseId, now).catch(() => undefined);
        if (news === undefined) count.failed += 1;
        else count.done += news;
      }
      return count;
    },
  };
}

function doneBy(done: readonly Done[]): Map<string, Set<string>> {
  const by = new Map<string, Set<string>>();
  for (const { milestoneId, personId } of done) {
    const known = by.get(milestoneId);
    if (known) known.add(personId);
    else by.set(milestoneId, new Set([personId]));
  }
  return by;
}

export function reckonJob(milestones: Pick<MilestoneService, 'reckonDue'>): Job {
  return { name: 'reckon-milestones', cron: '45 * * * * *', run: (now) => milestones.reckonDue(now) };
}
