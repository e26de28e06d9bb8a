import type { StoryContribution, StoryEvent } from '../../home/story.js';
import type { ActivitiesService } from '../activities/activities.service.js';
import type { Delivery, Grades } from './delivery.js';

interface Needs {
  grades: Pick<Grades, 'deliveriesTo'>;
  activities: Pick<ActivitiesService, 'all'>;
}

/** Which scores somebody was given, and when they reached Moodle. */
export function gradesStory({ grades, activities }: Needs): StoryContribution {
  return {
    async events({ visit: { courseId }, t, format }, personId) {
      const all = await activities.all(courseId);
      const titles = new Map(all.map(({ activityId, title }) => [activityId, title]));
      const deliveries = await grades.deliveriesTo(courseId, personId, [...titles.keys()]);
      return deliveries.flatMap((one): StoryEvent[] => {
        const at = toldAt(one);
        if (!at) return [];
        const points = format.number(one.given);
        const values = { title: titles.get(one.activityId) ?? '', points, maximum: format.number(one.maximum) };
        return [{ at, text: t(`grades.story.${one.state === 'delivered' ? 'delivered' : 'refused'}`, values) }];
      });
    },
  };
}

/** Held and waiting ones are no event yet. */
function toldAt({ state, deliveredAt, recordedAt }: Delivery): Date | undefined {
  if (state === 'delivered') return deliveredAt ?? recordedAt;
  return state === 'refused' ? recordedAt : undefined;
}
