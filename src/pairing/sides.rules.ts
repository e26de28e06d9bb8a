/** Who mentors and who is mentored, before anybody is paired. */
import { seededRandom, shuffled } from '../shared/random.js';
import type { Compared } from './pairing.rules.js';

export interface Sides {
  mentors: Compared[];
  mentees: Compared[];
}

/** Sides that are settled already, by locked pairs. */
export interface SettledSides {
  mentorIds: ReadonlySet<string>;
  menteeIds: ReadonlySet<string>;
}

/**
 * Wishes are kept. Of those who said `either` or nothing, as many mentor as it takes to give everybody a place with
 * `capacity` mentees each: first who offered to, then who is strong in more than they ask for. The seed breaks ties.
 */
export function chooseSides(
  people: readonly Compared[],
  { capacity, seed, settled }: { capacity: number; seed: number; settled: SettledSides },
): Sides {
  const mentors: Compared[] = [];
  const mentees: Compared[] = [];
  const flexible: Compared[] = [];
  for (const person of shuffled(people, seededRandom(seed))) sideOf(person);

  const needed = Math.ceil(people.length / (capacity + 1));
  const ranked = [...flexible].sort((one, other) => readiness(other) - readiness(one));
  const more = Math.max(0, Math.min(ranked.length, needed - mentors.length));
  return {
    mentors: [...mentors, ...ranked.slice(0, more)],
    mentees: [...mentees, ...ranked.slice(more)],
  };

  function sideOf(person: Compared): void {
    if (settled.mentorIds.has(person.personId)) mentors.push(person);
    else if (settled.menteeIds.has(person.personId)) mentees.push(person);
    else if (person.wish === 'mentor') mentors.push(person);
    else if (person.wish === 'mentee') mentees.push(person);
    else flexible.push(person);
  }
}

function readiness(person: Compared): number {
  const offers = person.wish === 'either' ? 100 : 0;
  return offers + topicCount(person.strong) - topicCount(person.wanted);
}

function topicCount(mask: number): number {
  return mask.toString(2).replaceAll('0', '').length;
}
