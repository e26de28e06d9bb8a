import type { Connection } from 'mongoose';
import { isDuplicateKey, upserting } from '../../shared/duplicate-key.js';
import { newId } from '../../shared/ids.js';
import type { Launch, ServiceRef, Tenant } from '../../lti/gateway.js';
import { mergedService, sameFrame, sameService } from './activities.rules.js';
import type { KeptParts } from '../../kept/kept.js';
import { remembered } from '../../kept/remembered.js';
import type { Course } from './course.js';
import { courseModel, type CourseRow } from './course-rows.store.js';

/** What only this folder knows of a course. */
export interface CourseState {
  nameless: boolean;
  namesTold: boolean;
  goneAccepted: number;
}

/** An earlier life of a course: archived when it started fresh. */
export interface EarlierCourse {
  courseId: string;
  archivedAt: Date;
}

export type CourseStore = ReturnType<typeof courseStore>;

/** Courses that one link is looked for in. */
const ancestorsAtMost = 5;

export function courseStore(connection: Connection) {
  const courses = courseModel(connection);
  // Twice a launch: no casting.
  const native = courses.db.collection<CourseRow>(courses.collection.name);

  async function insertOrFind(key: Key, facts: Facts): Promise<CourseRow> {
    const insert = { $setOnInsert: { _id: newId(), ...facts } };
    const options = { upsert: true, returnDocument: 'after' } as const;
    return upserting(() => courses.findOneAndUpdate(key, insert, options).orFail().lean<CourseRow>().exec());
  }

  const { rowOf } = remembered(
    {
      async rowOf(courseId: string): Promise<CourseRow | null> {
        return native.findOne({ _id: courseId, archive: '' });
      },
    },
    'rowOf',
  );

  async function earlier(courseId: string): Promise<CourseRow[]> {
    const row = await rowOf(courseId);
    if (!row) return [];
    const filter = { ...keyOf(row, row.externalId), archive: { $ne: '' }, undone: { $ne: true } };
    return courses.find(filter).sort({ archivedAt: -1 }).limit(ancestorsAtMost).lean<CourseRow[]>();
  }

  async function archive(courseId: string, now: Date, undone = false): Promise<boolean> {
    const change = { $set: { archive: courseId, archivedAt: now, ...(undone && { undone }) } };
    return (await courses.updateOne({ _id: courseId, archive: '' }, change)).matchedCount === 1;
  }

  return {
    /** The launched course; written only when it is new or something about it changed. */
    async upsertCourse(launch: Launch): Promise<Course> {
      const { course } = launch;
      const key = keyOf(launch, course.externalId);
      const service = mergedService(launch.service, launch.service);
      const { name, givenName, familyName } = launch.person;
      const nameless = (name ?? givenName ?? familyName) === undefined;
      const { title, label, timeFrame } = course;
      const facts = { title, label, service, nameless, ...(timeFrame && { timeFrame }) };
      const known = (await native.findOne(key)) ?? (await insertOrFind(key, facts));
      const current = { ...facts, service: mergedService(known.service, service) };
      if (sameFacts(known, current) && sameService(known.service, current.service)) return toCourse(known);
      await courses.updateOne({ _id: known._id }, { $set: current });
      return toCourse({ ...known, ...current });
    },

    /** Courses with their tenant, the archived too: for the operator, who stands above courses. */
    async findCourseTenants(
      courseIds?: readonly string[],
    ): Promise<(Pick<CourseRow, 'platformId' | 'deploymentId'> & { courseId: string })[]> {
      const filter = courseIds ? { _id: { $in: courseIds } } : {};
      const rows = await courses.find(filter, { platformId: 1, deploymentId: 1 }).lean<CourseRow[]>();
      return rows.map(({ _id, platformId, deploymentId }) => ({ courseId: _id, platformId, deploymentId }));
    },

    /** Has the tenant any, the archived too? */
    async findCourseOf({ platformId, deploymentId }: Tenant): Promise<boolean> {
      return (await courses.exists({ platformId, deploymentId })) !== null;
    },

    /** Not one that has started fresh. */
    async course(courseId: string): Promise<Course | undefined> {
      const row = await rowOf(courseId);
      return row ? toCourse(row) : undefined;
    },

    async state(courseId: string): Promise<CourseState> {
      const row = await rowOf(courseId);
      const { nameless = false, namesTold = false, goneAccepted = 0 } = row ?? {};
      return { nameless, namesTold, goneAccepted };
    },

    /**
     * Courses of the same tenant that this one may have its links from, nearest first: its own earlier lives, then
     * those that the platform says it was copied from.
     * @param history the platform's ids, nearest first
     */
    async ancestors(
      courseId: string,
      { platformId, deploymentId }: Pick<ServiceRef, 'platformId' | 'deploymentId'>,
      history: readonly string[],
    ): Promise<string[]> {
      const own = await earlier(courseId);
      const copied = history.slice(0, ancestorsAtMost);
      const filter = { platformId, deploymentId, externalId: { $in: copied }, undone: { $ne: true } };
      const rows = copied.length === 0 ? [] : await courses.find(filter).lean<CourseRow[]>();
      const others = rows.filter(({ _id }) => _id !== courseId && !own.some((row) => row._id === _id));
      return [...own, ...others.sort(nearestFirst(copied))].map(({ _id }) => _id);
    },

    async earlierLives(courseId: string): Promise<EarlierCourse[]> {
      return (await earlier(courseId)).flatMap(({ _id, archivedAt }) =>
        archivedAt ? [{ courseId: _id, archivedAt }] : [],
      );
    },

    /** False when the settings were taken over before. */
    async hasSettings(courseId: string): Promise<boolean> {
      return (await rowOf(courseId))?.settingsFrom !== undefined;
    },

    async settingsTaken(courseId: string, settingsFrom: string): Promise<void> {
      await courses.updateOne({ _id: courseId }, { $set: { settingsFrom } });
    },

    async acceptGone(courseId: string, goneAccepted: number): Promise<void> {
      await courses.updateOne({ _id: courseId }, { $set: { goneAccepted } });
    },

    async setZone(courseId: string, timeZone: string | undefined): Promise<void> {
      const change = timeZone === undefined ? { $unset: { timeZone: 1 } } : { $set: { timeZone } };
      await courses.updateOne({ _id: courseId }, change);
    },

    /** To another course, which keeps a zone of its own. */
    async copySettings(courseId: string, toCourseId: string): Promise<void> {
      const from = await courses.findOne({ _id: courseId }, { timeZone: 1 }).lean<CourseRow>();
      if (from?.timeZone === undefined) return;
      const without = { _id: toCourseId, timeZone: { $exists: false } };
      await courses.updateOne(without, { $set: { timeZone: from.timeZone } });
    },

    async tellNames(courseId: string, namesTold: boolean): Promise<void> {
      await courses.updateOne({ _id: courseId }, { $set: { namesTold } });
    },

    /** Another row for the same course of the platform; undefined when somebody else was faster. */
    async startFresh(courseId: string, now: Date): Promise<Course | undefined> {
      const row = await rowOf(courseId);
      if (!row || !(await archive(courseId, now))) return undefined;
      const { title, label, service, externalId, timeFrame } = row;
      const facts = { title, label, service, nameless: false, ...(timeFrame && { timeFrame }) };
      return toCourse(await insertOrFind(keyOf(row, externalId), facts));
    },

    /** The earlier life lives again, and the present one is archived. */
    async restore(courseId: string, present: Course, now: Date): Promise<void> {
      let current: Pick<CourseRow, '_id'> | null = { _id: present.courseId };
      for (let times = 0; current && times < 5; times += 1) {
        await archive(current._id, now, true);
        try {
          await courses.updateOne({ _id: courseId }, { $set: { archive: '' }, $unset: { archivedAt: 1 } });
          return;
        } catch (problem) {
          if (!isDuplicateKey(problem)) throw problem;
          // A launch in between made a course of its own.
          current = await courses.findOne(keyOf(present.service, present.service.contextId)).lean<CourseRow>();
        }
      }
      throw new Error(`course ${courseId} could not be restored`);
    },
  };
}

