/** Who of a draft of mentors has nobody, and why. */
import { whyAlone } from '../cohort/alone.rules.js';
import type { Cohort } from '../cohort/draft-cohort.rules.js';
import type { Compared } from '../measure/compared.rules.js';
import type { DraftPair, Unpaired } from '../words/draft.js';
import { leavesRest } from '../words/setup.js';
import type { Sides } from './sides.rules.js';

export function unpairedOf(
  { yardstick, setup }: Cohort,
  { mentors, mentees, barred }: Sides,
  pairs: readonly DraftPair[],
): Unpaired[] {
  const paired = new Set(pairs.flatMap((pair) => pair.members));
  const isWaiting = leavesRest(setup);
  const left = ({ personId }: Compared, reason: 'noPlace' | 'noMentee', side: 'mentor' | 'mentee'): Unpaired => ({
    ...{ personId, side, reason: isWaiting ? 'notChosen' : reason },
  });
  const alone = (list: readonly Compared[]) => list.filter(({ personId }) => !paired.has(personId));
  const why = (person: Compared, others: readonly Compared[], couple: (other: Compared) => [Compared, Compared]) =>
    isWaiting ? undefined : whyAlone(yardstick, person, others, couple);
  const asMentees = alone(mentees).map((person): Unpaired => {
    const found = why(person, mentors, (mentor) => [mentor, person]);
    return found ? { ...found, side: 'mentee' } : left(person, 'noPlace', 'mentee');
  });
  const told = new Set(asMentees.map(({ personId }) => personId));
  const lonely = alone(mentors).filter(({ personId }) => !told.has(personId));
  const asMentors = lonely.map((person): Unpaired => {
    const found = why(person, mentees, (mentee) => [person, mentee]);
    return found ? { ...found, side: 'mentor' } : left(person, 'noMentee', 'mentor');
  });
  return [...asMentees, ...asMentors, ...barred.filter(({ personId }) => !paired.has(personId))];
}
