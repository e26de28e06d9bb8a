/** Why somebody has no partner, and which rule would have to give way. */
import type { Compared } from '../measure/compared.rules.js';
import { forbiddenReasons, type Forbidden } from '../words/comparison.js';
import type { Unpaired } from '../words/draft.js';
import { forbiddenFor } from '../measure/pairing.rules.js';
import type { Yardstick } from '../measure/yardstick.rules.js';

type Couple = (other: Compared) => [first: Compared, second: Compared];

/**
 * Undefined when there is somebody whom they could be paired with. `nobody`: the others are none. `rules`: no single rule keeps all of
 * them away, but together they do. `loosen`: rules each of which, given up alone, would allow a pair.
 * @param others everybody they could be paired with if there were no rules, also those who are taken
 */
export function whyAlone(
  yardstick: Yardstick,
  person: Compared,
  others: readonly Compared[],
  couple: Couple,
): Unpaired | undefined {
  const { personId } = person;
  const between: Forbidden[][] = [];
  for (const other of others) {
    if (other.personId === personId) continue;
    const rules = forbiddenFor(yardstick, ...couple(other));
    if (rules.length === 0) return undefined;
    between.push(rules);
  }
  if (between.length === 0) return { personId, reason: 'nobody' };
  const everywhere = forbiddenReasons.filter((rule) => between.every((rules) => rules.includes(rule)));
  const loosen = forbiddenReasons.filter((rule) => between.some((rules) => rules.length === 1 && rules[0] === rule));
  return { personId, reason: everywhere[0] ?? 'rules', ...(loosen.length > 0 && { loosen }) };
}

/** People whom the same thing leaves without a partner. */
export interface Obstacle extends Pick<Unpaired, 'reason' | 'side'> {
  personIds: readonly string[];
  /** Rules each of which, given up alone, would place some of them. */
  loosen: readonly Forbidden[];
}

/** Most people first. */
export function obstaclesOf(unpaired: readonly Unpaired[]): Obstacle[] {
  const alike = new Map<string, Unpaired[]>();
  for (const one of unpaired) {
    const key = `${one.reason} ${one.side ?? ''}`;
    const others = alike.get(key);
    if (others) others.push(one);
    else alike.set(key, [one]);
  }
  return [...alike.values()]
    .flatMap((people): Obstacle[] => {
      const [first] = people;
      if (!first) return [];
      const loosen = forbiddenReasons.filter((rule) => people.some((one) => one.loosen?.includes(rule)));
      const personIds = people.map(({ personId }) => personId);
      return [{ reason: first.reason, ...(first.side && { side: first.side }), personIds, loosen }];
    })
    .sort((one, other) => other.personIds.length - one.personIds.length);
}
