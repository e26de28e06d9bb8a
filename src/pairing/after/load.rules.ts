/** How many places mentors have, and how many of them are taken. */
import type { Profile } from '../intake/profile.js';
import type { Person } from '../../course/roster/person.js';
import { placesOfMentor } from '../measure/compared.rules.js';
import { barredFrom, wishWithin } from '../measure/may-be.rules.js';
import type { Standing } from '../board/placing.rules.js';
import type { MentorMark, PairingSetup } from '../words/setup.js';

export interface Load {
  taken: number;
  all: number;
}

/** Of those who mentor or would. */
export interface MentorFacts {
  setup: Pick<PairingSetup, 'mode' | 'capacity' | 'rules'>;
  profiles: ReadonlyMap<string, Pick<Profile, 'roleWish' | 'maxMentees' | 'completedAt'>>;
  marks: ReadonlyMap<string, MentorMark>;
  people: ReadonlyMap<string, Pick<Person, 'mayBe'>>;
}

/** A mentor who has more mentees than places has as many places as mentees. */
export function loadOf({ pairs, unpaired }: Standing, facts: MentorFacts): Load {
  const taken = new Map<string, number>();
  for (const { members } of pairs) taken.set(members[0] ?? '', (taken.get(members[0] ?? '') ?? 0) + 1);
  const idle = unpaired.filter(({ personId }) => !taken.has(personId) && sideOf(personId, facts) === 'mentor');
  const places = (mentorId: string) => {
    const { setup, profiles, marks } = facts;
    const said = { most: profiles.get(mentorId)?.maxMentees, places: marks.get(mentorId)?.capacity };
    return placesOfMentor(said, setup.capacity);
  };
  const busy = [...taken].reduce((sum, [mentorId, count]) => sum + Math.max(count, places(mentorId)), 0);
  return { taken: pairs.length, all: idle.reduce((sum, { personId }) => sum + places(personId), busy) };
}

/** For whom somebody without a partner waits: mentors for mentees, everybody else for a mentor. */
export function sideOf(personId: string, { setup, profiles, marks, people }: MentorFacts): 'mentor' | 'mentee' {
  const wish = setup.mode === 'reverse' ? 'mentee' : 'mentor';
  const may = !setup.rules.trainedOnly || marks.get(personId)?.trained === true;
  const barred = barredFrom(people.get(personId)?.mayBe ?? {});
  const wished = wishWithin(profiles.get(personId)?.roleWish, barred);
  return may && wished === wish ? 'mentor' : 'mentee';
}

/** Four of five places: whoever joins now may have to wait. */
export function isNearlyFull({ taken, all }: Load): boolean {
  return all > 0 && taken * 5 >= all * 4;
}
