import { createHmac, generateKeyPairSync } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JWTPayload } from 'jose';
import { useStore } from '../support/store.js';
import { badClaims } from './support/bad-claims.js';
import { badRequests } from './support/bad-requests.js';
import { logIn, visit, type LoggedIn, type ToolAnswer } from './support/browser.js';
import { clientId, kid, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { startTool, type TestTool } from './support/tool.js';

const store = useStore();
const claim = 'https://purl.imsglobal.org/spec/lti/claim/';
const strangersKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

let platform: TinyPlatform;
let other: TinyPlatform;
let tool: TestTool;

beforeAll(async () => {
  platform = await startTinyPlatform();
  other = await startTinyPlatform();
  tool = await startTool(store.connection());
  await tool.gateway.platforms.register(platform.registration());
  await tool.gateway.platforms.register(other.registration());
});

afterAll(async () => {
  await tool.close();
  await other.close();
  await platform.close();
});

const around = () => ({ platformUrl: platform.url, otherUrl: other.url, launchUrl: tool.launch });
const begin = (from = platform) => logIn(tool, from.url, clientId);

function post(token: string, login: Pick<LoggedIn, 'state' | 'cookie'>): Promise<ToolAnswer> {
  return visit(tool.launch, { fields: { id_token: token, state: login.state }, headers: { cookie: login.cookie } });
}

const unsigned = (header: object, payload: object) =>
  [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

/** Expects a page with this status and code, no launch, and no error of ours. */
async function expectRefused(answer: ToolAnswer, code: string, launchesBefore: number): Promise<void> {
  expect({ code: tool.failures.at(-1)?.code, status: answer.status }).toEqual({
    code,
    status: tool.failures.at(-1)?.status,
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).toContain(code);
  expect(tool.launches).toHaveLength(launchesBefore);
  expect(tool.errors).toEqual([]);
  await Promise.resolve();
}

describe('a signed token is refused', () => {
  test.each(badClaims)('with %s: %s', async (_name, code, change) => {
    const login = await begin();
    const before = tool.launches.length;
    const token = await platform.sign(change(platform.claims(tool.url, login.nonce), around()));
    await expectRefused(await post(token, login), code, before);
  });
});

type TokenCase = readonly [name: string, code: string, make: (claims: JWTPayload) => Promise<string> | string];

const badTokens: readonly TokenCase[] = [
  ['signed by nobody (alg none)', 'token_unreadable', (claims) => `${unsigned({ alg: 'none', kid }, claims)}.`],
  [
    'saying alg none over a signature',
    'token_header_refused',
    (claims) => `${unsigned({ alg: 'none', kid }, claims)}.eHg`,
  ],
  [
    'signed with our view of the public key as a secret (HS256)',
    'token_header_refused',
    (claims) => {
      const text = unsigned({ alg: 'HS256', kid }, claims);
      const pem = platform.publicKey.export({ type: 'spki', format: 'pem' });
      return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
    },
  ],
  ['signed by a stranger', 'signature_invalid', (claims) => platform.sign(claims, {}, strangersKey)],
  ['without a kid', 'token_header_refused', (claims) => `${unsigned({ alg: 'RS256' }, claims)}.eHg`],
  ['with an unknown kid', 'key_unknown', (claims) => platform.sign(claims, { kid: 'unheard-of' })],
  ['with a kid that is a path', 'key_unknown', (claims) => platform.sign(claims, { kid: '../../etc/passwd' })],
  [
    'with a kid that is an object',
    'token_header_refused',
    (claims) => `${unsigned({ alg: 'RS256', kid: {} }, claims)}.eHg`,
  ],
  [
    'with a critical extension',
    'token_header_refused',
    (claims) => platform.sign(claims, { crit: ['b64'], b64: true }),
  ],
  [
    'bringing a key of its own',
    'signature_invalid',
    (claims) => platform.sign(claims, { jwk: { kty: 'RSA', n: 'x', e: 'AQAB' } }, strangersKey),
  ],
  [
    'whose claims were changed after signing',
    'signature_invalid',
    async (claims) => {
      const [header, , signature] = (await platform.sign(claims)).split('.');
      const payload = Buffer.from(JSON.stringify({ ...claims, sub: '3' })).toString('base64url');
      return `${header ?? ''}.${payload}.${signature ?? ''}`;
    },
  ],
  ['that is one word', 'token_unreadable', () => 'token'],
  ['in five parts', 'token_unreadable', () => 'a.b.c.d.e'],
  ['whose payload is a list', 'token_unreadable', () => `${unsigned({ alg: 'RS256', kid }, [])}.eHg`],
  ['whose payload is not JSON', 'token_unreadable', () => 'eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.eHh4.eHg'],
  [
    'nested 20,000 deep',
    'signature_invalid',
    (claims) => {
      const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
      const text = JSON.stringify(claims).replace(/\}$/, `,"deep":${deep}}`);
      return `${Buffer.from(JSON.stringify({ alg: 'RS256', kid })).toString('base64url')}.${Buffer.from(text).toString('base64url')}.eHg`;
    },
  ],
];

describe('a token is refused', () => {
  test.each(badTokens)('%s: %s', async (_name, code, make) => {
    const login = await begin();
    const before = tool.launches.length;
    await expectRefused(await post(await make(platform.claims(tool.url, login.nonce)), login), code, before);
  });

  test('when it answers the login of another platform', async () => {
    const [mine, theirs] = [await begin(), await begin(other)];
    const before = tool.launches.length;
    const token = await other.sign(other.claims(tool.url, theirs.nonce));
    await expectRefused(await post(token, mine), 'other_platform', before);
  });

  test('when it was used before, however often and at once', async () => {
    const login = await begin();
    const before = tool.launches.length;
    const token = await platform.sign(platform.claims(tool.url, login.nonce));
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(token, login)));
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1);
    expect(tool.launches).toHaveLength(before + 1);
    await expectRefused(await post(token, login), 'launch_repeated', before + 1);
  });
});

