import { describe, expect, test } from '@jest/globals';
import type { CourseRole, Member } from '../../../src/lti/gateway.js';
import {
  dueAfterFailure,
  dueAfterSync,
  hueOf,
  initialsOf,
  isPreview,
  launchRoleAfter,
  mayBecomeLearner,
  nameFrom,
  roleOf,
  rosterChanges,
  type Listed,
  type Standing,
} from '../../../src/course/roster/roster.rules.js';

const now = new Date('2030-01-07T09:00:00Z');

describe('role', () => {
  type Case = [launch: CourseRole | undefined, roster: CourseRole | undefined, role: string];
  test.each<Case>([
    ['teacher', undefined, 'teacher'],
    ['teacher', 'teacher', 'teacher'],
    ['teacher', 'learner', 'assistant'],
    ['learner', undefined, 'learner'],
    ['learner', 'learner', 'learner'],
    ['learner', 'teacher', 'teacher'],
    [undefined, 'teacher', 'teacher'],
    [undefined, 'learner', 'learner'],
    [undefined, undefined, 'learner'],
  ])('launch %s and roster %s make %s', (launchRole, rosterRole, role) => {
    expect(roleOf({ ...(launchRole && { launchRole }), ...(rosterRole && { rosterRole }) })).toBe(role);
  });

  test('a launch as Instructor is never forgotten', () => {
    expect(launchRoleAfter({ launchRole: 'teacher' }, 'learner')).toBe('teacher');
    expect(launchRoleAfter({ launchRole: 'learner' }, 'teacher')).toBe('teacher');
    expect(launchRoleAfter(undefined, 'learner')).toBe('learner');
  });

  test('only known staff who launch as learner are a preview', () => {
    expect(isPreview(undefined, 'learner')).toBe(false);
    expect(isPreview({ rosterRole: 'learner' }, 'learner')).toBe(false);
    expect(isPreview({ rosterRole: 'teacher' }, 'learner')).toBe(true);
    expect(isPreview({ rosterRole: 'learner', launchRole: 'teacher' }, 'learner')).toBe(true);
    expect(isPreview({ rosterRole: 'teacher' }, 'teacher')).toBe(false);
  });
});

describe('a teacher may say that somebody is a learner now', () => {
  type Case = [launch: CourseRole | undefined, roster: CourseRole | undefined, may: boolean];
  test.each<Case>([
    ['teacher', 'learner', true],
    ['teacher', undefined, true],
    ['teacher', 'teacher', false],
    ['learner', 'learner', false],
    ['learner', 'teacher', false],
    [undefined, 'learner', false],
    [undefined, undefined, false],
  ])('launch %s and roster %s: %s', (launchRole, rosterRole, may) => {
    const standing: Standing = { ...(launchRole && { launchRole }), ...(rosterRole && { rosterRole }) };
    expect(mayBecomeLearner(standing)).toBe(may);
  });
});

describe('names', () => {
  test.each([
    [{ name: ' Ana Álvarez ' }, 'Ana Álvarez'],
    [{ givenName: 'Ana', familyName: 'Álvarez' }, 'Ana Álvarez'],
    [{ familyName: 'Álvarez' }, 'Álvarez'],
    [{ name: '', givenName: ' ' }, undefined],
    [{}, undefined],
  ])('%j reads %s', (told, name) => {
    expect(nameFrom(told)).toBe(name);
  });

  test.each([
    ['Ana Álvarez', 'AÁ'],
    ['ana', 'A'],
    ['Ana María de la Cruz', 'AC'],
    ['👩🏽‍🎓 student', '👩🏽‍🎓S'],
    ['', ''],
  ])('%s has the initials %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  test('the hue comes from the id alone, 0 to 5', () => {
    const hues = Array.from({ length: 200 }, (_, index) => hueOf(`person${index}`));
    expect(new Set(hues)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(hueOf('person7')).toBe(hueOf('person7'));
  });
});

describe('a complete sync', () => {
  const listed = (externalId: string, more: Partial<Listed> = {}): Listed => ({
    externalId,
    name: externalId,
    rosterRole: 'learner',
    status: 'active',
    absences: 0,
    ...more,
  });
  const member = (externalId: string) => ({ externalId, name: externalId, role: 'learner' as const });
  const changesOf = (known: readonly Listed[], members: Member[], whole = true) =>
    rosterChanges(known, { members, whole });

  test('changes nothing for people who are as they were', () => {
    expect(changesOf([listed('ana'), listed('ben')], [member('ben'), member('ana')])).toEqual([]);
  });

  test('takes in who is new, renamed, of another role, or back', () => {
    const known = [
      listed('ana', { name: 'old' }),
      listed('ben', { rosterRole: 'teacher' }),
      listed('cleo', { status: 'left' }),
    ];
    const changes = changesOf(known, ['ana', 'ben', 'cleo', 'daiki'].map(member));
    expect(changes.map(({ externalId, kind }) => `${externalId} ${kind}`)).toEqual([
      'ana change',
      'ben change',
      'cleo change',
      'daiki join',
    ]);
  });

  test('closes somebody only at the second one in a row without them', () => {
    expect(changesOf([listed('ana')], [])).toEqual([{ externalId: 'ana', kind: 'miss', absences: 1 }]);
    expect(changesOf([listed('ana', { absences: 1 })], [])).toEqual([{ externalId: 'ana', kind: 'leave' }]);
    expect(changesOf([listed('ana', { absences: 1 })], [member('ana')])).toMatchObject([{ kind: 'change' }]);
    expect(changesOf([listed('ana', { status: 'left' })], [])).toEqual([]);
  });

  test('closes nobody by a list with a row that could not be read, and takes in who is on it', () => {
    expect(changesOf([listed('ana', { absences: 1 }), listed('ben')], [member('cleo')], false)).toMatchObject([
      { externalId: 'cleo', kind: 'join' },
    ]);
  });

  test('keeps a name that the platform does not tell any more', () => {
    expect(changesOf([listed('ana')], [{ externalId: 'ana', role: 'learner' }])).toEqual([]);
  });
});

describe('when the roster is due', () => {
  test('every 6 hours in a course in use, else at the next launch', () => {
    expect(dueAfterSync(new Date('2030-01-01T00:00:00Z'), now)).toEqual(new Date('2030-01-07T15:00:00Z'));
    expect(dueAfterSync(new Date('2029-11-01T00:00:00Z'), now)).toBeUndefined();
  });

  test('15 minutes after a failure, or later when Moodle says so', () => {
    expect(dueAfterFailure(now)).toEqual(new Date('2030-01-07T09:15:00Z'));
    expect(dueAfterFailure(now, 3600)).toEqual(new Date('2030-01-07T10:00:00Z'));
  });
});
