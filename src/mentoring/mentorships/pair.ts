/** People who are, or were, in one mentorship: what they have together outlives its end, and is there again when it goes on. */
import type { Person } from '../../course/roster/person.js';
import type { Mentorship, TogetherAs } from './mentorship.js';
import type { Part } from './mentorships.rules.js';

/** The ids of its people, in order and joined by dots. */
export type PairKey = string;

/** Why nothing can be done together: the mentorship is over, everybody else left the course, or takes no part in it now. */
export type Closed = 'apart' | 'left' | 'out';

/** A mentorship as one of its people sees it. */
export interface Pair {
  key: PairKey;
  memberIds: readonly string[];
  /** The reader's own part. */
  part: Part;
  /** The others, also those who left. */
  partners: readonly Person[];
  mentorship: Mentorship;
  closed: Closed | undefined;
}

export function everybodyIn({ mentorIds, menteeIds, peerIds }: TogetherAs): string[] {
  return [...new Set([...mentorIds, ...menteeIds, ...peerIds])].sort();
}

export function pairKeyOf(mentorship: TogetherAs): PairKey {
  return everybodyIn(mentorship).join('.');
}

export function peopleIn(key: PairKey): string[] {
  return key.split('.');
}
