/** Whose clock the times of a page are on: the person's own, as told here or in Moodle, else the course's. */
import { Forbidden } from '../../shared/errors.js';
import type { Visit } from '../../web/visit.js';
import type { VisitStore } from '../../web/visit.store.js';
import type { CourseStore } from '../activities/courses.store.js';
import type { Roster } from '../roster/person.js';

export interface ZoneNeeds {
  roster: Pick<Roster, 'person' | 'sayZone'>;
  courses: Pick<CourseStore, 'course' | 'setZone'>;
  visits: Pick<VisitStore, 'setCourseZone'>;
}

export interface Zones {
  /** As the person told Tandem, else as Moodle said. */
  own: string | undefined;
  course: string | undefined;
}

type Whose = Pick<Visit, 'courseId' | 'personId' | 'preview'>;

export type ZoneService = ReturnType<typeof zoneService>;

export function zoneService({ roster, courses, visits }: ZoneNeeds) {
  return {
    async zones({ courseId, personId }: Whose): Promise<Zones> {
      const [person, course] = await Promise.all([roster.person(courseId, personId), courses.course(courseId)]);
      return { own: person?.timeZone, course: course?.timeZone };
    },

    async say({ courseId, personId, preview }: Whose, zone: string | undefined): Promise<void> {
      if (preview) throw new Forbidden('preview');
      await roster.sayZone(courseId, personId, zone);
    },

    /** Holds at once for everybody who is here and has no zone of their own. */
    async setOfCourse(courseId: string, zone: string | undefined): Promise<void> {
      await courses.setZone(courseId, zone);
      await visits.setCourseZone(courseId, zone);
    },
  };
}
