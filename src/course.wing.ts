/** The features of the course as Moodle sees it, on which the others stand, in the order in which they need each other. */
import type { Connection } from 'mongoose';
import { activitiesFeature } from './course/activities/activities.feature.js';
import { kindsOf } from './course/activities/kind.js';
import { clockFeature } from './course/clock/clock.feature.js';
import { diagnosticsFeature } from './course/diagnostics/diagnostics.feature.js';
import { gradesFeature } from './course/grades/grades.feature.js';
import { progressFeature } from './course/progress/progress.feature.js';
import { rosterFeature } from './course/roster/roster.feature.js';
import { broughtBy, type Feature } from './feature.js';
import type { createFoundations } from './foundations.js';

/** Those that no other feature needs. */
export const separableCourse = ['progress'] as const;

type Foundations = Awaited<ReturnType<typeof createFoundations>>;

type NeedsOf<Front extends (connection: Connection, needs: never) => unknown> = Parameters<Front>[1];

interface Needs extends Foundations {
  /** Every feature there is, asked when a page is opened. */
  all: () => readonly Feature[];
  /** What others do when people come and go. */
  followStanding(courseId: string, now: Date): Promise<void>;
  /** Who keeps addresses, where any are kept. */
  hear: () => NeedsOf<typeof rosterFeature>['hear'] | undefined;
  /** Names of what was inserted and nobody has opened. */
  unopened(courseId: string): Promise<readonly string[]>;
  without: readonly string[];
}

export function courseWing(
  connection: Connection,
  { all, followStanding, hear, unopened, without, ...foundations }: Needs,
) {
  const { kept, gateway } = foundations;
  const kinds = kindsOf(() => broughtBy(all(), 'kinds'));
  const links = activitiesFeature(connection, { kept, kinds });
  const { activities, courses } = links;
  const weeks = clockFeature(connection, { kept, courses });
  const hearing: NeedsOf<typeof rosterFeature>['hear'] = async (courseId, told) => hear()?.(courseId, told);
  const people = rosterFeature(connection, { ...foundations, courses, followStanding, hear: hearing });
  const [{ roster }, { findCoursesInUse }] = [people, people.rosters];
  const known = { courses, activities, roster, unopened };
  const gradebook = gradesFeature(connection, { ...foundations, ...known, findCoursesInUse });
  const { grades } = gradebook;
  const inUse = { course: courses.course, findCoursesInUse };
  const withs = <Brought>(name: string, compose: () => Brought): Partial<Brought> =>
    without.includes(name) ? {} : compose();
  const completion = withs('progress', () =>
    progressFeature(connection, { ...foundations, ...known, kinds, grades, courses: inUse }),
  );
  const diagnosed = diagnosticsFeature(connection, { kept, courses, activities, kinds, roster, grades, gateway });
  const features: readonly Feature[] = [links, weeks, people, gradebook, diagnosed];
  return { features, kinds, links, weeks, people, gradebook, diagnosed, completion };
}