/** What is kept of it from page to page. One document a course, which launches write: a page reads it, once. */
export const keptCourses: KeptParts<CourseStore> = {
  course: 'read',
  state: 'read',
  earlierLives: 'kept',
  hasSettings: 'read',
  ancestors: 'read',
  findCourseTenants: 'read',
  findCourseOf: 'read',
  upsertCourse: 'read',
  settingsTaken: { wrote: () => [] },
  acceptGone: { wrote: () => [] },
  tellNames: { wrote: () => [] },
  setZone: { wrote: () => [] },
  copySettings: { wrote: () => [] },
  startFresh: { wrote: (begun) => (begun ? 'all' : []) },
  restore: 'writes',
};

type Key = Pick<CourseRow, 'platformId' | 'deploymentId' | 'externalId' | 'archive'>;
type Facts = Pick<CourseRow, 'title' | 'label' | 'service' | 'nameless' | 'timeFrame'>;

/** A launch that does not say when the course runs changes nothing of it. */
function sameFacts(known: Facts, told: Facts): boolean {
  const { title, label, nameless, timeFrame } = told;
  const keeps = known.title === title && known.label === label && known.nameless === nameless;
  return keeps && (timeFrame === undefined || sameFrame(known.timeFrame, timeFrame));
}

function keyOf({ platformId, deploymentId }: Pick<Key, 'platformId' | 'deploymentId'>, externalId: string): Key {
  return { platformId, deploymentId, externalId, archive: '' };
}

/** As in the platform's list; of one course its present life before earlier ones. */
function nearestFirst(history: readonly string[]) {
  return (one: CourseRow, other: CourseRow) =>
    history.indexOf(one.externalId) - history.indexOf(other.externalId) || (one.archive < other.archive ? -1 : 1);
}

function toCourse(row: CourseRow): Course {
  return {
    courseId: row._id,
    platformId: row.platformId,
    title: row.title,
    label: row.label,
    service: row.service,
    ...(row.timeZone !== undefined && { timeZone: row.timeZone }),
    ...(row.timeFrame && { timeFrame: row.timeFrame }),
  };
}
