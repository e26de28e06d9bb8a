/** How a published pair becomes a mentorship, and what a course's home says about all of them. */
import type { Person } from '../../course/roster/person.js';
import type { Form } from '../../pairing/words/setup.js';
import type { Mentorship, TogetherAs } from './mentorship.js';

export interface Roles {
  mentorIds: readonly string[];
  menteeIds: readonly string[];
  peerIds: readonly string[];
}

/** Every pair is a mentorship of its own: two mentees of one mentor read nothing of each other. */
export function rolesOf(form: Form, members: readonly string[]): Roles {
  if (form === 'peers') return { mentorIds: [], menteeIds: [], peerIds: members };
  return { mentorIds: members.slice(0, 1), menteeIds: members.slice(1), peerIds: [] };
}

/** The same people in the same roles are the same mentorship, in whatever draft of a round they stand. */
export function memberKey({ mentorIds, menteeIds, peerIds }: Roles): string {
  return [mentorIds, menteeIds, peerIds].map((ids) => [...ids].sort().join(' ')).join('|');
}

export type Part = 'mentor' | 'mentee' | 'peer';

export function partIn(mentorship: TogetherAs, personId: string): Part {
  if (mentorship.mentorIds.includes(personId)) return 'mentor';
  return mentorship.menteeIds.includes(personId) ? 'mentee' : 'peer';
}

/** Mentee's part first: whoever is both reads their own learning before other people's. */
export function inReadingOrder(mentorships: readonly Mentorship[], personId: string): Mentorship[] {
  const place: Readonly<Record<Part, number>> = { mentee: 0, peer: 1, mentor: 2 };
  return [...mentorships].sort((one, other) => place[partIn(one, personId)] - place[partIn(other, personId)]);
}

/** Learners whom no mentorship joins with somebody who is still in the course. */
export function withoutPartner(learners: readonly Person[], running: readonly Mentorship[]): Person[] {
  const active = new Set(learners.map((person) => person.personId));
  const joined = new Set<string>();
  for (const { mentorIds, menteeIds, peerIds } of running) {
    const here = [...mentorIds, ...menteeIds, ...peerIds].filter((personId) => active.has(personId));
    if (here.length > 1) for (const personId of here) joined.add(personId);
  }
  return learners.filter((person) => !joined.has(person.personId));
}
