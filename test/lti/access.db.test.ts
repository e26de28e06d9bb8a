import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ServiceRef } from '../../src/lti/gateway.js';
import { useStore } from '../support/store.js';
import { givesTokens, serviceRef } from './support/services.js';
import { json, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { startTool, type TestTool } from './support/tool.js';

// Access to a service is tried by asking for a token alone: nothing is read, nothing is sent.
const store = useStore();
const nrps = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';

let platform: TinyPlatform;
let tool: TestTool;
let ref: ServiceRef;
let now = Date.parse('2030-01-07T09:00:00Z');

beforeAll(async () => {
  tool = await startTool(store.connection(), { clock: () => new Date(now) });
  platform = await startTinyPlatform();
  const { platformId } = await tool.gateway.platforms.register(platform.registration());
  ref = serviceRef(platform.url, platformId);
});

beforeEach(() => {
  // Past the life of every token that the test before was given.
  now += 2 * 3600 * 1000;
  let tokens = 0;
  platform.forget();
  givesTokens(platform, () => (tokens += 1));
});

afterAll(async () => {
  await tool.close();
  await platform.close();
});

const access = (service: 'roster' | 'scores') => tool.gateway.access(ref, service);

test('asks for a new token each time, for the scope of the service, and keeps it for the next call', async () => {
  platform.route('/2/memberships', json({ members: [] }));
  await tool.gateway.roster(ref);
  expect([await access('roster'), await access('scores')]).toEqual([
    { ok: true, value: undefined },
    { ok: true, value: undefined },
  ]);
  const scopes = platform.received('/token').map(({ body }) => new URLSearchParams(body).get('scope'));
  expect(scopes).toEqual([nrps, nrps, 'https://purl.imsglobal.org/spec/lti-ags/scope/score']);
  await tool.gateway.roster(ref);
  expect(platform.received('/2/memberships').map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-1',
    'Bearer token-2',
  ]);
  expect(platform.received('/token')).toHaveLength(3);
});

test.each([
  ['a scope that the tool may not have', { error: 'invalid_scope' }, 400, 'scope_missing'],
  ['a client that Moodle does not know', { error: 'invalid_client' }, 400, 'unauthorised'],
  ['a signature that Moodle cannot check', { error: 'Signature verification failed' }, 400, 'unauthorised'],
  ['an error of Moodle', {}, 500, 'failed'],
  ['an answer without a token', {}, 200, 'unreadable'],
  ['a page with 200', '<html>', 200, 'unreadable'],
  ['a page of somebody in between', '<html>No', 403, 'unreadable'],
])('tells %s', async (_what, body, status, code) => {
  platform.route('/token', json(body, status));
  expect(await access('scores')).toMatchObject({ ok: false, failure: { code } });
});

test('that is refused leaves the token of other calls alone', async () => {
  platform.route('/2/memberships', json({ members: [] }));
  await tool.gateway.roster(ref);
  platform.route('/token', json({ error: 'invalid_scope' }, 400));
  expect(await access('roster')).toMatchObject({ ok: false, failure: { code: 'scope_missing' } });
  expect(await tool.gateway.roster(ref)).toMatchObject({ ok: true });
});

test('is not asked of a platform that was stopped', async () => {
  await tool.gateway.platforms.setActive(ref.platformId, false);
  expect(await access('roster')).toMatchObject({ ok: false, failure: { detail: 'platform_inactive' } });
  await tool.gateway.platforms.setActive(ref.platformId, true);
  expect(platform.received('/token')).toEqual([]);
});
