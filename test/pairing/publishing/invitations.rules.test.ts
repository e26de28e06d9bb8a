import { describe, expect, test } from '@jest/globals';
import type { Answered } from '../../../src/pairing/words/invitation.js';
import {
  answerEnd,
  changeFrom,
  isReminded,
  outcomeOf,
  refusedKeys,
  stateOfInvitation,
  waitingFor,
} from '../../../src/pairing/publishing/invitations.rules.js';
import { neverKey } from '../../../src/pairing/words/keys.rules.js';
import { after, day, hour } from '../../../src/shared/clock.js';

const invitedAt = new Date('2026-11-23T09:00:00Z');
const dueAt = answerEnd(invitedAt, { invitationHours: 72 });
const yes: Answered = { answer: 'accepted', at: invitedAt };
const no: Answered = { answer: 'declined', at: invitedAt };
const toAnother: Answered = { ...no, wantsAnother: true };

function invitation(answers: Readonly<Record<string, Answered>>, memberIds = ['a', 'b', 'c']) {
  return { ...{ invitationId: 'i', courseId: 'k', publicationId: 'p' }, memberIds, invitedAt, dueAt, answers };
}

describe('an invitation', () => {
  test.each([
    ['waiting', {}, 0],
    ['waiting', { a: yes, b: yes }, 71],
    ['expired', { a: yes, b: yes }, 72],
    ['accepted', { a: yes, b: yes, c: yes }, 100],
    ['declined', { a: yes, b: no }, 1],
    ['declined', { a: yes, b: no }, 100],
  ])('is %s', (state, answers, hours) => {
    expect(stateOfInvitation(invitation(answers as Record<string, Answered>), after(invitedAt, hours * hour))).toBe(
      state,
    );
  });

  test('reminds from half its time on', () => {
    expect(isReminded({ invitedAt, dueAt }, after(invitedAt, 36 * hour - 1))).toBe(false);
    expect(isReminded({ invitedAt, dueAt }, after(invitedAt, 36 * hour))).toBe(true);
  });

  test('waits for those who said nothing', () => {
    expect(waitingFor(invitation({ b: no }))).toEqual(['a', 'c']);
  });
});

test('whoever said yes, or no only to this partner, is looked after; who said no to all, or nothing, rests', () => {
  expect(outcomeOf(invitation({ a: yes, b: toAnother }))).toEqual({ seekIds: ['a', 'b'], restIds: ['c'] });
  expect(outcomeOf(invitation({ a: toAnother, c: yes })).seekIds).toEqual(['c', 'a']);
  expect(outcomeOf(invitation({ a: no }))).toEqual({ seekIds: [], restIds: ['a', 'b', 'c'] });
});

test('those who said yes may meet again in another group; whoever did not is not offered to these again', () => {
  const keys = refusedKeys([invitation({ a: yes, b: yes, c: no })]);
  expect([...keys].sort()).toEqual([neverKey('a', 'c'), neverKey('b', 'c')].sort());
});

test('pairs are looked at again after whole weeks', () => {
  expect(changeFrom(invitedAt, { changeAfterWeeks: 2 })).toEqual(after(invitedAt, 14 * day));
});
