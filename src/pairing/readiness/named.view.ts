import type { Asked } from '../../web/routing.js';
import { firstNamed } from '../shown/names.view.js';
import type { Overview } from './overview.service.js';
import { peopleOfPublished } from './published.view.js';

/** Whom the overview names. */
export function peopleOfOverview(asked: Asked, overview: Omit<Overview, 'people'>): readonly string[] {
  const { missingIds, obstacles = [], conflicts } = overview.readiness;
  return [
    ...firstNamed(missingIds),
    ...obstacles.flatMap(({ personIds }) => firstNamed(personIds)),
    ...conflicts.flatMap(({ menteeId, mentorIds }) => [menteeId, ...firstNamed(mentorIds)]),
    ...peopleOfPublished(asked, overview),
  ];
}
