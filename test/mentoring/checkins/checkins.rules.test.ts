import { expect, test } from '@jest/globals';
import type { Checkin, Help } from '../../../src/mentoring/checkins/checkin.js';
import { checkinRows } from '../../../src/mentoring/checkins/checkins.rules.js';
import { checkinSettings, storedPlan } from '../../../src/mentoring/checkins/checkins.settings.js';
import { isLate, isOpen } from '../../../src/mentoring/checkins/plan.rules.js';
import { helpOffered } from '../../../src/mentoring/checkins/questions.rules.js';
import type { Person } from '../../../src/course/roster/person.js';

const dueAt = new Date('2026-11-26T19:00:00Z');
const before = new Date('2026-11-26T18:59:59Z');
const afterDue = new Date('2026-11-26T19:00:01Z');

function aPerson(personId: string): Person {
  return {
    personId,
    courseId: 'course',
    externalId: personId,
    name: personId,
    initials: personId.slice(0, 1),
    hue: 0,
    role: 'learner',
    mayBe: { mentee: 'learner' },
    status: 'active',
    groupIds: [],
  };
}

function sent(personId: string, sentAt: Date, help: Help = 'no'): Checkin {
  const answers = [{ key: 'step', kind: 'text', text: 'none', readers: 'partners' }] as const;
  return { courseId: 'course', activityId: 'activity', occurrence: 'once', personId, answers, help, sentAt };
}

test('answers can be changed until they are due, and always when nothing is due', () => {
  expect(isOpen({ dueAt }, before)).toBe(true);
  expect(isOpen({ dueAt }, dueAt)).toBe(true);
  expect(isOpen({ dueAt }, afterDue)).toBe(false);
  expect(isOpen({}, afterDue)).toBe(true);
});

test('late is after the due moment, never without one', () => {
  expect([isLate(dueAt, { dueAt }), isLate(afterDue, { dueAt }), isLate(afterDue, {})]).toEqual([false, true, false]);
});

test('only somebody with a partner may ask the partner', () => {
  expect(helpOffered(true)).toEqual(['no', 'partner', 'teacher']);
  expect(helpOffered(false)).toEqual(['no', 'teacher']);
});

test('calls for the teacher come first, oldest first, then who is missing, then the others', () => {
  const people = ['ana', 'ben', 'cleo', 'dan', 'eve'].map(aPerson);
  const checkins = [sent('ana', before), sent('cleo', afterDue, 'teacher'), sent('dan', before, 'teacher')];
  const rows = checkinRows(people, checkins, { planned: { dueAt }, now: afterDue });
  expect(rows.map((row) => [row.person.personId, row.state])).toEqual([
    ['dan', 'sent'],
    ['cleo', 'sent-late'],
    ['ben', 'missing'],
    ['eve', 'missing'],
    ['ana', 'sent'],
  ]);
});

test('a teacher gets the answers of those who asked the teacher, and of nobody else', () => {
  const people = ['ana', 'ben', 'cleo'].map(aPerson);
  const checkins = [sent('ana', before), sent('ben', before, 'partner'), sent('cleo', before, 'teacher')];
  const rows = checkinRows(people, checkins, { planned: { dueAt }, now: before });
  expect(rows.filter((row) => row.answers).map((row) => row.person.personId)).toEqual(['cleo']);
});

test('a draft counts as not sent', () => {
  const draft = {
    courseId: 'course',
    activityId: 'activity',
    occurrence: 'once',
    personId: 'ana',
    draft: { mood: '3' },
  };
  expect(checkinRows([aPerson('ana')], [draft], { planned: { dueAt }, now: before })[0]?.state).toBe('waiting');
});

test('settings survive storing, and an unreadable due date reads as none', () => {
  const { questions, ...plan } = checkinSettings(storedPlan({ when: 'once', dates: [], dueAt }));
  expect(plan).toEqual({ when: 'once', dates: [], dueAt });
  expect(questions.learner.map(({ kind }) => kind)).toEqual(['mood', 'text', 'text', 'help']);
  const nothing = { when: 'once', dates: [] };
  for (const settings of [
    {},
    { dueAt: 'soon', other: 1 },
    { dueAt: null },
    { when: 'never', rhythm: 7, learner: [] },
  ]) {
    expect(checkinSettings(settings)).toMatchObject(nothing);
    expect(checkinSettings(settings).dueAt).toBeUndefined();
  }
});
