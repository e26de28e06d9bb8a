/** Who may be chosen, with the room they have left; and what was agreed between people who are here. */
import { takesPartHere, type Person } from '../../course/roster/person.js';
import { sharedProfile } from '../intake/intake.rules.js';
import type { Profile, RoleWish, SharedProfile } from '../intake/profile.js';
import { barredFrom, wishWithin } from '../measure/may-be.rules.js';
import type { Proposal } from '../words/choices.js';

/** Somebody of the list, with no more than they let partners see. */
export interface Candidate {
  person: Person;
  roleWish: RoleWish | undefined;
  /** Free ones, as a mentor; undefined for who would not mentor, and among peers. */
  places: number | undefined;
  /** Has agreed with as many as there is room for. */
  isFull: boolean;
  shared: SharedProfile;
}

/** A proposal stands while both learn here. */
export function amongHere(proposals: readonly Proposal[], people: ReadonlyMap<string, Person>): Proposal[] {
  return proposals.filter(({ fromId, toId }) => [fromId, toId].every((id) => takesPartHere(people.get(id))));
}

export function partiesOf(proposals: readonly Proposal[]): string[] {
  return [...new Set(proposals.flatMap(({ fromId, toId }) => [fromId, toId]))];
}

export function candidateFrom(person: Person, profile: Profile | undefined, places: number | undefined): Candidate {
  const roleWish = wishWithin(profile?.roleWish, barredFrom(person.mayBe));
  return {
    ...{ person, roleWish, isFull: false, shared: profile ? sharedProfile(profile) : {} },
    places: roleWish === 'mentee' ? undefined : places,
  };
}

/** How many each has agreed with. */
export function agreementsIn(agreed: readonly (readonly [string, string])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const personId of agreed.flat()) counts.set(personId, (counts.get(personId) ?? 0) + 1);
  return counts;
}

/** Who is no mentor has room for one partner. */
export function withRoomLeft(candidate: Candidate, taken: number): Candidate {
  const left = Math.max(0, (candidate.places ?? 1) - taken);
  return { ...candidate, isFull: left === 0, places: candidate.places === undefined ? undefined : left };
}

/** Mentors with no place at all are not offered. */
export function isOnOtherSide(own: RoleWish | undefined, { roleWish, places }: Candidate): boolean {
  if (own === 'mentor') return roleWish !== 'mentor';
  const mayMentor = roleWish !== 'mentee' && places !== 0;
  if (own === 'mentee') return mayMentor;
  return roleWish !== 'mentor' || mayMentor;
}
