/** What all pages of sessions share: addresses, names, what came of a session. */
import type { Person } from '../../course/roster/person.js';
import type { Asked } from '../../web/routing.js';
import type { PairKey } from '../mentorships/pair.js';
import type { Session } from './session.js';
import type { Attendance, Outcome } from './sessions.rules.js';

export const sessionsPath = '/sessions';

export function pairPath(key: PairKey): string {
  return `${sessionsPath}/with/${key}`;
}

export function sessionPath(key: PairKey, sessionId: string): string {
  return `${pairPath(key)}/${sessionId}`;
}

export function namesOf({ format }: Pick<Asked, 'format'>, people: readonly Pick<Person, 'name'>[]): string {
  return format.list(people.map(({ name }) => name));
}

export interface Chip {
  tone: 'good' | 'warn' | 'calm' | 'info';
  text: string;
  icon?: string;
}

/** What came of it, for one of those in it. */
export function outcomeChip({ t, visit }: Asked, outcome: Outcome): Chip | undefined {
  if (outcome.is === 'held') {
    const missed = outcome.missedBy.includes(visit.personId);
    const word = missed ? 'heldWithoutYou' : outcome.byOne ? 'heldByOne' : 'held';
    return { tone: missed ? 'calm' : 'good', text: t(`sessions.outcome.${word}`), ...(!missed && { icon: 'tick' }) };
  }
  if (outcome.is === 'missed') {
    const mine = outcome.missedBy.includes(visit.personId);
    const word = mine ? (outcome.missedBy.length > 1 ? 'missedByAll' : 'missedByYou') : 'missedByOther';
    return { tone: 'calm', text: t(`sessions.outcome.${word}${outcome.byOne ? 'ByOne' : ''}`) };
  }
  if (outcome.is === 'ahead') return undefined;
  const tone = outcome.is === 'again' || outcome.is === 'apart' ? 'warn' : 'calm';
  return { tone, text: t(`sessions.outcome.${outcome.is}`) };
}

/** Undefined while there is nothing to count. */
export function attendanceText({ t }: Asked, { counted, planned }: Attendance): string | undefined {
  return planned === 0 ? undefined : t('sessions.attendance', { counted, count: planned });
}

export function titleOf({ t }: Asked, session: Session, number: number, names: string): string {
  return t(session.way === 'writing' ? 'sessions.title.writing' : 'sessions.title.meeting', { number, names });
}
