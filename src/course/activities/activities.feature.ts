import type { Connection } from 'mongoose';
import type { Keeping } from '../../kept/kept.js';
import { activityRoutes } from './activities.routes.js';
import { activitiesService } from './activities.service.js';
import { activityStore, keptActivities } from './activities.store.js';
import { courseStore, keptCourses } from './courses.store.js';
import type { Kinds } from './kind.js';

interface Needs {
  kept: Keeping;
  kinds: Kinds;
}

/** Courses and their activities: the Moodle links of the tool. */
export function activitiesFeature(connection: Connection, { kept, kinds }: Needs) {
  const activityRows = kept('activities', activityStore(connection), keptActivities);
  const activities = activitiesService({ activities: activityRows });
  const courses = kept('courses', courseStore(connection), keptCourses);
  return {
    activities,
    activityRows,
    courses,
    settings: courses,
    routes: activityRoutes({ activities, kinds }),
  };
}
