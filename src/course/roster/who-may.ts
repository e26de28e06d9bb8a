/**
 * What somebody may be in a course is the course's word; the platform's role only says which pages they may open. The word
 * is said once for roles and groups, and again of a person by name, which wins.
 */
import type { Role } from '../../web/permissions.js';

export const capacities = ['mentor', 'mentee', 'peer'] as const;
export type Capacity = (typeof capacities)[number];

/** Which word of the course says so: of their role, of a group they are in, or of them by name. */
export type Because = Role | 'group' | 'name';

/** What somebody may be, and why; empty: they take part in nothing. */
export type MayBe = Readonly<Partial<Record<Capacity, Because>>>;

export interface Allowed {
  roles: readonly Role[];
  /** The platform's ids. */
  groupIds: readonly string[];
}

export type WhoMay = Readonly<Record<Capacity, Allowed>>;

export function takesPartAtAll(mayBe: MayBe): boolean {
  return capacities.some((capacity) => mayBe[capacity] !== undefined);
}
