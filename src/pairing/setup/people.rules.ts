/** Finds who is meant by a name as a teacher writes it. */
import type { Person } from '../../course/roster/person.js';
import { byName } from '../../course/roster/people.rules.js';
import type { Choice } from '../../web/forms.js';
import { readsAs } from '../../shared/seen.js';

export type Meant =
  { found: 'one'; personId: string } | { found: 'nobody' } | { found: 'several'; among: readonly Choice[] };

/** More are not offered: whoever looks for one of them writes more of the name. */
const offeredAtMost = 12;

/** The whole name, or a part that only one person has; an id means itself. */
export function whoIsMeant(learners: readonly Person[], text: string): Meant {
  const wanted = readsAs(text);
  const byId = learners.find(({ personId }) => personId === text);
  if (byId) return { found: 'one', personId: byId.personId };
  const whole = learners.filter(({ name }) => readsAs(name) === wanted);
  const meant = whole.length > 0 ? whole : learners.filter(({ name }) => readsAs(name).includes(wanted));
  const [first, second] = meant;
  if (!first || wanted === '') return { found: 'nobody' };
  if (!second) return { found: 'one', personId: first.personId };
  const among = [...meant].sort(byName).slice(0, offeredAtMost);
  return { found: 'several', among: among.map(({ personId, name }) => ({ value: personId, label: name })) };
}
