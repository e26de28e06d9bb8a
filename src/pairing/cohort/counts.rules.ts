/** How many people a draft or a publication places: named once, so that every page says the same. */
import type { DraftPair, Unpaired, UnpairedReason } from '../words/draft.js';
import type { Form } from '../words/setup.js';

export interface Counts {
  /** Who is to get somebody: mentees, among equals everybody. */
  seeking: number;
  /** Those of them who have somebody. */
  placed: number;
  /** Who mentors somebody; 0 among equals. */
  mentors: number;
  /** Everybody who is in a pair, on whichever side. */
  people: number;
}

interface Placed {
  form: Form;
  pairs: readonly Pick<DraftPair, 'members'>[];
  unpaired: readonly Unpaired[];
}

export function countsOf({ form, pairs, unpaired }: Placed): Counts {
  const placed = new Set(pairs.flatMap(({ members }) => (form === 'mentoring' ? members.slice(1) : members)));
  const mentors = new Set(pairs.flatMap(({ members }) => (form === 'mentoring' ? members.slice(0, 1) : [])));
  return {
    seeking: placed.size + unpaired.filter(seeks).length,
    placed: placed.size,
    mentors: mentors.size,
    people: new Set([...placed, ...mentors]).size,
  };
}

/** Would mentor and nothing else: has no mentee, and lacks no partner. */
const onlyMentor: readonly UnpairedReason[] = ['untrained', 'noSeat', 'noMentee'];

/** Whether it is a lack that this person has nobody. */
export function seeks({ side, reason }: Pick<Unpaired, 'side' | 'reason'>): boolean {
  return side !== 'mentor' && !onlyMentor.includes(reason);
}

/** How many mentors have how many mentees, fewest mentees first; who would mentor and has nobody has 0. */
export function mentorLoads({
  pairs,
  unpaired,
}: Pick<Placed, 'pairs' | 'unpaired'>): { mentees: number; mentors: number }[] {
  const menteesOf = new Map<string, Set<string>>();
  for (const { personId, side } of unpaired) if (side === 'mentor') menteesOf.set(personId, new Set());
  for (const { members } of pairs) {
    const [mentor = '', ...mentees] = members;
    menteesOf.set(mentor, new Set([...(menteesOf.get(mentor) ?? []), ...mentees]));
  }
  const loads = new Map<number, number>();
  for (const { size } of menteesOf.values()) loads.set(size, (loads.get(size) ?? 0) + 1);
  return [...loads]
    .map(([mentees, mentors]) => ({ mentees, mentors }))
    .sort((one, other) => one.mentees - other.mentees);
}
