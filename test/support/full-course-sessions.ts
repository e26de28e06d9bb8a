/** Sessions of a full course: every pair has met six times, is asked about a seventh, and has an eighth one planned. */
import { after, day, minute } from '../../src/shared/clock.js';
import type { Session } from '../../src/mentoring/sessions/session.js';
import { personId, type Cast } from './full-course-reviews.js';

type Row = Record<string, unknown>;

/** The first session of a pair. */
export function sessionId({ courseId }: Cast, pair: number): string {
  return `${courseId}-session-${String(pair)}-1`.slice(-60);
}

/** @param pairs mentor and mentee, by index */
export function sessionsOf(
  course: Cast,
  pairs: readonly (readonly [number, number])[],
): [model: string, rows: Row[]][] {
  const books = pairs.map(([mentor, mentee], index) => bookRow(course, index, [mentor, mentee]));
  const notes = pairs.flatMap((pair, index) => (index % 20 === 1 ? [noteRow(course, index, pair)] : []));
  return [
    ['SessionBook', books],
    ['SessionNote', notes],
    ['Ladder', [{ _id: course.courseId, begunAt: after(course.now, -60 * day) }]],
    ['LadderRow', pairs.slice(1, 2).map((pair, index) => ladderRow(course, index + 1, pair))],
    ['Goal', pairs.map((pair) => goalRow(course, pair[1]))],
    ['Charter', pairs.map((pair, index) => charterRow(course, index, pair))],
  ];
}

/** Called for: the mentor missed two of their dates, and the mentee is asked to write. */
function ladderRow(course: Cast, index: number, pair: readonly [number, number]): Row {
  const memberIds = pair.map((one) => personId(course, one)).sort();
  const miss = (days: number) => ({
    ...{ expectedId: `${sessionId(course, index)}-${String(days)}`, kind: 'meeting', state: 'missed' },
    ...{ at: after(course.now, -days * day), missedBy: [personId(course, pair[0])] },
  });
  return {
    ...{ courseId: course.courseId, key: memberIds.join('.'), memberIds, rung: 'called' },
    ...{ misses: [miss(9), miss(2)], since: after(course.now, -2 * day) },
  };
}

export function goalId(course: Cast, person: number): string {
  return `${personId(course, person)}-goal`;
}

function goalRow(course: Cast, mentee: number): Row {
  return {
    ...{ _id: goalId(course, mentee), courseId: course.courseId, personId: personId(course, mentee) },
    ...{ text: 'Write loops', measure: '5 exercises', by: '2026-12-15', week2: 'One runs', week4: '', before: 2 },
    ...{ startedAt: after(course.now, -10 * day), dueAt: after(course.now, 20 * day), evidence: [] },
  };
}

/** Signed by the mentor; the mentee has still to. */
function charterRow(course: Cast, index: number, pair: readonly [number, number]): Row {
  const { courseId, now } = course;
  const memberIds = pair.map((one) => personId(course, one)).sort();
  const mentorId = personId(course, pair[0]);
  const lines = [{ id: 'rhythm', title: 'Our rhythm', text: 'Every second week.', open: true }];
  return {
    ...{ _id: `${sessionId(course, index)}-charter`, courseId, key: memberIds.join('.'), memberIds, revision: 1 },
    ...{ versions: [{ number: 1, at: after(now, -19 * day), lines }] },
    ...{ signatures: [{ personId: mentorId, version: 1, at: after(now, -19 * day) }] },
    asking: { [mentorId]: { when: 'After 17:00', how: 'A message first', within: 'twoDays' } },
  };
}

function bookRow(course: Cast, index: number, pair: readonly [number, number]): Row {
  const { courseId, now } = course;
  const memberIds = pair.map((one) => personId(course, one)).sort();
  const [mentorId = '', menteeId = ''] = pair.map((one) => personId(course, one));
  const at = (days: number, number: number, more: Partial<Session> = {}): Session => ({
    ...{ sessionId: sessionId(course, index).replace(/1$/, String(number)), way: 'meeting', agendaId: 'forty-five' },
    ...{ startsAt: after(now, days * day), endsAt: after(now, days * day + 45 * minute), plannedBy: mentorId },
    ...{ revision: 0, answers: {}, again: {}, written: {}, link: 'https://meet.example/room', ...more },
  });
  const said = { said: 'happened' as const, at: after(now, -13 * day) };
  const third = at(3, 3);
  const both = { answers: { [mentorId]: said, [menteeId]: said } };
  const earlier = [8, 7, 6, 5, 4].map((weeks, turn) => at(-7 * weeks, turn + 4, both));
  const sessions = [
    ...earlier,
    at(-14, 1, {
      ...both,
      next: { text: 'Read a chapter', authorId: mentorId, by: '2026-11-27' },
    }),
    at(-2, 2, index % 10 === 4 ? disputed(mentorId, menteeId, now) : {}),
    third,
  ];
  return {
    ...{ _id: `${sessionId(course, index)}-book`, courseId, key: memberIds.join('.'), memberIds },
    ...{ revision: 1, aheadUntil: third.startsAt, sessions },
  };
}

function disputed(mentorId: string, menteeId: string, now: Date): Partial<Session> {
  const at = after(now, -day);
  const answers = { [mentorId]: { said: 'happened', at }, [menteeId]: { said: 'theirs', at } } as const;
  return { answers, again: answers };
}

function noteRow(course: Cast, index: number, [mentor, mentee]: readonly [number, number]): Row {
  const [mentorId, menteeId] = [personId(course, mentor), personId(course, mentee)];
  return {
    ...{
      _id: `${sessionId(course, index)}-note`,
      courseId: course.courseId,
      key: [mentorId, menteeId].sort().join('.'),
    },
    ...{ sessionId: sessionId(course, index), level: 'coordinator', ownerId: mentorId, writers: [mentorId] },
    ...{ authorId: mentorId, text: 'She needs more time than we have.', at: after(course.now, -day), revision: 1 },
  };
}
