import { describe, expect, test } from '@jest/globals';
import { mayBeBy, learnersOnly, withoutGroups } from '../../../src/course/roster/who-may.rules.js';
import type { WhoMay } from '../../../src/course/roster/who-may.js';
import { barredFrom, mayStand, wishWithin } from '../../../src/pairing/measure/may-be.rules.js';

const all = { mentor: 'learner', mentee: 'learner', peer: 'learner' } as const;
const nobody = { roles: [], groupIds: [] } as const;

describe('who may be what', () => {
  test('learners anything and staff nothing, until a teacher says otherwise', () => {
    const mayBe = mayBeBy(learnersOnly);
    expect(mayBe({ role: 'learner' })).toEqual(all);
    expect([mayBe({ role: 'teacher' }), mayBe({ role: 'assistant', groupIds: ['1'] })]).toEqual([{}, {}]);
  });

  test('is said by role, by a group and of one by name, which wins', () => {
    const word: WhoMay = {
      mentor: { roles: ['assistant'], groupIds: ['7'] },
      mentee: { roles: ['learner'], groupIds: [] },
      peer: nobody,
    };
    const mayBe = mayBeBy(word);
    expect(mayBe({ role: 'assistant' })).toEqual({ mentor: 'assistant' });
    expect(mayBe({ role: 'learner', groupIds: ['3', '7'] })).toEqual({ mentor: 'group', mentee: 'learner' });
    expect(mayBe({ role: 'learner' })).toEqual({ mentee: 'learner' });
    expect(mayBe({ role: 'learner', saidMayBe: [] })).toEqual({});
    expect(mayBe({ role: 'learner', saidMayBe: ['peer'] })).toEqual({ peer: 'name' });
    expect(mayBe({ role: 'learner', groupIds: ['7'], saidMayBe: [] })).toEqual({});
    expect(mayBeBy(withoutGroups(word))({ role: 'learner', groupIds: ['7'] })).toEqual({ mentee: 'learner' });
  });
});

describe('a place in a pair', () => {
  const [mentor, mentee, peer] = [{ mentor: 'name' }, { mentee: 'name' }, { peer: 'name' }] as const;

  test('is there for who may be one of the two', () => {
    expect([mentor, mentee, peer].map((one) => mayStand('mentoring', barredFrom(one)))).toEqual([true, true, false]);
    expect([mentor, mentee, peer].map((one) => mayStand('circles', barredFrom(one)))).toEqual([false, false, true]);
    expect(mayStand('peers', barredFrom(all))).toBe(true);
    expect(mayStand('reverse', barredFrom({}))).toBe(false);
  });

  test('is the one somebody may have alone, whatever they wished', () => {
    expect(wishWithin('mentee', barredFrom(mentor))).toBe('mentor');
    expect(wishWithin(undefined, barredFrom(mentee))).toBe('mentee');
    expect(wishWithin('both', barredFrom(all))).toBe('both');
  });
});
