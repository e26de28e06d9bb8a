import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { LtiGateway, ServiceRef } from '../../src/lti/gateway.js';
import { useStore } from '../support/store.js';
import { serviceRef } from './support/services.js';
import { json, startTinyPlatform, type Route, type TinyPlatform } from './support/tiny-platform.js';
import { startTool, type TestTool } from './support/tool.js';

/** A platform whose services answer with anything: every call ends with a failure that says why, none with an error. */
const store = useStore();
let platform: TinyPlatform;
let stranger: TinyPlatform;
let tool: TestTool;
let ref: ServiceRef;
let now = Date.now();

beforeAll(async () => {
  tool = await startTool(store.connection(), { clock: () => new Date(now) });
  platform = await startTinyPlatform();
  stranger = await startTinyPlatform();
  const { platformId } = await tool.gateway.platforms.register(platform.registration());
  ref = serviceRef(platform.url, platformId);
});

afterAll(async () => {
  await tool.close();
  await stranger.close();
  await platform.close();
});

beforeEach(() => {
  now += 2 * 3600 * 1000;
  platform.route('/token', json({ access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 }));
});

type Call = (gateway: LtiGateway) => Promise<{ ok: boolean; failure?: { code: string } }>;
const score = { personExternalId: '7', given: 1, maximum: 1 };
const services: readonly (readonly [string, string, Call])[] = [
  ['the roster', '/2/memberships', (gateway) => gateway.roster(ref)],
  ['the line items', '/2/lineitems', (gateway) => gateway.lineItems(ref)],
  ['the results', '/2/lineitems/4/lineitem/results', (gateway) => gateway.results(ref, ref.lineItemUrl ?? '')],
  ['a new line item', '/2/lineitems', (gateway) => gateway.createLineItem(ref, { label: 'x', maximum: 1 })],
];

const flood: Route = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const piece = Buffer.alloc(1 << 20, ' ');
  const more = () => {
    if (!response.destroyed && response.write(piece)) setImmediate(more);
  };
  response.on('drain', more);
  more();
};

const zipped = gzipSync(Buffer.alloc(1 << 20, ' ')).toString('latin1');
const answers: readonly (readonly [string, Route, string])[] = [
  ['a page', json('<html>'), 'unreadable'],
  ['nothing', json(''), 'unreadable'],
  ['null', json('null'), 'unreadable'],
  ['a number', json('7'), 'unreadable'],
  ['a list of lists', json('[[[]]]'), 'unreadable'],
  ['members that are text', json({ members: 'all', id: 7 }), 'unreadable'],
  ['a list of nothing', json([null]), 'unreadable'],
  ['something nested without end', json(`{"members":${'['.repeat(100_000)}`), 'unreadable'],
  ['operators for ids', json([{ id: { $ne: '' }, userId: { $ne: '' }, user_id: { $ne: '' } }]), 'unreadable'],
  ['a zipped answer nobody asked for', json(zipped, 200, { 'content-encoding': 'gzip' }), 'unreadable'],
  ['an address elsewhere', json('', 302, { location: 'https://evil.example/' }), 'unreadable'],
  ['more than there is room for', flood, 'unreadable'],
  ['half an answer', cutOff, 'unreachable'],
  ['no right', json('', 403), 'refused'],
  ['an error', json('', 500), 'failed'],
  ['a status of its own', json('', 699), 'failed'],
];

function cutOff(_request: unknown, response: Parameters<Route>[1]): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"members":[');
  setTimeout(() => response.destroy(), 20);
}

describe.each(services)('%s that answers with', (_service, path, call) => {
  test.each(answers)('%s', async (_name, answer, code) => {
    platform.route(path, answer);
    const outcome = await call(tool.gateway);
    expect(outcome).toMatchObject({ ok: false, failure: { code, retryable: code !== 'refused' } });
    expect(JSON.stringify(outcome).length).toBeLessThan(1000);
  });

  test('a next page on another site is not asked', async () => {
    stranger.forget();
    const link = `<${stranger.url}/next>; rel="next"`;
    const body = path.endsWith('memberships') ? { members: [] } : [];
    platform.route(path, json(body, 200, { link }));
    expect(await call(tool.gateway)).toMatchObject({ ok: false });
    expect(stranger.received('/next')).toEqual([]);
  });
});

describe('a token that is', () => {
  const tokens: readonly (readonly [string, unknown])[] = [
    ['an object', { access_token: { $ne: '' }, expires_in: 3600 }],
    ['two lines', { access_token: 'a\r\nHost: evil.example', expires_in: 3600 }],
    ['10 KB long', { access_token: 'x'.repeat(10_000), expires_in: 3600 }],
    ['empty', { access_token: '', expires_in: 3600 }],
    ['not there', { expires_in: 3600 }],
    ['good for a word', { access_token: 'x', expires_in: 'long' }],
  ];
  test.each(tokens)('%s is not used', async (_name, answer) => {
    platform.forget();
    platform.route('/token', json(answer));
    expect(await tool.gateway.roster(ref)).toMatchObject({ ok: false, failure: { code: 'unreadable' } });
    expect(platform.received('/2/memberships')).toEqual([]);
  });

  test('over already is asked for again at the next call, not within one', async () => {
    platform.forget();
    platform.route('/token', json({ access_token: 'x', expires_in: -5 }));
    platform.route('/2/memberships', json({ members: [] }));
    expect(await tool.gateway.roster(ref)).toMatchObject({ ok: true });
    expect(platform.received('/token')).toHaveLength(1);
  });
});

test('a score whose answer is anything at all is sent, or refused, in words of ours', async () => {
  const at = new Date(now);
  const path = '/2/lineitems/4/lineitem/scores';
  platform.route(path, json('<html>', 200));
  expect(await tool.gateway.submitScore(ref, ref.lineItemUrl ?? '', score, at)).toMatchObject({
    ok: false,
    failure: { code: 'unreadable', retryable: true },
  });
  platform.route(path, flood);
  expect(await tool.gateway.submitScore(ref, ref.lineItemUrl ?? '', score, at)).toMatchObject({ ok: false });
  platform.route(path, json(JSON.stringify({ reason: '<script>' }), 400));
  expect(await tool.gateway.submitScore(ref, ref.lineItemUrl ?? '', score, at)).toMatchObject({
    ok: false,
    failure: { code: 'refused' },
  });
});

test('a roster with two people of one id, and roles of any kind, is a roster', async () => {
  const members = [
    { user_id: '7', roles: ['Learner'] },
    { user_id: '7', roles: ['__proto__', '', 'Instructor#Learner'] },
    { user_id: 8, roles: [], name: { $ne: '' }, email: 7 },
  ];
  platform.route('/2/memberships', json({ members }));
  expect(await tool.gateway.roster(ref)).toMatchObject({
    ok: true,
    value: {
      members: [
        { externalId: '7', role: 'learner' },
        { externalId: '7', role: 'learner' },
        { externalId: '8', role: 'learner' },
      ],
      whole: true,
    },
  });
});

test('addresses that are no addresses are refused before anything is sent', async () => {
  platform.forget();
  for (const url of ['nonsense', 'javascript:alert(1)', 'file:///etc/passwd', `${stranger.url}/2`]) {
    expect(await tool.gateway.submitScore(ref, url, score, new Date(now))).toMatchObject({
      ok: false,
      failure: { code: 'refused' },
    });
  }
  expect(platform.received('/token')).toEqual([]);
});
