import type { Role } from '../../web/permissions.js';
import { capacities, type Allowed, type Capacity, type MayBe, type WhoMay } from './who-may.js';

const learners: Allowed = Object.freeze({ roles: Object.freeze(['learner'] as const), groupIds: Object.freeze([]) });

/** Until a teacher says otherwise: learners may be anything, staff nothing. */
export const learnersOnly: WhoMay = Object.freeze({ mentor: learners, mentee: learners, peer: learners });

/** What of it another course begins with: its groups are others. */
export function withoutGroups(word: WhoMay): WhoMay {
  const rolesOf = (capacity: Capacity): Allowed => ({ roles: word[capacity].roles, groupIds: [] });
  return { mentor: rolesOf('mentor'), mentee: rolesOf('mentee'), peer: rolesOf('peer') };
}

/** What is known of somebody that the course's word is about. */
interface Known {
  role: Role;
  /** Absent while no launch told them. */
  groupIds?: readonly string[];
  /** What a teacher said of this person; it wins. */
  saidMayBe?: readonly Capacity[];
}

/** Of a word of the course, what each of its people may be; who is alike shares one answer. */
export function mayBeBy(word: WhoMay): (known: Known) => MayBe {
  const alike = new Map<string, MayBe>();
  const isAboutGroups = capacities.some((capacity) => word[capacity].groupIds.length > 0);
  return (known) => {
    const { role, groupIds = [], saidMayBe } = known;
    const key = JSON.stringify([role, saidMayBe ?? null, isAboutGroups ? groupIds : []]);
    const before = alike.get(key);
    if (before) return before;
    const answer = Object.freeze(saidMayBe ? byName(saidMayBe) : byWord(word, { role, groupIds }));
    alike.set(key, answer);
    return answer;
  };
}

function byName(said: readonly Capacity[]): MayBe {
  return Object.fromEntries(said.map((capacity) => [capacity, 'name']));
}

function byWord(word: WhoMay, { role, groupIds }: { role: Role; groupIds: readonly string[] }): MayBe {
  return Object.fromEntries(
    capacities.flatMap((capacity): [Capacity, Role | 'group'][] => {
      const { roles, groupIds: wanted } = word[capacity];
      if (roles.includes(role)) return [[capacity, role]];
      return groupIds.some((id) => wanted.includes(id)) ? [[capacity, 'group']] : [];
    }),
  );
}
