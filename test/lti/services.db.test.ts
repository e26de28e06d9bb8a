import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { jwtVerify } from 'jose';
import type { ServiceRef } from '../../src/lti/gateway.js';
import { useStore } from '../support/store.js';
import { json, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { givesTokens, refusals, scoreType, serviceRef } from './support/services.js';
import { startTool, type TestTool } from './support/tool.js';

const store = useStore();
const nrps = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const score = { personExternalId: '7', given: 8, maximum: 10, comment: 'Well done' };
const at = new Date('2030-01-07T09:00:00.789Z');

let platform: TinyPlatform;
let tool: TestTool;
let ref: ServiceRef;
let now = Date.parse('2030-01-07T09:00:00Z');
let tokens = 0;
const lineItemUrl = () => ref.lineItemUrl ?? '';

beforeAll(async () => {
  tool = await startTool(store.connection(), { clock: () => new Date(now) });
  platform = await startTinyPlatform();
  const { platformId } = await tool.gateway.platforms.register(platform.registration());
  ref = serviceRef(platform.url, platformId);
});

beforeEach(() => {
  // Past the life of every token that the test before was given.
  now += 2 * 3600 * 1000;
  tokens = 0;
  platform.forget();
  givesTokens(platform, () => (tokens += 1));
});

afterAll(async () => {
  await tool.close();
  await platform.close();
});

const member = (id: string, roles = ['Learner']) => ({ status: 'Active', roles, user_id: id, name: `Person ${id}` });

test('the roster is read page after page, with one token', async () => {
  platform.route('/2/memberships', (request, response) => {
    const isFirst = !request.path.includes('from=');
    const link = `<${platform.url}/2/memberships?limit=1&from=1>; rel="next"`;
    const members = isFirst ? [member('7')] : [member('3', ['Instructor'])];
    json({ id: 'x', members }, 200, isFirst ? { link } : {})(request, response);
  });
  const roster = await tool.gateway.roster(ref);
  expect(roster).toEqual({
    ok: true,
    value: {
      members: [
        { externalId: '7', role: 'learner', name: 'Person 7' },
        { externalId: '3', role: 'teacher', name: 'Person 3' },
      ],
      whole: true,
    },
  });
  const [first] = platform.received('/2/memberships');
  expect(first?.headers).toMatchObject({
    accept: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
    authorization: 'Bearer token-1',
  });
  expect(tokens).toBe(1);
});

test('through an activity, the roster asks for its link', async () => {
  platform.route('/2/memberships', json({ members: [] }));
  await tool.gateway.roster(ref, { throughActivity: true });
  expect(platform.received('/2/memberships')[0]?.path).toBe('/2/memberships?rlid=5');
});

test('people who are not active are left out, and names that are withheld stay away', async () => {
  const members = [
    { ...member('7'), status: 'Inactive' },
    { user_id: '8', roles: ['Learner'], status: 'Active' },
  ];
  platform.route('/2/memberships', json({ members }));
  expect(await tool.gateway.roster(ref)).toEqual({
    ok: true,
    value: { members: [{ externalId: '8', role: 'learner' }], whole: true },
  });
});

test('a token is asked for with an assertion that we signed', async () => {
  platform.route('/2/memberships', json({ members: [] }));
  await tool.gateway.roster(ref);
  const form = new URLSearchParams(platform.received('/token')[0]?.body);
  expect(form.get('grant_type')).toBe('client_credentials');
  expect(form.get('scope')).toBe(nrps);
  const keys = (await (await fetch(tool.keys)).json()) as { keys: { kid: string }[] };
  const assertion = form.get('client_assertion') ?? '';
  const header = JSON.parse(Buffer.from(assertion.split('.')[0] ?? '', 'base64url').toString()) as { kid: string };
  const key = keys.keys.find((candidate) => candidate.kid === header.kid);
  const verified = await jwtVerify(assertion, key as never, { currentDate: new Date(now) });
  expect(verified.payload).toMatchObject({ iss: 'client-1', sub: 'client-1', aud: `${platform.url}/token` });
});

test('five callers at once share one token', async () => {
  platform.route('/2/memberships', json({ members: [] }));
  await Promise.all(Array.from({ length: 5 }, () => tool.gateway.roster(ref)));
  expect(tokens).toBe(1);
});

test('a token is renewed a minute before it runs out', async () => {
  platform.route('/2/memberships', json({ members: [] }));
  await tool.gateway.roster(ref);
  now += 3535 * 1000;
  await tool.gateway.roster(ref);
  expect(tokens).toBe(1);
  now += 10 * 1000;
  await tool.gateway.roster(ref);
  expect(tokens).toBe(2);
});

test('a refused token is renewed once, by one of many callers, and the call goes through', async () => {
  platform.route('/2/memberships', (request, response) => {
    const isFresh = request.headers.authorization === 'Bearer token-2';
    json(isFresh ? { members: [] } : { status: 401 }, isFresh ? 200 : 401)(request, response);
  });
  const rosters = await Promise.all(Array.from({ length: 4 }, () => tool.gateway.roster(ref)));
  expect(rosters.every((roster) => roster.ok)).toBe(true);
  expect(tokens).toBe(2);
});

test('a second refusal is final: the caller learns it is a setting', async () => {
  platform.route('/2/memberships', json({ status: 401, reason: 'Unauthorized' }, 401));
  expect(await tool.gateway.roster(ref)).toMatchObject({
    ok: false,
    failure: { code: 'unauthorised', retryable: false },
  });
  expect(platform.received('/2/memberships')).toHaveLength(2);
});

test('a score is sent once, finished, in whole seconds, in Moodle’s media type', async () => {
  platform.route('/2/lineitems/4/lineitem/scores', json('', 200));
  expect(await tool.gateway.submitScore(ref, lineItemUrl(), score, at)).toEqual({ ok: true, value: undefined });
  const [sent] = platform.received('/2/lineitems/4/lineitem/scores');
  expect(sent?.path).toBe('/2/lineitems/4/lineitem/scores?type_id=1');
  expect(sent?.headers['content-type']).toBe(scoreType);
  expect(JSON.parse(sent?.body ?? '')).toEqual({
    userId: '7',
    scoreGiven: 8,
    scoreMaximum: 10,
    comment: 'Well done',
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
    timestamp: '2030-01-07T09:00:00Z',
  });
});

test.each(refusals)('a score is refused when $name: $code', async (refusal) => {
  platform.route('/2/lineitems/4/lineitem/scores', (_request, response) => {
    response.writeHead(refusal.status, refusal.reason ?? '', {
      'content-type': refusal.type ?? 'application/json',
      ...(refusal.after === undefined ? {} : { 'retry-after': refusal.after }),
    });
    response.end(refusal.body ?? '[]');
  });
  const outcome = await tool.gateway.submitScore(ref, lineItemUrl(), score, at);
  const { code, retryable = false, retryAfter, status } = refusal;
  const failure = { code, retryable, status, ...(retryAfter === undefined ? {} : { retryAfter }) };
  expect(outcome).toMatchObject({ ok: false, failure });
  expect(JSON.stringify(outcome)).not.toContain('userId');
});

test('a platform that is away is unreachable, and worth another try', async () => {
  platform.route('/2/lineitems/4/lineitem/scores', (_request, response) => response.destroy());
  expect(await tool.gateway.submitScore(ref, lineItemUrl(), score, at)).toMatchObject({
    ok: false,
    failure: { code: 'unreachable', retryable: true },
  });
});

test('line items are read through links with &amp; and curly quotes', async () => {
  const item = (id: number) => ({
    id: `${platform.url}/2/lineitems/${id}/lineitem?type_id=1`,
    label: `Item ${id}`,
    scoreMaximum: 10,
    resourceId: 'goals',
    tag: '',
    resourceLinkId: '5',
  });
  platform.route('/2/lineitems', (request, response) => {
    const isFirst = !request.path.includes('from=');
    const next = `<${platform.url}/2/lineitems?type_id=1&amp;limit=1&amp;from=1>; rel=“next”`;
    const link = Buffer.from(`<${platform.url}/2/lineitems?type_id=1>; rel=“first”, ${next}`, 'utf8').toString(
      'latin1',
    );
    json([item(isFirst ? 4 : 6)], 200, isFirst ? { link } : {})(request, response);
  });
  const items = await tool.gateway.lineItems(ref);
  expect(items.ok && items.value.map((each) => each.label)).toEqual(['Item 4', 'Item 6']);
  expect(items.ok && items.value[0]).toEqual({
    url: lineItemUrl(),
    label: 'Item 4',
    maximum: 10,
    resourceId: 'goals',
    activityExternalId: '5',
  });
  expect(platform.received('/2/lineitems')[0]?.headers.accept).toBe(
    'application/vnd.ims.lis.v2.lineitemcontainer+json',
  );
});

test('a column of our own is made without a link', async () => {
  platform.route('/2/lineitems', (request, response) => {
    const item = JSON.parse(request.body) as object;
    json({ ...item, id: `${platform.url}/2/lineitems/9/lineitem` }, 201)(request, response);
  });
  const made = await tool.gateway.createLineItem(ref, { label: 'Hours', maximum: 40, resourceId: 'hours' });
  expect(made).toMatchObject({ ok: true, value: { label: 'Hours', maximum: 40, resourceId: 'hours' } });
  expect(platform.received('/2/lineitems')[0]?.headers['content-type']).toBe(
    'application/vnd.ims.lis.v2.lineitem+json',
  );
});

test('results tell a score from a comment alone', async () => {
  const answers = [
    { id: 'a', userId: '7', resultScore: 0, resultMaximum: 10, comment: 'Try again' },
    { id: 'b', userId: '8' },
  ];
  platform.route('/2/lineitems/4/lineitem/results', json(answers));
  expect(await tool.gateway.results(ref, lineItemUrl(), '7')).toEqual({
    ok: true,
    value: [{ personExternalId: '7', score: 0, maximum: 10, comment: 'Try again' }, { personExternalId: '8' }],
  });
  const [asked] = platform.received('/2/lineitems/4/lineitem/results');
  expect(asked?.path).toBe('/2/lineitems/4/lineitem/results?type_id=1&user_id=7');
});

test('without the scope nothing is sent', async () => {
  const bare = { ...ref, scopes: [] };
  expect(await tool.gateway.submitScore(bare, lineItemUrl(), score, at)).toMatchObject({
    ok: false,
    failure: { code: 'scope_missing' },
  });
  expect(tokens).toBe(0);
});

test('a scope that Moodle does not grant is a setting', async () => {
  platform.route('/token', json({ error: 'invalid_scope' }, 400));
  expect(await tool.gateway.roster(ref)).toMatchObject({ ok: false, failure: { code: 'scope_missing' } });
});
