/**
 * Where an unknown link comes from. Moodle copies links with their custom values: into another course (course copy), in
 * the same course (duplicate), and a course that starts fresh meets its own links again. A copy begins with the settings
 * of what it is a copy of, never with its people; it is looked for only in this course and in those it comes from.
 */
import type { Launch } from '../../lti/gateway.js';
import type { ActivityStore, Start } from '../activities/activities.store.js';
import type { Course } from '../activities/course.js';
import type { CourseStore } from '../activities/courses.store.js';
import { copiedFrom, settingsForNewTerm, type LinkFacts } from '../activities/link.rules.js';
import { itemOf, type Programme } from '../picker/programme.js';

/** A feature with settings of a whole course. */
export interface CourseSettings {
  /** Writes only what the course has not set itself; safe to run twice. Never copies what concerns people. */
  copySettings(fromCourseId: string, toCourseId: string): Promise<void>;
}

export interface OriginNeeds {
  courses: CourseStore;
  activities: ActivityStore;
  programmes: readonly Programme[];
  /** By feature. */
  courseSettings: readonly CourseSettings[];
}

export type OriginsService = ReturnType<typeof originsService>;

export function originsService({ courses, activities, programmes, courseSettings }: OriginNeeds) {
  /** Settings of the whole course, once. What was set here meanwhile stays. */
  async function inherit(courseId: string, fromCourseId: string): Promise<void> {
    if (await courses.hasSettings(courseId)) return;
    for (const settings of courseSettings) await settings.copySettings(fromCourseId, courseId);
    await courses.settingsTaken(courseId, fromCourseId);
  }

  async function fromAncestors(
    course: Course,
    link: LinkFacts,
    history: readonly string[],
  ): Promise<Start | undefined> {
    for (const courseId of await courses.ancestors(course.courseId, course.service, history)) {
      const found = copiedFrom(link, await activities.links(courseId, link.identity));
      if (!found) continue;
      await inherit(course.courseId, courseId);
      return startOf(found.kind, settingsForNewTerm(found.settings));
    }
    return undefined;
  }

  return {
    inherit,

    /** What an activity begins with whose link was never launched in this course. */
    async start(course: Course, link: LinkFacts, launch: Pick<Launch, 'course'>): Promise<Start> {
      if (link.identity !== undefined) {
        const twin = copiedFrom(link, await activities.links(course.courseId, link.identity));
        if (twin) return startOf(twin.kind, twin.settings);
      }
      const inherited = await fromAncestors(course, link, launch.course.copiedFrom);
      return inherited ?? startOf(undefined, templateOf(link, programmes));
    },
  };
}

function startOf(kind: Start['kind'], settings: Start['settings']): Start {
  return { settings, ...(kind && { kind }) };
}

function templateOf({ kind, programme }: LinkFacts, programmes: readonly Programme[]): Start['settings'] {
  const item = programme && itemOf(programmes, programme.programmeId, programme.key);
  return item && item.kind === kind ? item.settings : {};
}
