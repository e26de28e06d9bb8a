/** Why somebody has no partner, and which rule would have to give way. */
import type { Compared } from '../measure/compared.rules.js';
import { forbiddenReasons, type Forbidden } from '../words/comparison.js';
import type { Unpaired } from '../words/draft.js';
import { forbiddenFor } from '../measure/pairing.rules.js';
import type { Yardstick } from '../measure/yardstick.rules.js';

type Couple = (other: Compared) => [first: Compared, second: Compared];

/**
 * Undefined when somebody is left whom they could be paired with. `rules`: no single rule keeps all of them away, but
 * together they do. `loosen`: rules each of which, given up alone, would allow a pair.
 */
export function whyAlone(
  yardstick: Yardstick,
  person: Compared,
  others: readonly Compared[],
  couple: Couple,
): Unpaired | undefined {
  const rest = others.filter(({ personId }) => personId !== person.personId);
  if (rest.length === 0) return undefined;
  const between = rest.map((other) => forbiddenFor(yardstick, ...couple(other)));
  if (between.some((rules) => rules.length === 0)) return undefined;
  const everywhere = forbiddenReasons.filter((rule) => between.every((rules) => rules.includes(rule)));
  const loosen = forbiddenReasons.filter((rule) => between.some((rules) => rules.length === 1 && rules[0] === rule));
  return { personId: person.personId, reason: everywhere[0] ?? 'rules', ...(loosen.length > 0 && { loosen }) };
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
