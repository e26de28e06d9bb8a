import { describe, expect, test } from '@jest/globals';
import { answered, logged, offered, taken } from '../../../src/mentoring/sessions/book.rules.js';
import type { Book, Said, Session } from '../../../src/mentoring/sessions/session.js';
import { attendanceIn, outcomeOf } from '../../../src/mentoring/sessions/sessions.rules.js';
import { proposedTimes, rhythmDates } from '../../../src/mentoring/sessions/times.rules.js';
import { heldCounts } from '../../../src/mentoring/sessions/facts.rules.js';
import { timedLines, linesIn, linesText } from '../../../src/mentoring/sessions/agenda.rules.js';
import { after, day, minute } from '../../../src/shared/clock.js';

const now = new Date('2026-11-23T09:00:00Z');
const members = ['ana', 'ben'];
const answer = (said: Said, days = 0) => ({ said, at: after(now, days * day) });

function session(more: Partial<Session> = {}): Session {
  const startsAt = after(now, -day);
  return {
    ...{ sessionId: 's', way: 'meeting', startsAt, endsAt: after(startsAt, 45 * minute), agendaId: 'forty-five' },
    ...{ plannedBy: 'ben', revision: 0, answers: {}, again: {}, written: {}, ...more },
  };
}

const book = (...sessions: Session[]): Book => ({ key: 'ana.ben', memberIds: members, sessions });

describe('what came of a session', () => {
  test.each<[Said | undefined, Said | undefined, string, readonly string[]]>([
    [undefined, undefined, 'open', []],
    ['happened', undefined, 'waiting', []],
    ['happened', 'happened', 'held', []],
    ['mine', 'theirs', 'missed', ['ana']],
    ['theirs', 'mine', 'missed', ['ben']],
    ['mine', 'mine', 'missed', ['ana', 'ben']],
    ['happened', 'mine', 'again', []],
    ['happened', 'theirs', 'again', []],
    ['theirs', 'theirs', 'again', []],
  ])('ana says %s, ben says %s: %s', (ana, ben, is, missedBy) => {
    const answers = { ...(ana && { ana: answer(ana) }), ...(ben && { ben: answer(ben) }) };
    const outcome = outcomeOf(session({ answers }), members, now);
    expect(outcome.is).toBe(is);
    if ('missedBy' in outcome) expect(outcome.missedBy).toEqual(missedBy);
  });

  test('one word counts after seven days, marked as one; the other may still be said', () => {
    const one = session({ answers: { ben: answer('happened') } });
    expect(outcomeOf(one, members, after(now, 7 * day - 1)).is).toBe('waiting');
    expect(outcomeOf(one, members, after(now, 7 * day))).toEqual({ is: 'held', byOne: true, missedBy: [] });
    const both = answered(book(one), 's', 'happened', { personId: 'ana', now: after(now, 9 * day) });
    expect(both.ok && outcomeOf(both.value.sessions[0] ?? one, members, after(now, 9 * day))).toEqual({
      is: 'held',
      byOne: false,
      missedBy: [],
    });
  });

  test('who disagree are asked once more; then it counts neither way', () => {
    const told = book(session({ answers: { ana: answer('happened'), ben: answer('theirs') } }));
    const again = answered(told, 's', 'happened', { personId: 'ana', now });
    if (!again.ok) throw new Error(again.failure);
    expect(outcomeOf(again.value.sessions[0] ?? session(), members, now).is).toBe('again');
    const stays = answered(again.value, 's', 'theirs', { personId: 'ben', now });
    const agrees = answered(again.value, 's', 'happened', { personId: 'ben', now });
    expect(stays.ok && outcomeOf(stays.value.sessions[0] ?? session(), members, now).is).toBe('apart');
    expect(agrees.ok && outcomeOf(agrees.value.sessions[0] ?? session(), members, now).is).toBe('held');
    expect(outcomeOf(told.sessions[0] ?? session(), members, after(now, 7 * day)).is).toBe('apart');
    if (!stays.ok) throw new Error(stays.failure);
    expect(attendanceIn(stays.value, 'ana', () => false, now)).toEqual({ counted: 0, planned: 0 });
    expect(answered(stays.value, 's', 'happened', { personId: 'ben', now })).toEqual({ ok: false, failure: 'notNow' });
  });

  test('in a circle two who met outweigh nobody: the third is said to have missed it by herself', () => {
    const three = ['ana', 'ben', 'cleo'];
    const met = { ana: answer('happened'), ben: answer('happened') };
    expect(outcomeOf(session({ answers: met }), three, now)).toEqual({ is: 'held', byOne: false, missedBy: [] });
    const without = session({ answers: { ...met, cleo: answer('mine') } });
    expect(outcomeOf(without, three, now)).toEqual({ is: 'held', byOne: false, missedBy: ['cleo'] });
    const sum = { key: 'k', memberIds: three, sessions: [without] };
    expect(attendanceIn(sum, 'cleo', () => false, now)).toEqual({ counted: 0, planned: 1 });
    expect(attendanceIn(sum, 'ana', () => false, now)).toEqual({ counted: 1, planned: 1 });
  });

  test('excused ones, those in a break and those that nobody has told yet are not counted', () => {
    const told = { ana: answer('happened'), ben: answer('happened') };
    const cancelled = { at: now, by: 'ana', why: 'excused' as const };
    const past = after(now, -20 * day);
    const all = book(
      session({ answers: told }),
      session({ sessionId: 'open' }),
      session({ sessionId: 'gone', cancelled }),
      session({ sessionId: 'old', startsAt: past, endsAt: after(past, minute) }),
    );
    expect(attendanceIn(all, 'ana', () => false, now)).toEqual({ counted: 1, planned: 2 });
    expect(attendanceIn(all, 'ana', (time) => time < after(now, -10 * day), now)).toEqual({ counted: 1, planned: 1 });
  });

  test('in writing it counts when all have answered all questions', () => {
    const writing = session({ way: 'writing', endsAt: after(now, day), written: { ana: [0, 1, 2], ben: [0, 1] } });
    expect(outcomeOf(writing, members, now).is).toBe('running');
    const whole = { ...writing, written: { ana: [0, 1, 2], ben: [0, 1, 2] } };
    expect(outcomeOf(whole, members, now).is).toBe('held');
  });
});

