/** Who mentors and who is mentored, before anybody is paired. */
import { seededRandom, shuffled } from '../../shared/random.js';
import { countBits } from '../measure/bits.rules.js';
import { placesOfMentor, type Compared } from '../measure/compared.rules.js';
import { isKnownAsMentor } from '../measure/known.rules.js';
import type { Unpaired } from '../words/draft.js';
import type { PairingSetup } from '../words/setup.js';

/** Somebody who wishes for both may stand on both sides. */
export interface Sides {
  mentors: Compared[];
  mentees: Compared[];
  /** On both lists, to take one of both sides; empty where sides are chosen. */
  either: ReadonlySet<string>;
  /** Who would only mentor, and may not. */
  barred: Unpaired[];
}

/** Sides that are settled already, by locked pairs. */
export interface SettledSides {
  mentorIds: ReadonlySet<string>;
  menteeIds: ReadonlySet<string>;
}

export interface SideRules {
  /** Mentees per mentor, where nothing else was said. */
  capacity: number;
  seed: number;
  settled: SettledSides;
  /** Where people stood before: of the flexible, whoever mentored goes on rather than change sides. */
  before?: ReadonlyMap<string, 'mentor' | 'mentee'>;
  trainedOnly?: boolean;
  /** Nobody of whom nothing is known mentors. */
  mentorsAnswered?: boolean;
  /** Who would be mentored mentors. */
  reversed?: boolean;
}

/** What of them the setup says. */
export function sideRulesOf({ mode, rules: { trainedOnly, mentorsAnswered = false } }: PairingSetup) {
  return { trainedOnly, mentorsAnswered, reversed: mode === 'reverse' };
}

export const nobodySettled: SettledSides = { mentorIds: new Set(), menteeIds: new Set() };

/** Wishes are kept; who said `either` or nothing is on both lists, for whoever decides sides and pairs together. */
export function openSides(people: readonly Compared[], rules: SideRules): Sides {
  const { mentors, mentees, barred, flexible } = sorted(people, rules);
  const either = new Set(flexible.map(({ personId }) => personId));
  return { mentors: [...mentors, ...flexible], mentees: [...mentees, ...flexible], barred, either };
}

/**
 * Wishes are kept. Of those who said `either` or nothing, as many mentor as it takes to give everybody a place: first
 * who offered to, then who is strong in more than they ask for. The seed breaks ties.
 */
export function chooseSides(people: readonly Compared[], rules: SideRules): Sides {
  const { mentors, mentees, barred, flexible } = sorted(people, rules);
  const ready = (person: Compared) => readiness(person) + sidesBefore[rules.before?.get(person.personId) ?? 'none'];
  const ranked = [...flexible].sort((one, other) => ready(other) - ready(one));
  const more = mentorsNeeded(ranked, mentors, { mentees: mentees.length, capacity: rules.capacity });
  return {
    mentors: [...mentors, ...ranked.slice(0, more)],
    mentees: [...mentees, ...ranked.slice(more)],
    barred,
    either: new Set(),
  };
}

function sorted(people: readonly Compared[], rules: SideRules) {
  const mentors: Compared[] = [];
  const mentees: Compared[] = [];
  const barred: Unpaired[] = [];
  const flexible: Compared[] = [];
  for (const person of shuffled(people, seededRandom(rules.seed))) {
    const side = sideOf(person, rules);
    if (side === 'mentor' || side === 'both') mentors.push(person);
    if (side === 'mentee' || side === 'both') mentees.push(person);
    if (side === 'flexible') flexible.push(person);
    if (side === 'untrained' || side === 'noSeat') barred.push({ personId: person.personId, reason: side });
  }
  return { mentors, mentees, barred, flexible };
}

type Side = 'mentor' | 'mentee' | 'both' | 'flexible' | 'untrained' | 'noSeat';

function sideOf(person: Compared, rules: SideRules): Side {
  const { settled } = rules;
  const wish = rules.reversed ? turned(person.wish) : person.wish;
  const mentors = settled.mentorIds.has(person.personId);
  const isMentee = settled.menteeIds.has(person.personId);
  if (mentors || isMentee) return settledSide({ mentors, isMentee, wantsBoth: wish === 'both' });
  if (wish === 'mentee') return 'mentee';
  const barred = barredBy(person, rules);
  if (wish === 'mentor') return barred ?? 'mentor';
  return barred ? 'mentee' : eitherSide(person, wish, rules);
}

function eitherSide(person: Compared, wish: Compared['wish'], { mentorsAnswered }: SideRules): Side {
  if (mentorsAnswered && !isKnownAsMentor(person)) return 'mentee';
  return wish === 'both' ? 'both' : 'flexible';
}

function settledSide({ mentors, isMentee, wantsBoth }: { mentors: boolean; isMentee: boolean; wantsBoth: boolean }) {
  if (wantsBoth || (mentors && isMentee)) return 'both';
  return mentors ? 'mentor' : 'mentee';
}

function barredBy(person: Compared, { trainedOnly = false, capacity }: SideRules): 'untrained' | 'noSeat' | undefined {
  if (trainedOnly && !person.trained) return 'untrained';
  return placesOfMentor(person, capacity) < 1 ? 'noSeat' : undefined;
}

function turned(wish: Compared['wish']): Compared['wish'] {
  if (wish === 'mentor') return 'mentee';
  return wish === 'mentee' ? 'mentor' : wish;
}

/** How many of the flexible ones must mentor until there is a place for everybody else. */
function mentorsNeeded(
  ranked: readonly Compared[],
  mentors: readonly Compared[],
  { mentees, capacity }: { mentees: number; capacity: number },
): number {
  let places = mentors.reduce((sum, mentor) => sum + placesOfMentor(mentor, capacity), 0);
  let more = 0;
  for (const person of ranked) {
    if (places >= mentees + ranked.length - more) break;
    places += placesOfMentor(person, capacity);
    more += 1;
  }
  return more;
}

/** More than any readiness. */
const sidesBefore = { mentor: 10_000, none: 0, mentee: -10_000 };

function readiness(person: Compared): number {
  const offers = person.wish === 'either' ? 100 : 0;
  return offers + countBits(person.strong) - countBits(person.wanted);
}
