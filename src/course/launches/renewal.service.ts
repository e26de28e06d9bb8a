/** A course that was reset in Moodle: a fresh start, or on as before. */
import { besideRows } from '../../shared/beside-rows.js';
import { after } from '../../shared/clock.js';
import { Conflict, NotFound } from '../../shared/errors.js';
import type { DeliveryStore } from '../grades/deliveries.store.js';
import { holdLasts, isAwayInHold, roleOf } from '../roster/roster.rules.js';
import type { PeopleStore, PersonRow } from '../roster/people.store.js';
import type { RosterService } from '../roster/roster.service.js';
import type { RosterStore } from '../roster/rosters.store.js';
import type { VisitStore } from '../../web/visit.store.js';
import type { ActivityStore } from '../activities/activities.store.js';
import type { Course } from '../activities/course.js';
import type { CourseStore } from '../activities/courses.store.js';
import type { OriginsService } from './origins.service.js';
import { departure, looksReset, undoUntil, type Departure } from './renewal.rules.js';

export interface RenewalNeeds {
  courses: CourseStore;
  activities: Pick<ActivityStore, 'archive'>;
  people: Pick<PeopleStore, 'all'>;
  rosters: Pick<RosterStore, 'rest' | 'state'>;
  roster: Pick<RosterService, 'closeAway'>;
  visits: Pick<VisitStore, 'endAll' | 'admitAgain'>;
  deliveries: Pick<DeliveryStore, 'wake'>;
  origins: Pick<OriginsService, 'inherit'>;
}

export interface Renewal extends Departure {
  looksReset: boolean;
  /** Nobody is closed until a teacher chooses, or until then. */
  closesAt?: Date;
  /** Only within a day of a fresh start. */
  startedFresh?: { at: Date; undoUntil: Date };
}

export type RenewalService = ReturnType<typeof renewalService>;

export function renewalService(needs: RenewalNeeds) {
  const { courses, activities, people, rosters, roster, visits, origins, deliveries } = needs;

  async function present(courseId: string): Promise<Course> {
    const course = await courses.course(courseId);
    if (!course) throw new NotFound();
    return course;
  }

  async function departed(courseId: string): Promise<Departure> {
    return departureAmong(await people.all(courseId));
  }

  /** While nobody is closed: who is away, and who is not. */
  async function heldBack(courseId: string): Promise<(Departure & { closesAt: Date }) | undefined> {
    const { hold } = await rosters.state(courseId);
    if (!hold) return undefined;
    const active = learnersAmong(await people.all(courseId)).filter(({ status }) => status === 'active');
    const found = departure(active.map((row) => (isAwayInHold(row) ? { ...row, status: 'left' as const } : row)));
    return found.gone === 0 ? undefined : { ...found, closesAt: after(hold.since, holdLasts) };
  }

  /** Out of sight of pages, jobs and launches. Each step can be repeated. */
  async function retire(courseId: string): Promise<void> {
    await activities.archive(courseId, true);
    await rosters.rest(courseId);
    await visits.endAll(courseId);
  }

  async function lastLife(course: Course, now: Date) {
    const [last] = await courses.earlierLives(course.courseId);
    return last && undoUntil(last.archivedAt) > now ? last : undefined;
  }

  return {
    async state(courseId: string, now: Date): Promise<Renewal> {
      const [course, gone, held, { goneAccepted }] = await Promise.all([
        present(courseId),
        departed(courseId),
        heldBack(courseId),
        courses.state(courseId),
      ]);
      const last = await lastLife(course, now);
      const startedFresh = last && { at: last.archivedAt, undoUntil: undoUntil(last.archivedAt) };
      const asks = held ? { ...held, looksReset: true } : { ...gone, looksReset: looksReset(gone, goneAccepted) };
      return { ...asks, ...(startedFresh && { startedFresh }) };
    },

    /** The course goes on with what is stored; asked again only when as many leave once more. */
    async goOn(courseId: string, now: Date): Promise<void> {
      await roster.closeAway(courseId, now);
      await courses.acceptGone(courseId, (await departed(courseId)).gone);
    },

    /** The next launch finds an empty course with the settings of this one; every open visit ends. */
    async startFresh(courseId: string, now: Date): Promise<void> {
      const fresh = await courses.startFresh(courseId, now);
      if (!fresh) throw new Conflict('already_fresh');
      await origins.inherit(fresh.courseId, courseId);
      await retire(courseId);
    },

    /** Everything is as before the fresh start; what came since is kept aside. */
    async undo(courseId: string, now: Date): Promise<void> {
      const course = await present(courseId);
      const last = await lastLife(course, now);
      if (!last) throw new Conflict('undo_over');
      await activities.archive(last.courseId, false);
      await visits.admitAgain(last.courseId);
      await courses.restore(last.courseId, course, now);
      await deliveries.wake(last.courseId, now);
      await retire(courseId);
    },
  };
}

const learnersAmong = besideRows((rows: readonly PersonRow[]) => rows.filter((row) => roleOf(row) === 'learner'));
const departureAmong = besideRows((rows: readonly PersonRow[]) => departure(learnersAmong(rows)));
