/** Who may stand where in a pair, by the course's word on each person; bits, so that millions of pairs are asked quickly. */
import { capacities, type MayBe } from '../../course/roster/who-may.js';
import type { RoleWish } from '../intake/profile.js';
import { formOf, type Mode } from '../words/setup.js';

const bits = { mentor: 1, mentee: 2, peer: 4 } as const;

/** What somebody may not be; 0 where the course bars them from nothing. */
export function barredFrom(mayBe: MayBe): number {
  return capacities.reduce((mask, capacity) => (mayBe[capacity] === undefined ? mask | bits[capacity] : mask), 0);
}

/** Which bits keep somebody from each place of a pair; in reverse mentoring who would be mentored guides. */
export interface Bars {
  first: number;
  second: number;
}

export function barsOf(mode: Mode): Bars {
  if (formOf(mode) === 'peers') return { first: bits.peer, second: bits.peer };
  const [guide, guided] = mode === 'reverse' ? [bits.mentee, bits.mentor] : [bits.mentor, bits.mentee];
  return { first: guide, second: guided };
}

/** Whether there is any place for them in pairs of this kind. */
export function mayStand(mode: Mode, barred = 0): boolean {
  const { first, second } = barsOf(mode);
  return (barred & first) === 0 || (barred & second) === 0;
}

/** The same of somebody of the roster. */
export function standsIn(mode: Mode, { mayBe }: { mayBe: MayBe }): boolean {
  return mayStand(mode, barredFrom(mayBe));
}

/** Who may be one of the two alone is that, whatever they wished before the course said so. */
export function wishWithin(wish: RoleWish | undefined, barred = 0): RoleWish | undefined {
  const both = barred & (bits.mentor | bits.mentee);
  if (both === bits.mentor) return 'mentee';
  return both === bits.mentee ? 'mentor' : wish;
}