describe('planning', () => {
  const times = [after(now, 2 * day), after(now, 3 * day)];
  const offer = { offerId: 'o', by: 'ben', at: now, minutes: 45, agendaId: 'forty-five', startsAt: times };

  test('a time is taken once, however often it is pressed, and never by whoever offered it', () => {
    const open = offered(book(), offer, now);
    if (!open.ok) throw new Error(open.failure);
    const wish = { offerId: 'o', startsAt: times[0] ?? now };
    expect(taken(open.value, wish, { personId: 'ben', now })).toEqual({ ok: false, failure: 'own' });
    const done = taken(open.value, wish, { personId: 'ana', now });
    if (!done.ok) throw new Error(done.failure);
    expect(done.value.sessions).toHaveLength(1);
    expect(taken(done.value, wish, { personId: 'ana', now })).toEqual({ ok: true, value: done.value });
    const other = { offerId: 'o', startsAt: times[1] ?? now };
    expect(taken(done.value, other, { personId: 'ana', now })).toEqual({ ok: false, failure: 'gone' });
    expect(offered(done.value, offer, now)).toEqual({ ok: true, value: done.value });
  });

  test('a session that moves stays the same one, and calendars are told', () => {
    const planned = session({ startsAt: after(now, day), endsAt: after(now, day + 45 * minute) });
    const open = offered(book(planned), { ...offer, instead: 's' }, now);
    const done = open.ok && taken(open.value, { offerId: 'o', startsAt: times[0] ?? now }, { personId: 'ana', now });
    expect(done && done.ok && done.value.sessions).toMatchObject([{ sessionId: 's', revision: 1, startsAt: times[0] }]);
  });

  test('two who note the same session note it once', () => {
    const wish = { startsAt: after(now, -day), minutes: 45, agendaId: 'forty-five' };
    const first = logged(book(), { sessionId: 'a', ...wish }, { personId: 'ana', now });
    if (!first.ok) throw new Error(first.failure);
    const second = logged(first.value, { sessionId: 'b', ...wish }, { personId: 'ben', now });
    expect(second).toEqual({ ok: false, failure: 'clash' });
  });
});

describe('times', () => {
  test('a rhythm keeps the time on the wall across the change of clocks', () => {
    const first = new Date('2026-10-13T16:00:00Z');
    const wish = { weeks: '1', until: '2026-11-03', zone: 'Europe/Vienna', atMost: 26 } as const;
    const dates = rhythmDates(first, { ...wish, isFree: () => false });
    expect(rhythmDates(first, { ...wish, isFree: (time) => time.getTime() === first.getTime() })).toHaveLength(3);
    expect(dates.map((time) => time.toISOString())).toEqual([
      '2026-10-13T16:00:00.000Z',
      '2026-10-20T16:00:00.000Z',
      '2026-10-27T17:00:00.000Z',
      '2026-11-03T17:00:00.000Z',
    ]);
  });

  test('what suits both is proposed, on two days, not too soon', () => {
    const vienna = { zone: 'Europe/Vienna', slots: ['mon-18', 'tue-18', 'thu-9'] };
    const lisbon = { zone: 'Europe/Lisbon', slots: ['tue-17', 'thu-8', 'fri-8'] };
    expect(proposedTimes([vienna, lisbon], 'Europe/Vienna', [], now).map((time) => time.toISOString())).toEqual([
      '2026-11-24T17:00:00.000Z',
      '2026-11-26T08:00:00.000Z',
    ]);
    const nothingInCommon = { zone: 'Asia/Tokyo', slots: ['sun-3'] };
    expect(proposedTimes([vienna, nothingInCommon], 'Europe/Vienna', [], now)).toHaveLength(2);
    expect(proposedTimes([], 'Europe/Vienna', [], now)).toHaveLength(2);
  });

  test('an agenda is the same after it was text, and knows when each line begins', () => {
    const lines = [
      { minutes: 5, title: 'Arrive', text: 'One good thing: one hard thing.' },
      { minutes: 10, title: 'Talk', text: '' },
    ];
    expect(linesIn(linesText(lines))).toEqual(lines);
    expect(linesIn('Arrive 5')).toBeUndefined();
    expect(timedLines(lines, now)[1]?.at).toEqual(after(now, 5 * minute));
  });
});

test('who was there has one more session held; who missed it, or a session that nobody confirmed, has none', () => {
  const both = session({ answers: { ana: answer('happened'), ben: answer('happened') } });
  const missed = session({ sessionId: 't', answers: { ana: answer('mine'), ben: answer('theirs') } });
  const open = session({ sessionId: 'u' });
  const other = { ...book(both), key: 'ana.cleo', memberIds: ['ana', 'cleo'] };
  expect(heldCounts([book(both, missed, open)], now)).toEqual(new Map([...members.map((one) => [one, 1] as const)]));
  const told = { ...both, answers: { ana: answer('happened'), cleo: answer('happened') } };
  const counts = heldCounts([book(both), { ...other, sessions: [told] }], now);
  expect([counts.get('ana'), counts.get('ben'), counts.get('cleo')]).toEqual([2, 1, 1]);
  expect(heldCounts([], now).size).toBe(0);
});
