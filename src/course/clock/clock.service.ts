/** The one clock of a course: its weeks, its holidays, its time zone. */
import { failure, success, type Result } from '../../shared/result.js';
import type { CourseStore } from '../activities/courses.store.js';
import type { Clocks, CourseClock, Holiday } from './clock.js';
import { daysOf, daysTold, type Days, type OwnDays } from './clock.rules.js';
import type { ClockStore, SaidClock } from './clock.store.js';

export interface ClockNeeds {
  store: ClockStore;
  courses: Pick<CourseStore, 'course'>;
}

/** What the teacher's page shows. */
export interface ClockSheet {
  said: SaidClock;
  /** As the platform says. */
  told?: Days;
  clock?: CourseClock;
  /** Undefined while the course has said none. */
  zone?: string;
}

const holidaysAtMost = 60;

export type ClockService = ReturnType<typeof clockService>;

export function clockService({ store, courses }: ClockNeeds) {
  async function sheet(courseId: string): Promise<ClockSheet> {
    const [said, course] = await Promise.all([store.said(courseId), courses.course(courseId)]);
    const { timeFrame, timeZone } = course ?? {};
    const told = daysTold(timeFrame, timeZone);
    const days = daysOf(said, timeFrame, timeZone);
    return {
      said,
      ...(told && { told }),
      ...(days && { clock: { ...days, zone: timeZone ?? 'UTC', holidays: said.holidays } }),
      ...(timeZone !== undefined && { zone: timeZone }),
    };
  }

  const clocks: Clocks = { clockOf: async (courseId) => (await sheet(courseId)).clock };

  return {
    ...clocks,
    sheet,

    saveDays: (courseId: string, own: OwnDays): Promise<void> => store.saveDays(courseId, own),

    async addHoliday(courseId: string, holiday: Holiday): Promise<Result<'added', 'tooMany'>> {
      if ((await store.said(courseId)).holidays.length >= holidaysAtMost) return failure('tooMany');
      await store.addHoliday(courseId, holiday);
      return success('added');
    },

    removeHoliday: (courseId: string, holiday: Pick<Holiday, 'from' | 'until'>): Promise<void> =>
      store.removeHoliday(courseId, holiday),
  };
}
