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
  return format.list(people.map(({ name }) => name).sort(format.compare));
}

export interface Chip {
  tone: 'good' | 'warn' | 'calm' | 'info';
  text: string;
  icon?: string;
}

/** What came of it, for one of those in it. */
export function outcomeChip(asked: Asked, outcome: Outcome): Chip | undefined {
  const { t } = asked;
  if (outcome.is === 'held') return heldChip(asked, outcome);
  if (outcome.is === 'missed') return missedChip(asked, outcome);
  if (outcome.is === 'ahead') return undefined;
  const tone = outcome.is === 'again' || outcome.is === 'apart' ? 'warn' : 'calm';
  return { tone, text: t(`sessions.outcome.${outcome.is}`) };
}

type Told = Extract<Outcome, { is: 'held' | 'missed' }>;

function heldChip({ t, visit }: Asked, { missedBy, byOne }: Told): Chip {
  if (missedBy.includes(visit.personId)) return { tone: 'calm', text: t('sessions.outcome.heldWithoutYou') };
  return { tone: 'good', icon: 'tick', text: t(`sessions.outcome.${byOne ? 'heldByOne' : 'held'}`) };
}

function missedChip({ t, visit }: Asked, { missedBy, byOne }: Told): Chip {
  const mine = missedBy.includes(visit.personId);
  const who = !mine ? 'missedByOther' : missedBy.length > 1 ? 'missedByAll' : 'missedByYou';
  return { tone: 'calm', text: t(`sessions.outcome.${who}${byOne ? 'ByOne' : ''}`) };
}

/** Undefined while there is nothing to count. */
export function attendanceText({ t }: Asked, { counted, planned }: Attendance): string | undefined {
  return planned === 0 ? undefined : t('sessions.attendance', { counted, count: planned });
}

export function titleOf({ t }: Asked, session: Session, number: number, names: string): string {
  return t(session.way === 'writing' ? 'sessions.title.writing' : 'sessions.title.meeting', { number, names });
}
