import type { Asked } from '../../web/routing.js';
import { firstNamed } from '../words/named.rules.js';
import { obstaclesOf } from '../cohort/alone.rules.js';
import type { Overview } from './overview.service.js';
import { peopleOfPublished } from './published.view.js';

/** Whom the overview names. */
export function peopleOfOverview(asked: Asked, overview: Omit<Overview, 'people'>): readonly string[] {
  const { missingIds, obstacles = [], conflicts, otherwise } = overview.readiness;
  const alone = obstaclesOf(overview.published?.unpaired ?? []);
  return [
    ...firstNamed(missingIds),
    ...(['mentor', 'mentee'] as const).flatMap((is) =>
      firstNamed(otherwise.filter((one) => one.is === is).map(({ personId }) => personId)),
    ),
    ...alone.flatMap(({ personIds }) => firstNamed(personIds)),
    ...obstacles.flatMap(({ personIds }) => firstNamed(personIds)),
    ...conflicts.flatMap(({ menteeId, mentorIds }) => [menteeId, ...firstNamed(mentorIds)]),
    ...peopleOfPublished(asked, overview),
  ];
}
