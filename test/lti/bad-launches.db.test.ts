import { createHmac, generateKeyPairSync } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JWTPayload } from 'jose';
import { useStore } from '../support/store.js';
import { logIn, visit, type LoggedIn, type SentForm, type ToolAnswer } from './support/browser.js';
import { clientId, kid, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { startTool, type TestTool } from './support/tool.js';

const store = useStore();
const claim = 'https://purl.imsglobal.org/spec/lti/claim/';
const endpointClaim = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint';
const deepLinkingClaim = 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings';
const strangersKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const seconds = () => Math.floor(Date.now() / 1000);

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

const begin = (from = platform) => logIn(tool, from.url, clientId);

function post(token: string, login: Pick<LoggedIn, 'state' | 'cookie'>): Promise<ToolAnswer> {
  return visit(tool.launch, { fields: { id_token: token, state: login.state }, headers: { cookie: login.cookie } });
}

const unsigned = (header: object, payload: object) =>
  [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

function without(claims: JWTPayload, name: string): JWTPayload {
  return Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
}

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

type Claims = Record<string, unknown>;
type ClaimsCase = readonly [name: string, code: string, change: (claims: JWTPayload) => JWTPayload | Claims];

const set = (name: string, value: unknown) => (claims: JWTPayload) => ({ ...claims, [name]: value });
const drop = (name: string) => (claims: JWTPayload) => without(claims, name);

const badClaims: readonly ClaimsCase[] = [
  ['another issuer', 'platform_unknown', set('iss', 'https://elsewhere.example')],
  ['the issuer of another registered platform', 'other_platform', (claims) => ({ ...claims, iss: other.url })],
  ['an issuer with a slash more', 'platform_unknown', (claims) => ({ ...claims, iss: `${platform.url}/` })],
  ['an issuer that is an object', 'claims_invalid', set('iss', { $ne: '' })],
  ['no issuer', 'claims_invalid', drop('iss')],
  ['another audience', 'platform_unknown', set('aud', 'client-9')],
  ['an audience that is an object', 'claims_invalid', set('aud', { $gt: '' })],
  ['no audience', 'claims_invalid', drop('aud')],
  ['two audiences', 'audience_ambiguous', set('aud', [clientId, 'client-9'])],
  ['an empty list of audiences', 'claims_invalid', set('aud', [])],
  ['another authorised party', 'authorised_party_mismatch', set('azp', 'client-9')],
  ['no subject', 'claims_invalid', drop('sub')],
  ['a subject that is a number', 'claims_invalid', set('sub', 7)],
  ['a subject of 300 characters', 'claims_invalid', set('sub', 'x'.repeat(300))],
  ['no nonce', 'claims_invalid', drop('nonce')],
  ['another nonce', 'nonce_mismatch', set('nonce', 'x'.repeat(43))],
  ['no iat', 'token_times_missing', drop('iat')],
  ['no exp', 'token_times_missing', drop('exp')],
  ['times that are words', 'claims_invalid', set('iat', 'now')],
  ['an exp 31 seconds ago', 'token_expired', (claims) => ({ ...claims, iat: seconds() - 29, exp: seconds() - 31 })],
  ['an exp before its iat', 'token_expired', (claims) => ({ ...claims, iat: seconds() + 9, exp: seconds() + 5 })],
  [
    'an iat a minute ahead',
    'token_from_future',
    (claims) => ({ ...claims, iat: seconds() + 60, exp: seconds() + 120 }),
  ],
  ['an iat an hour before its login', 'token_before_login', set('iat', seconds() - 3600)],
  ['a not-before in the future', 'signature_invalid', set('nbf', seconds() + 3600)],
  ['LTI 1.1', 'version_unsupported', set(`${claim}version`, 'LTI-1p0')],
  ['no version', 'version_unsupported', drop(`${claim}version`)],
  ['no message type', 'claims_invalid', drop(`${claim}message_type`)],
  ['an unknown message', 'message_unsupported', set(`${claim}message_type`, 'LtiStartAssessment')],
  [
    'a message named like a property of every object',
    'message_unsupported',
    set(`${claim}message_type`, 'constructor'),
  ],
  ['no deployment', 'claims_invalid', drop(`${claim}deployment_id`)],
  ['another deployment', 'deployment_unknown', set(`${claim}deployment_id`, '2')],
  ['a deployment that is a list', 'claims_invalid', set(`${claim}deployment_id`, ['1'])],
  ['no target', 'claims_invalid', drop(`${claim}target_link_uri`)],
  ['a target on another site', 'target_not_ours', set(`${claim}target_link_uri`, 'https://evil.example/lti/launch')],
  ['a target that runs script', 'target_not_ours', set(`${claim}target_link_uri`, 'javascript:alert(1)')],
  [
    'a target with a user in it',
    'target_not_ours',
    (claims) => ({ ...claims, [`${claim}target_link_uri`]: tool.launch.replace('//', '//evil@') }),
  ],
  ['no roles', 'claims_invalid', drop(`${claim}roles`)],
  ['roles that are one word', 'claims_invalid', set(`${claim}roles`, 'Instructor')],
  [
    'a thousand roles',
    'claims_invalid',
    set(
      `${claim}roles`,
      Array.from({ length: 1000 }, () => 'x'),
    ),
  ],
  ['no course', 'course_missing', drop(`${claim}context`)],
  ['a course without an id', 'claims_invalid', set(`${claim}context`, { title: 'x' })],
  ['a course id that is an object', 'claims_invalid', set(`${claim}context`, { id: { $ne: '' } })],
  ['no link', 'claims_invalid', drop(`${claim}resource_link`)],
  ['custom values that are a list', 'claims_invalid', set(`${claim}custom`, ['a'])],
  ['scopes that are numbers', 'claims_invalid', set(endpointClaim, { scope: [1] })],
  [
    'a roster address that is an object',
    'claims_invalid',
    set('https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice', { context_memberships_url: {} }),
  ],
  ['deep linking without settings', 'claims_invalid', set(`${claim}message_type`, 'LtiDeepLinkingRequest')],
  [
    'deep linking that returns to another site',
    'return_url_foreign',
    (claims) => ({
      ...claims,
      [`${claim}message_type`]: 'LtiDeepLinkingRequest',
      [deepLinkingClaim]: { deep_link_return_url: 'https://evil.example/', accept_types: ['ltiResourceLink'] },
    }),
  ],
];

describe('a signed token is refused', () => {
  test.each(badClaims)('with %s: %s', async (_name, code, change) => {
    const login = await begin();
    const before = tool.launches.length;
    const token = await platform.sign(change(platform.claims(tool.url, login.nonce)));
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

type RequestCase = readonly [name: string, code: string, send: () => { url: string } & SentForm];

const loginFields = (changes: Record<string, string>) => ({
  iss: platform.url,
  client_id: clientId,
  login_hint: '7',
  target_link_uri: tool.launch,
  ...changes,
});
const login = (changes: Record<string, string>) => ({ url: tool.login, fields: loginFields(changes) });
const json = { 'content-type': 'application/json' };

const badRequests: readonly RequestCase[] = [
  ['a login without an issuer', 'login_incomplete', () => login({ iss: '' })],
  ['a login without a hint', 'login_incomplete', () => login({ login_hint: '' })],
  ['a login of an unknown client', 'platform_unknown', () => login({ client_id: 'client-9' })],
  ['a login of an unknown issuer', 'platform_unknown', () => login({ iss: 'https://elsewhere.example' })],
  ['a login with an unknown deployment', 'deployment_unknown', () => login({ lti_deployment_id: '99' })],
  ['a login for another target', 'target_not_ours', () => login({ target_link_uri: 'https://evil.example/' })],
  ['a login with a line break', 'field_invalid', () => login({ login_hint: '7\r\nSet-Cookie: a=b' })],
  ['a login with a hint of 9 KB', 'field_invalid', () => login({ lti_message_hint: 'x'.repeat(9000) })],
  [
    'a login with iss[$ne]',
    'login_incomplete',
    () => ({ url: tool.login, body: `iss[$ne]=&client_id[$ne]=&login_hint=7&target_link_uri=${tool.launch}` }),
  ],
  [
    'a login by query with iss[$ne]',
    'login_incomplete',
    () => ({ url: `${tool.login}?iss[$ne]=&login_hint=7`, method: 'GET' as const }),
  ],
  ['a login with two issuers', 'field_repeated', () => ({ url: tool.login, body: 'iss=a&iss=b' })],
  ['a login as JSON', 'form_expected', () => ({ url: tool.login, body: '{"iss":{"$ne":""}}', headers: json })],
  [
    'a login in a zipped form',
    'form_expected',
    () => ({
      url: tool.login,
      body: 'iss=a',
      headers: { 'content-encoding': 'gzip', 'content-type': 'application/x-www-form-urlencoded' },
    }),
  ],
  ['a login by PUT', 'method_not_allowed', () => ({ url: tool.login, method: 'PUT' as const, body: 'iss=a' })],
  ['a launch without anything', 'launch_incomplete', () => ({ url: tool.launch, body: '' })],
  ['a launch by GET', 'launch_incomplete', () => ({ url: tool.launch, method: 'GET' as const })],
  [
    'a launch with a state of spaces',
    'state_unknown',
    () => ({ url: tool.launch, body: 'state=a%20b&id_token=a.b.c' }),
  ],
  [
    'a launch with a broken percent sign',
    'state_unknown',
    () => ({ url: tool.launch, body: 'state=%E0%A4%A&id_token=a.b.c' }),
  ],
  [
    'a launch with a state nobody made',
    'token_unreadable',
    () => ({ url: tool.launch, body: `state=${'a'.repeat(50)}&id_token=a.b.c` }),
  ],
  ['a launch with an ltik', 'launch_incomplete', () => ({ url: `${tool.launch}?ltik=a.b.c`, method: 'GET' as const })],
  [
    'a launch with a bearer token',
    'launch_incomplete',
    () => ({ url: tool.launch, method: 'GET' as const, headers: { authorization: 'Bearer a.b.c' } }),
  ],
  ['a launch of 200 KB', 'request_too_large', () => ({ url: tool.launch, body: `id_token=${'x'.repeat(200_000)}` })],
  [
    'a launch with a thousand fields',
    'form_unreadable',
    () => ({ url: tool.launch, body: Array.from({ length: 1000 }, (_, n) => `f${n}=1`).join('&') }),
  ],
  [
    'a platform that says no',
    'platform_refused_login',
    () => ({ url: tool.launch, body: 'error=login_required&state=x' }),
  ],
  [
    'a registration without a platform',
    'registration_not_from_platform',
    () => ({ url: tool.register, method: 'GET' as const }),
  ],
  [
    'a registration with an invented link',
    'registration_link_invalid',
    () => ({ url: `${tool.register}?link=x&openid_configuration=http://127.0.0.1/`, method: 'GET' as const }),
  ],
];

describe('a request is refused:', () => {
  test.each(badRequests)('%s: %s', async (_name, code, send) => {
    const { url, ...sent } = send();
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
