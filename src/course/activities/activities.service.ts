import { Conflict } from '../../shared/errors.js';
import type { Activities } from './activity.js';
import type { Kind } from './kind.js';
import type { ActivityStore } from './activities.store.js';

export type ActivitiesService = ReturnType<typeof activitiesService>;

export function activitiesService({ activities }: { activities: ActivityStore }) {
  return {
    activity: (courseId, activityId) => activities.activity(courseId, activityId),
    ofKind: async (courseId, kind) => (await activities.all(courseId)).filter((one) => one.kind === kind),
    all: (courseId) => activities.all(courseId),
    changeSettings: (courseId, activityId, changed) => activities.changeSettings(courseId, activityId, changed),

    /** Says what a link is for; once said, only Moodle's own settings of the link change it. */
    async chooseKind(courseId: string, activityId: string, kind: Kind): Promise<void> {
      if (!(await activities.chooseKind(courseId, activityId, kind))) throw new Conflict('kind_already_chosen');
    },
  } satisfies Activities & Record<string, unknown>;
}
