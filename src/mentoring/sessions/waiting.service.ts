/** Sessions that come, and those of which somebody has not said whether they took place, for reminders. */
import type { ReminderKind, Waiting } from '../../reminders/reminder.js';
import { after, day } from '../../shared/clock.js';
import type { Mentorships } from '../mentorships/mentorship.js';
import { pairKeyOf, type PairKey } from '../mentorships/pair.js';
import type { Book, Session } from './session.js';
import { isAsked, nextOf, outcomeOf, waitFor } from './sessions.rules.js';
import type { SessionStore } from './sessions.store.js';

export interface WaitingParts {
  store: Pick<SessionStore, 'all'>;
  mentorships: Pick<Mentorships, 'running'>;
  /** Where a session stands. */
  pathOf: PathOf;
}

type PathOf = (key: PairKey, sessionId: string) => string;

const near = 7 * day;

export function sessionReminders({ store, mentorships, pathOf }: WaitingParts): ReminderKind[] {
  /** Of mentorships that run. */
  async function books(courseId: string): Promise<readonly Book[]> {
    const [all, running] = await Promise.all([store.all(courseId), mentorships.running(courseId)]);
    const keys = new Set(running.map(pairKeyOf));
    return all.filter(({ key }) => keys.has(key));
  }
  const wordsOf = (kind: string) => ({
    name: `sessions.reminder.${kind}.name`,
    when: `sessions.reminder.${kind}.when`,
    line: `sessions.reminder.${kind}.line`,
  });
  return [
    {
      kind: 'session',
      words: wordsOf('next'),
      waiting: async ({ courseId, now }) => (await books(courseId)).flatMap((book) => comingIn(book, pathOf, now)),
    },
    {
      kind: 'session-said',
      words: wordsOf('said'),
      waiting: async ({ courseId, now }) => (await books(courseId)).flatMap((book) => unsaidIn(book, pathOf, now)),
    },
  ];
}

/** One that moves is another date to be told of. */
function comingIn(book: Book, pathOf: PathOf, now: Date): Waiting[] {
  const next = nextOf(book, now);
  if (!next || next.startsAt <= now || next.startsAt > after(now, near)) return [];
  const { sessionId, startsAt, revision } = next;
  return book.memberIds.map((personId) => ({
    ...{ personId, waitingId: `${sessionId}.${String(revision)}`, from: after(startsAt, -day), until: startsAt },
    ...{ dueAt: startsAt, path: pathOf(book.key, sessionId) },
  }));
}

function unsaidIn(book: Book, pathOf: PathOf, now: Date): Waiting[] {
  const near = book.sessions.filter(({ endsAt }) => endsAt <= now && now < after(endsAt, 2 * waitFor));
  return near.flatMap((session) => {
    const outcome = outcomeOf(session, book.memberIds, now);
    return askedOf(
      book,
      session,
      book.memberIds.filter((id) => isAsked(session, outcome, id)),
      pathOf,
    );
  });
}

function askedOf(book: Book, session: Session, asked: readonly string[], pathOf: PathOf): Waiting[] {
  const { sessionId, endsAt, startsAt } = session;
  return asked.map((personId) => ({
    ...{ personId, waitingId: sessionId, from: after(endsAt, day), until: after(endsAt, 2 * waitFor) },
    ...{ dueAt: startsAt, path: pathOf(book.key, sessionId) },
  }));
}
