/** Sessions as whoever watches over a mentorship needs them: what was expected, what was done, what comes next. */
import type { Expected, Known } from '../mentorships/watched.js';
import type { Book, Session } from './session.js';
import { nextOf, outcomeOf, type Outcome } from './sessions.rules.js';

export function knownOf(book: Book, now: Date): Known {
  const next = nextOf(book, now);
  return {
    expected: book.sessions.flatMap((session) => expectedOf(session, book.memberIds, now)),
    signs: [...proposedAt(book), ...book.sessions.flatMap(saidAt)].filter((time) => time <= now),
    ...(next && { nextAt: next.startsAt }),
  };
}

function proposedAt({ offer, series }: Book): Date[] {
  return [...(offer ? [offer.at] : []), ...(series ? [series.at] : [])];
}

function saidAt({ answers, again, cancelled }: Session): Date[] {
  const said = [...Object.values(answers), ...Object.values(again)].map(({ at }) => at);
  return cancelled?.why === 'excused' ? [...said, cancelled.at] : said;
}

/** Who says that somebody did not come is believed at once; where they do not agree a teacher is asked elsewhere. */
function expectedOf(session: Session, memberIds: readonly string[], now: Date): Expected[] {
  const outcome = outcomeOf(session, memberIds, now);
  const isApart = session.cancelled?.why === 'apart';
  if (isApart || outcome.is === 'ahead' || outcome.is === 'running') return [];
  const found = outcome.is === 'waiting' ? firstWord(session, memberIds) : stateOf(outcome);
  return [{ expectedId: session.sessionId, kind: 'meeting', at: session.endsAt, ...found }];
}

type Found = Pick<Expected, 'state' | 'missedBy'>;

function stateOf(outcome: Outcome): Found {
  if (outcome.is === 'held') return { state: 'kept', missedBy: outcome.missedBy };
  if (outcome.is === 'missed') return { state: 'missed', missedBy: outcome.missedBy };
  const isUnheard = outcome.is === 'open' || outcome.is === 'unsaid';
  return { state: isUnheard ? 'open' : 'excused', missedBy: [] };
}

function firstWord({ answers }: Session, memberIds: readonly string[]): Found {
  const said = memberIds.flatMap((id) => (answers[id] ? [{ id, said: answers[id].said }] : []));
  if (said.some((one) => one.said === 'happened')) return { state: 'kept', missedBy: [] };
  const theirs = said.find((one) => one.said === 'theirs');
  const missedBy = theirs ? memberIds.filter((id) => id !== theirs.id) : said.map(({ id }) => id);
  return { state: 'missed', missedBy };
}
