import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ServiceRef } from '../../src/lti/gateway.js';
import { launchClaims, identityClaims, claimNames } from '../../src/lti/launch.claims.js';
import { recordedLaunches } from '../support/recordings.js';
import { useStore } from '../support/store.js';
import { serviceRef } from './support/services.js';
import { json, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { startTool, type TestTool } from './support/tool.js';

/** One odd row is one odd row: it hides itself, never the others, and it is said that something is missing. */
const store = useStore();
let platform: TinyPlatform;
let tool: TestTool;
let ref: ServiceRef;

beforeAll(async () => {
  tool = await startTool(store.connection());
  platform = await startTinyPlatform();
  const { platformId } = await tool.gateway.platforms.register(platform.registration());
  ref = serviceRef(platform.url, platformId);
  platform.route('/token', json({ access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 }));
});

afterAll(async () => {
  await tool.close();
  await platform.close();
});

const ben = { user_id: '8', roles: ['Learner'], status: 'Active' };

test('a roster whose Link header cannot be read is no roster: the next page may stand in it', async () => {
  const link = '</s>; crossorigin, </2/memberships?from=50>; rel="next"';
  platform.route('/2/memberships', json({ members: [ben] }, 200, { Link: link }));
  expect(await tool.gateway.roster(ref)).toEqual({
    ok: false,
    failure: { code: 'unreadable', retryable: true, detail: 'link' },
  });
});

describe('a roster with a member', () => {
  const odd: readonly (readonly [string, unknown])[] = [
    ['without a user id', { roles: ['Learner'] }],
    ['whose user id is null', { ...ben, user_id: null }],
    ['in a state of its own', { ...ben, user_id: '7', status: 'Sleeping' }],
    ['whose state is a number', { ...ben, user_id: '7', status: 1 }],
    ['whose roles are numbers', { ...ben, user_id: '7', roles: [1, 2] }],
    ['that is nothing', null],
  ];

  test.each(odd)('%s is read without that row, and is not whole', async (_name, member) => {
    platform.route('/2/memberships', json({ members: [member, ben] }));
    expect(await tool.gateway.roster(ref)).toEqual({
      ok: true,
      value: { members: [{ externalId: '8', role: 'learner' }], whole: false },
    });
  });

  const plain: readonly (readonly [string, unknown])[] = [
    ['whose state is written small', { status: 'active' }],
    ['whose state is written as an address', { status: 'http://purl.imsglobal.org/vocab/lis/v2/status#Active' }],
    ['whose state is null', { status: null }],
    ['with one role that is no list', { roles: 'Learner' }],
    ['whose roles are null', { roles: null }],
    ['whose name is null', { name: null, email: 7 }],
  ];

  test.each(plain)('%s is whole', async (_name, more) => {
    platform.route('/2/memberships', json({ members: [{ ...ben, ...(more as object) }] }));
    expect(await tool.gateway.roster(ref)).toEqual({
      ok: true,
      value: { members: [{ externalId: '8', role: 'learner' }], whole: true },
    });
  });

  test('that is the only one, and odd, is no roster', async () => {
    platform.route('/2/memberships', json({ members: [{ roles: ['Learner'] }] }));
    expect(await tool.gateway.roster(ref)).toMatchObject({
      ok: false,
      failure: { code: 'unreadable', retryable: true },
    });
  });
});

test.each([
  ['without a maximum', {}],
  ['whose maximum is null', { scoreMaximum: null }],
  ['whose maximum is a word', { scoreMaximum: 'ten' }],
])('a line item %s hides only itself', async (_name, more) => {
  const good = { id: `${platform.url}/2/lineitems/4/lineitem`, label: 'Check-in', scoreMaximum: 10 };
  platform.route('/2/lineitems', json([{ id: `${platform.url}/x`, label: 'Odd', ...more }, good]));
  expect(await tool.gateway.lineItems(ref)).toEqual({
    ok: true,
    value: [{ url: good.id, label: 'Check-in', maximum: 10 }],
  });
});

test('a result without a person hides only itself; one whose score is a word says that it cannot be read', async () => {
  const rows = [{ resultScore: 4 }, { userId: '7', resultScore: 'good' }, { userId: '8', resultScore: 5 }];
  platform.route('/2/lineitems/4/lineitem/results', json(rows));
  expect(await tool.gateway.results(ref, ref.lineItemUrl ?? '')).toEqual({
    ok: true,
    value: [
      { personExternalId: '7', unreadable: true },
      { personExternalId: '8', score: 5 },
    ],
  });
});

test('points that a platform writes as text are points', async () => {
  platform.route('/2/lineitems/4/lineitem/results', json([{ userId: 8, resultScore: '7.50', resultMaximum: ' 10' }]));
  expect(await tool.gateway.results(ref, ref.lineItemUrl ?? '')).toEqual({
    ok: true,
    value: [{ personExternalId: '8', score: 7.5, maximum: 10 }],
  });
});

describe('an optional claim that is null', () => {
  const recorded = recordedLaunches.find(({ name }) => name.startsWith('06-student-embed'))?.claims ?? {};
  const optional = [
    'context',
    'resourceLink',
    'custom',
    'presentation',
    'forUser',
    'endpoint',
    'namesRoles',
    'deepLinking',
  ] as const;

  test.each(optional)('%s says as much as one that is not there', (name) => {
    const read = launchClaims.safeParse({ ...recorded, [claimNames[name]]: null });
    expect(read.success).toBe(true);
    expect(read.data?.[claimNames[name]]).toBeUndefined();
  });

  test.each(optional)('%s that PHP wrote as an empty list, too', (name) => {
    const read = launchClaims.safeParse({ ...recorded, [claimNames[name]]: [] });
    expect(read.success).toBe(true);
    expect(read.data?.[claimNames[name]]).toBeUndefined();
  });

  test('inside of one is left out', () => {
    const endpoint = { scope: null, lineitems: 'https://moodle.test/items', lineitem: null };
    const names = { context_memberships_url: null };
    const read = launchClaims.safeParse({
      ...recorded,
      [claimNames.endpoint]: endpoint,
      [claimNames.namesRoles]: names,
    });
    expect(read.data?.[claimNames.endpoint]).toEqual({ lineitems: 'https://moodle.test/items' });
    expect(read.data?.[claimNames.namesRoles]).toEqual({});
  });

  test('of the identity is left out', () => {
    expect(identityClaims.safeParse({ ...recorded, azp: null, nbf: null }).success).toBe(true);
  });
});
