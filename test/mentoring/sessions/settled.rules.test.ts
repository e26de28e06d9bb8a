import { describe, expect, it } from '@jest/globals';
import { attendanceOf, settledIn } from '../../../src/mentoring/sessions/settled.rules.js';
import { attendanceIn, outcomeOf, waitFor } from '../../../src/mentoring/sessions/sessions.rules.js';
import type { Answer, Book, Session } from '../../../src/mentoring/sessions/session.js';
import { after, day, hour } from '../../../src/shared/clock.js';
import { seededRandom } from '../../../src/shared/random.js';

const start = new Date('2026-10-01T10:00:00Z');
const memberIds = ['ana', 'ben'];

function answer(said: Answer['said'], at: Date): Answer {
  return { said, at };
}

function session(sessionId: string, startsAt: Date, rest: Partial<Session> = {}): Session {
  return {
    ...{ sessionId, startsAt, endsAt: after(startsAt, hour), way: 'meeting', answers: {}, again: {}, written: {} },
    ...rest,
  } as Session;
}

function bookOf(...sessions: Session[]): Book {
  return { key: 'ana.ben', memberIds, sessions };
}

/** Two who say this and that of a session at some time, perhaps again. */
function someSession(number: number, random: () => number): Session {
  const startsAt = after(start, Math.floor(random() * 40) * day);
  const said = () =>
    Object.fromEntries(
      memberIds
        .filter(() => random() < 0.6)
        .map((id) => {
          const word = (['happened', 'mine', 'theirs'] as const)[Math.floor(random() * 3)] ?? 'happened';
          return [id, answer(word, after(startsAt, Math.floor(random() * 20) * 12 * hour))];
        }),
    );
  const again = random() < 0.3 ? said() : {};
  return session(`s${String(number)}`, startsAt, {
    answers: said(),
    again,
    cancelled: random() < 0.1,
  } as unknown as Partial<Session>);
}

describe('what sessions have come to', () => {
  it('is at every time what each session comes to by itself', () => {
    const random = seededRandom(5);
    const books = Array.from({ length: 30 }, (_, index) =>
      bookOf(...Array.from({ length: 6 }, (__, number) => someSession(index * 6 + number, random))),
    );
    for (let now = start; now < after(start, 80 * day); now = after(now, 7 * hour)) {
      const settled = settledIn(books, now);
      const apart = books.flatMap((book) =>
        book.sessions.filter((one) => outcomeOf(one, memberIds, now).is === 'apart').map((one) => one.sessionId),
      );
      expect(settled.disputed.map(({ session: one }) => one.sessionId)).toEqual(apart);
      const isQuiet = (personId: string, time: Date) => personId === 'ana' && time.getUTCDate() % 5 === 0;
      const each = books.map((book) => attendanceIn(book, undefined, (time) => isQuiet('ana', time), now));
      expect(attendanceOf(settled, isQuiet)).toEqual({
        counted: each.reduce((sum, { counted }) => sum + counted, 0),
        planned: each.reduce((sum, { planned }) => sum + planned, 0),
      });
    }
  });

  it('is worked out once until the time changes it, and again where the clock went back', () => {
    const books = [bookOf(session('s1', start, { answers: { ana: answer('happened', after(start, hour)) } }))];
    const waiting = settledIn(books, after(start, 2 * hour));
    expect(settledIn(books, after(start, 3 * day))).toBe(waiting);
    expect(waiting.planned).toEqual([]);
    const alone = settledIn(books, after(start, hour + waitFor));
    expect(alone.planned).toEqual([{ memberIds, startsAt: start, isHeld: true }]);
    expect(settledIn(books, after(start, 3 * day)).planned).toEqual([]);
  });
});
