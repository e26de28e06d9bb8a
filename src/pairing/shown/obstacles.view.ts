/** Says who is left without a partner, why, and which rule could give way. */
import type { Asked } from '../../web/routing.js';
import type { Obstacle } from '../cohort/alone.rules.js';
import { forbiddenReasons, type Forbidden } from '../words/comparison.js';
import type { Names } from './names.view.js';
import type { HardRules } from '../words/setup.js';

/** A row of a list: whom it concerns as a sentence, then names and what would help. */
export interface ObstacleRow {
  title: string;
  text: string;
}

export function obstacleRow({ t }: Pick<Asked, 't'>, names: Names, obstacle: Obstacle, rules: HardRules): ObstacleRow {
  const count = obstacle.personIds.length;
  return {
    title: titleOf(t, obstacle, rules, count),
    text: t('pairing.sentences', {
      one: t('pairing.obstacle.people', { people: names.several(obstacle.personIds) }),
      other: helpOf(t, obstacle, rules),
    }),
  };
}

/** Reasons that are said of each side in words of its own. */
function isSided(reason: string): boolean {
  return byRules.includes(reason) || reason === 'nobody' || reason === 'open';
}

const byRules: readonly string[] = [...forbiddenReasons, 'rules'];

function titleOf(t: Asked['t'], { reason, side }: Obstacle, rules: HardRules, count: number): string {
  const key = obstacleKey({ reason, side }, rules);
  if (!byRules.includes(reason)) return t(`pairing.obstacle.${key}.title`, { count });
  const hours = reason === 'timeZone' ? (rules.maximumHoursApart ?? 0) : (rules.minimumSharedHours ?? 0);
  const score = rules.lowestScore ?? 0;
  return t(`pairing.obstacle.${key}`, { count, hours, score });
}

/** What a text about an obstacle is called: `languages.mentee`, or where no rule is at fault `noPlace`. */
export function obstacleKey(
  { reason, side }: { reason: Obstacle['reason']; side?: Obstacle['side'] | undefined },
  rules: HardRules,
): string {
  return isSided(reason) ? `${wordFor(reason, rules)}.${side ?? 'peer'}` : reason;
}

function wordFor(reason: string, rules: HardRules): string {
  if (reason === 'hours' && (rules.minimumSharedHours ?? 0) <= 1) return 'noHour';
  if (reason === 'groups') return rules.groups === 'same' ? 'groupsSame' : 'groupsDifferent';
  return reason;
}

/** Rules that alone would be enough; or that none would. */
function helpOf(t: Asked['t'], { reason, side, loosen }: Obstacle, rules: HardRules): string {
  if (!byRules.includes(reason)) return t(`pairing.obstacle.${obstacleKey({ reason, side }, rules)}.help`);
  if (loosen.length === 0) return t('pairing.loosen.several');
  return loosen.map((rule) => loosenText(t, rule)).reduce((one, other) => t('pairing.sentences', { one, other }));
}

export function loosenText(t: Asked['t'], rule: Forbidden): string {
  return t(`pairing.loosen.${rule}`);
}
