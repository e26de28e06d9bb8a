/** What a person prefers not to say, as bits by the place in {@link withholdable}, so that a pair is one look. */
import { withholdable } from '../intake/profile.js';
import type { Criterion } from '../words/comparison.js';

/** A zone is needed to lay free hours on one clock, so hours are left out with it. */
const fieldsOf: Partial<Record<Criterion, readonly string[]>> = { hours: ['availability', 'timeZone'] };

/** The bits of those fields; of others none. */
export function withheldBits(fields: readonly string[] = []): number {
  return fields.reduce((bits, field) => {
    const place = withholdable.findIndex((one) => one === field);
    return place < 0 ? bits : bits | (1 << place);
  }, 0);
}

/** The bits of the fields that a criterion, or one half of it, reads. */
export function readsOf(criterion: Criterion | 'strong' | 'wanted'): number {
  return withheldBits(criterion in fieldsOf ? (fieldsOf[criterion as Criterion] ?? []) : [criterion]);
}
