import { describe, expect, test } from '@jest/globals';
import type { Mentorship } from '../../../src/mentoring/mentorships/mentorship.js';
import {
  inReadingOrder,
  memberKey,
  partIn,
  rolesOf,
  withoutPartner,
} from '../../../src/mentoring/mentorships/mentorships.rules.js';
import type { Person } from '../../../src/course/roster/person.js';

function mentorship(overrides: Partial<Mentorship>): Mentorship {
  return {
    ...{
      mentorshipId: 'm',
      courseId: 'c',
      roundId: 'r',
      form: 'mentoring',
      startedAt: new Date('2026-11-23T09:00:00Z'),
    },
    ...{ mentorIds: [], menteeIds: [], peerIds: [], ...overrides },
  };
}

function learner(personId: string): Person {
  return {
    ...{ personId, courseId: 'c', externalId: personId, name: personId, initials: 'X', hue: 0 },
    ...{ role: 'learner', status: 'active', groupIds: [], mayBe: { mentor: 'learner' } },
  };
}

describe('a published pair', () => {
  test('has the mentor first when the form is mentoring, and equals when it is peers', () => {
    expect(rolesOf('mentoring', ['amara', 'ana'])).toEqual({ mentorIds: ['amara'], menteeIds: ['ana'], peerIds: [] });
    expect(rolesOf('peers', ['ana', 'ben', 'cleo'])).toEqual({
      mentorIds: [],
      menteeIds: [],
      peerIds: ['ana', 'ben', 'cleo'],
    });
  });

  test('is the same for the same people in the same parts, and another when the parts change', () => {
    const key = (form: 'mentoring' | 'peers', members: string[]) => memberKey(rolesOf(form, members));
    expect(key('peers', ['ana', 'ben'])).toBe(key('peers', ['ben', 'ana']));
    expect(key('mentoring', ['ana', 'ben'])).not.toBe(key('mentoring', ['ben', 'ana']));
    expect(key('mentoring', ['ana', 'ben'])).not.toBe(key('peers', ['ana', 'ben']));
  });
});

test('whoever is mentee and mentor reads their own mentor first', () => {
  const both = [
    mentorship({ mentorIds: ['ana'], menteeIds: ['ben'] }),
    mentorship({ mentorIds: ['amara'], menteeIds: ['ana'] }),
  ];
  expect(inReadingOrder(both, 'ana').map((one) => partIn(one, 'ana'))).toEqual(['mentee', 'mentor']);
});

test('somebody whose partner left the course counts as without partner', () => {
  const learners = ['ana', 'ben', 'cleo', 'dan'].map(learner);
  const running = [
    mentorship({ mentorIds: ['gone'], menteeIds: ['ana'] }),
    mentorship({ peerIds: ['ben', 'cleo', 'gone'] }),
  ];
  expect(withoutPartner(learners, running).map(({ personId }) => personId)).toEqual(['ana', 'dan']);
});