describe('a request is refused:', () => {
  test.each(badRequests)('%s: %s', async (_name, code, send) => {
    const { url, ...sent } = send(tool, platform.url);
    const before = tool.launches.length;
    await expectRefused(await visit(url, sent), code, before);
  });

  test('a body that is longer than it says, in pieces', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(tool.launch, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      sent.on('response', (answer) => resolve(answer.statusCode ?? 0));
      sent.on('error', reject);
      for (let piece = 0; piece < 20; piece += 1) sent.write('x'.repeat(10_000));
      sent.end();
    });
    expect(status).toBe(413);
  });

  test('a launch whose token comes in the address, though all of it is right', async () => {
    const login = await logIn(tool, platform.url, clientId);
    const token = await platform.sign(platform.claims(tool.url, login.nonce));
    const before = tool.launches.length;
    const address = `${tool.launch}?${new URLSearchParams({ id_token: token, state: login.state }).toString()}`;
    const answer = await visit(address, { method: 'GET', headers: { cookie: login.cookie } });
    await expectRefused(answer, 'method_not_allowed', before);
    expect(answer.headers.get('allow')).toBe('POST');
  });

  test('addresses that LTI does not have are not ltijs’ to answer', async () => {
    for (const path of ['/lti', '/lti/', '/lti/Login', '/lti/launch/', '/lti/%zz']) {
      const answer = await visit(`${tool.url}${path}`, { method: 'GET' });
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
    }
    expect(tool.errors.filter((error) => !(error instanceof URIError))).toEqual([]);
  });
});

test('whatever the fields hold, the answer is a page or a redirect of ours, never an error', async () => {
  const names = fc.constantFrom(
    'iss',
    'client_id',
    'login_hint',
    'target_link_uri',
    'id_token',
    'state',
    'error',
    '__proto__',
  );
  const forms = fc.array(fc.tuple(names, fc.string({ unit: 'binary-ascii', maxLength: 80 })), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('login', 'launch'), forms, async (path, fields) => {
      const answer = await visit(`${tool.url}/lti/${path}`, { fields });
      expect(answer.status).toBeLessThan(500);
    }),
    { numRuns: 60 },
  );
  expect(tool.errors.filter((error) => !(error instanceof URIError))).toEqual([]);
});

test('a token with claims of any kind is judged, never an error', async () => {
  const names = fc.constantFrom(
    'roles',
    'context',
    'custom',
    'resource_link',
    'launch_presentation',
    'for_user',
    'lis',
  );
  await fc.assert(
    fc.asyncProperty(names, fc.jsonValue({ maxDepth: 4 }), async (name, value) => {
      const loggedIn = await begin();
      const token = await platform.sign({ ...platform.claims(tool.url, loggedIn.nonce), [`${claim}${name}`]: value });
      expect((await post(token, loggedIn)).status).toBeLessThan(500);
    }),
    { numRuns: 40 },
  );
});
