/** What waits for whom, over all courses of a platform, with the guards that hold for every kind. */
import { after, day } from '../shared/clock.js';
import { daysAfter, startOfDay } from '../shared/local-time.js';
import type { Role } from '../web/permissions.js';
import type { Open, ReminderKind } from './reminder.js';

export interface Somebody {
  personId: string;
  externalId: string;
  status: 'active' | 'left';
  role: Role;
  timeZone?: string;
}

export interface CourseNow {
  courseId: string;
  platformId: string;
  title: string;
  timeZone?: string;
}

interface Span {
  from: Date;
  until: Date;
}

export interface GatheringNeeds {
  /** Of all features. */
  kinds: () => readonly ReminderKind[];
  roster: { learners(courseId: string): Promise<readonly Somebody[]> };
  course(courseId: string): Promise<CourseNow | undefined>;
  /** Courses that were opened since. */
  findCoursesInUse(since: Date): Promise<readonly { courseId: string }[]>;
  isActive(platformId: string): Promise<boolean>;
  clocks: { clockOf(courseId: string): Promise<{ zone: string; lastDay?: string } | undefined> };
  pauses: { quiet(courseId: string, now: Date): Promise<ReadonlyMap<string, readonly Span[]>> };
}

/** Everything that waits for one account. */
export interface OpenFor {
  open: Open[];
  timeZone: string;
}

/** Nobody has opened an older course: whoever would read of it is not there. */
const inUseFor = 60 * day;

export type GatheringService = ReturnType<typeof gatheringService>;

export function gatheringService(needs: GatheringNeeds) {
  const { kinds, roster, clocks, pauses } = needs;

  async function isOver(courseId: string, now: Date): Promise<boolean> {
    const clock = await clocks.clockOf(courseId);
    return clock?.lastDay !== undefined && startOfDay(daysAfter(clock.lastDay, 1), clock.zone) <= now;
  }

  /** By account: active learners who are in no break, of a course that runs. */
  async function inCourse({ courseId, title, timeZone = 'UTC' }: CourseNow, now: Date): Promise<Map<string, OpenFor>> {
    const byAccount = new Map<string, OpenFor>();
    if (await isOver(courseId, now)) return byAccount;
    const [learners, quiet] = await Promise.all([roster.learners(courseId), pauses.quiet(courseId, now)]);
    const here = new Map(learners.map((person) => [person.personId, person]));
    const rests = (personId: string) => quiet.get(personId)?.some(({ from, until }) => from <= now && now < until);
    for (const { kind, waiting } of kinds()) {
      for (const { personId, ...one } of await waiting({ courseId, now })) {
        const person = here.get(personId);
        if (!person || rests(personId) || one.until <= now) continue;
        const found = byAccount.get(person.externalId) ?? { open: [], timeZone: person.timeZone ?? timeZone };
        found.open.push({ ...one, key: `${courseId}.${kind}.${one.waitingId}`, kind, courseId, courseTitle: title });
        byAccount.set(person.externalId, found);
      }
    }
    return byAccount;
  }

  return {
    /** Courses in use of platforms that are not stopped. */
    async platforms(now: Date): Promise<Map<string, CourseNow[]>> {
      const byPlatform = new Map<string, CourseNow[]>();
      for (const { courseId } of await needs.findCoursesInUse(after(now, -inUseFor))) {
        const course = await needs.course(courseId);
        if (!course || !(await needs.isActive(course.platformId))) continue;
        byPlatform.set(course.platformId, [...(byPlatform.get(course.platformId) ?? []), course]);
      }
      return byPlatform;
    },

    /** Of somebody in several courses all of it. @param broken hears of a course that cannot be read */
    async waitingIn(courses: readonly CourseNow[], now: Date, broken: (courseId: string, problem: unknown) => void) {
      const all = new Map<string, OpenFor>();
      for (const course of courses) {
        try {
          for (const [account, { open, timeZone }] of await inCourse(course, now)) {
            const known = all.get(account);
            if (known) known.open.push(...open);
            else all.set(account, { open, timeZone });
          }
        } catch (problem) {
          broken(course.courseId, problem);
        }
      }
      return all;
    },
  };
}
