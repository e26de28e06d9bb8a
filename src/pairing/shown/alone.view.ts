/** Who has no partner, by name, and why: said before a draft is published and when it is. */
import type { Asked } from '../../web/routing.js';
import { obstaclesOf, type Obstacle } from '../cohort/alone.rules.js';
import { seeks } from '../cohort/counts.rules.js';
import type { Unpaired } from '../words/draft.js';
import type { HardRules } from '../words/setup.js';
import type { Names } from './names.view.js';
import { obstacleKey } from './obstacles.view.js';

/** "Chloé Dubois has no mentor." "No language in common with any mentor." */
export interface Alone {
  who: string;
  why: string;
  obstacle: Obstacle;
}

export function aloneIn(
  { t }: Pick<Asked, 't'>,
  names: Names,
  { unpaired, rules }: { unpaired: readonly Unpaired[]; rules: HardRules },
): Alone[] {
  return obstaclesOf(unpaired).map((obstacle) => ({
    who: aloneText({ t }, names, obstacle),
    why: t(`pairing.alone.${obstacleKey(obstacle, rules)}`, {
      count: obstacle.personIds.length,
      hours: (obstacle.reason === 'timeZone' ? rules.maximumHoursApart : rules.minimumSharedHours) ?? 0,
      score: rules.lowestScore ?? 0,
    }),
    obstacle,
  }));
}

/** @param side where they would stand; absent among equals */
export function aloneText(
  { t }: Pick<Asked, 't'>,
  names: Names,
  { personIds, side, reason }: Pick<Obstacle, 'personIds' | 'side' | 'reason'>,
): string {
  const isMentor = !seeks({ reason, ...(side && { side }) });
  return t(`pairing.alone.who.${isMentor ? 'mentor' : (side ?? 'peer')}`, {
    people: names.several(personIds),
    count: personIds.length,
  });
}
