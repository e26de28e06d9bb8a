import { describe, expect, test } from '@jest/globals';
import type { Platform } from '../../src/lti/gateway.js';
import { olderTenants, ownDeployments, platformBacklogs, tenantSizes } from '../../src/operator/overview.rules.js';

function aPlatform(platformId: string, wish: Partial<Platform> = {}): Platform {
  const issuer = 'https://moodle.example';
  return {
    platformId,
    name: platformId,
    issuer,
    clientId: platformId,
    authenticationEndpoint: issuer,
    accessTokenEndpoint: issuer,
    keysetUrl: issuer,
    deploymentIds: ['1'],
    active: true,
    continues: [],
    createdAt: new Date('2026-11-20T08:00:00Z'),
    ...wish,
  };
}

const course = (courseId: string, platformId: string, deploymentId = '1') => ({ courseId, platformId, deploymentId });

test('every deployment is counted, also one without courses, and one that its platform has forgotten', () => {
  const courses = [course('a', 'north'), course('b', 'north'), course('c', 'north', 'gone'), course('d', 'removed')];
  const people = new Map([
    ['a', 3],
    ['b', 4],
    ['c', 5],
  ]);
  expect(tenantSizes([aPlatform('north', { deploymentIds: ['1', '2'] })], courses, people)).toEqual([
    { platformId: 'north', deploymentId: '1', courses: 2, people: 7 },
    { platformId: 'north', deploymentId: '2', courses: 0, people: 0 },
    { platformId: 'north', deploymentId: 'gone', courses: 1, people: 5 },
    { platformId: 'removed', deploymentId: '1', courses: 1, people: 0 },
  ]);
});

test('scores that have not arrived are counted by platform, their reasons by how often', () => {
  const backlogs = [
    { courseId: 'a', state: 'waiting', count: 2 },
    { courseId: 'a', state: 'retrying', code: 'unreachable', count: 1 },
    { courseId: 'b', state: 'refused', code: 'locked', count: 4 },
    { courseId: 'b', state: 'retrying', code: 'unreachable', count: 2 },
    { courseId: 'of no course', state: 'refused', code: 'locked', count: 9 },
  ];
  expect(platformBacklogs(backlogs, [course('a', 'north'), course('b', 'north')])).toEqual([
    {
      platformId: 'north',
      waiting: 2,
      retrying: 3,
      refused: 4,
      reasons: [
        { code: 'locked', count: 4 },
        { code: 'unreachable', count: 3 },
      ],
    },
  ]);
});

describe('what a registration could go on with', () => {
  const later = new Date('2026-11-21T08:00:00Z');
  const newer = aPlatform('newer', { createdAt: later, deploymentIds: ['2', '3'] });
  const older = aPlatform('older');

  test('is an older one of the same Moodle, once for each deployment', () => {
    const others = [newer, aPlatform('other', { issuer: 'https://other.example' }), older];
    expect(olderTenants(newer, others)).toEqual([
      { platform: older, tenant: { platformId: 'older', deploymentId: '1' } },
    ]);
    expect(olderTenants(older, others)).toEqual([]);
  });

  test('is never one that goes on with another itself; what is joined is not offered again', () => {
    const tenant = { platformId: 'older', deploymentId: '1' };
    const joined = { ...newer, continues: [{ deploymentId: '2', tenant }] };
    const third = aPlatform('third', { createdAt: new Date('2026-11-22T08:00:00Z') });
    expect(olderTenants(third, [older, joined]).map(({ tenant: { deploymentId } }) => deploymentId)).toEqual([
      '1',
      '3',
    ]);
    expect(ownDeployments(joined)).toEqual(['3']);
  });
});
