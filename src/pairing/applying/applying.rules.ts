import type { Person } from '../../course/roster/person.js';
import { capacities, type Capacity } from '../../course/roster/who-may.js';
import type { Application, ApplicationState, Applying } from './application.js';

/** `may`: mentors already, or may. */
export type Standing = 'may' | 'open' | 'closed' | Exclude<ApplicationState, 'withdrawn'>;

/** Where somebody stands who asks to become a mentor. */
export function standingOf(
  person: Pick<Person, 'mayBe'>,
  application: Pick<Application, 'state'> | undefined,
  { open }: Pick<Applying, 'open'>,
): Standing {
  if (person.mayBe.mentor !== undefined) return 'may';
  const { state = 'withdrawn' } = application ?? {};
  // Who was selected, and by a later word of the course may not mentor, may ask again.
  if (state === 'selected' || state === 'withdrawn') return open ? 'open' : 'closed';
  return state;
}

/** Whether the form can be sent: a declined one again, while applying is open. */
export function maySend(standing: Standing, { open }: Pick<Applying, 'open'>): boolean {
  return standing === 'invited' || (open && ['open', 'waiting', 'declined'].includes(standing));
}

/** What somebody may be once they are selected. */
export function withMentor({ mayBe }: Pick<Person, 'mayBe'>): Capacity[] {
  return capacities.filter((capacity) => capacity === 'mentor' || mayBe[capacity] !== undefined);
}

/** Those that wait first, the longest waiting of them first; of the rest the last. */
export function inOrder<One extends { application: Application }>(all: readonly One[]): One[] {
  const waits = ({ application }: One) => Number(application.state === 'waiting');
  const at = ({ application }: One) => application.at.getTime();
  return [...all].sort(
    (one, other) => waits(other) - waits(one) || (waits(one) ? at(one) - at(other) : at(other) - at(one)),
  );
}
