/** Who stands in a pair otherwise than they answered: by a teacher's hand, a list, or answers that came later. */
import type { Said } from '../measure/compared.rules.js';
import type { Draft } from '../words/draft.js';

/** A draft or what is published, by which people stand somewhere. */
export interface Placed {
  form: Draft['form'];
  setup: Pick<Draft['setup'], 'mode'>;
  pairs: readonly Pick<Draft['pairs'][number], 'members'>[];
}

export interface Otherwise {
  personId: string;
  /** What they would like to be, and what they are. */
  wish: 'mentor' | 'mentee';
  is: 'mentor' | 'mentee';
}

/** Of mentors and mentees; `reverse` turns them round on purpose, and equals have no sides. */
export function placedOtherwise(
  people: readonly { personId: string; answers: Said | undefined }[],
  { form, pairs, setup }: Placed,
): Otherwise[] {
  if (form !== 'mentoring' || setup.mode === 'reverse') return [];
  const mentors = new Set(pairs.flatMap(({ members }) => members.slice(0, 1)));
  const mentees = new Set(pairs.flatMap(({ members }) => members.slice(1)));
  return people.flatMap(({ personId, answers }): Otherwise[] => {
    const wish = answers?.roleWish;
    if (wish === 'mentee' && mentors.has(personId)) return [{ personId, wish, is: 'mentor' }];
    return wish === 'mentor' && mentees.has(personId) ? [{ personId, wish, is: 'mentee' }] : [];
  });
}
