import { remembered } from '../../kept/remembered.js';
import type { Connection } from 'mongoose';
import { activityRoutes } from './activities.routes.js';
import { activitiesService } from './activities.service.js';
import { activityStore } from './activities.store.js';
import { courseStore } from './courses.store.js';
import type { Kinds } from './kind.js';

/** Courses and their activities: the Moodle links of the tool. */
export function activitiesFeature(connection: Connection, { kinds }: { kinds: Kinds }) {
  const activityRows = remembered(activityStore(connection), 'activity', 'all');
  const activities = activitiesService({ activities: activityRows });
  const courses = remembered(courseStore(connection), 'course', 'state');
  return {
    activities,
    activityRows,
    courses,
    settings: courses,
    routes: activityRoutes({ activities, kinds }),
  };
}
