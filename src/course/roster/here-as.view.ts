import type { Asked } from '../../web/routing.js';
import type { Person } from './person.js';
import { capacities, type Because, type Capacity, type MayBe } from './who-may.js';

/** "Mentor (in a group named here), mentee and peer (as a learner)". */
export function hereAsText(
  { t, format }: Pick<Asked, 't' | 'format'>,
  { mayBe, role }: Pick<Person, 'mayBe' | 'role'>,
) {
  const reasons = [...new Set(capacities.flatMap((capacity) => mayBe[capacity] ?? []))];
  if (reasons.length === 0) return t(role === 'learner' ? 'roster.hereAs.out' : 'roster.hereAs.staff');
  const parts = reasons.map((reason) => {
    const as = format.list(capacitiesBy(mayBe, reason).map((capacity) => t(`roster.hereAs.${capacity}`)));
    return t('roster.hereAs.because', { as, why: t(`roster.hereAs.why.${reason}`) });
  });
  return t('roster.hereAs.all', { parts: format.list(parts) });
}

function capacitiesBy(mayBe: MayBe, reason: Because): Capacity[] {
  return capacities.filter((capacity) => mayBe[capacity] === reason);
}
