import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { request, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { useStore } from '../support/store.js';
import { logIn, visit, type LoggedIn, type ToolAnswer } from './support/browser.js';
import {
  badTargets,
  claimPaths,
  foreignReturns,
  replaced,
  unicodeTricks,
  wrongTypes,
} from './support/hostile-claims.js';
import { clientId, json, kid, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { startTool, type TestTool } from './support/tool.js';

const store = useStore();
const claim = 'https://purl.imsglobal.org/spec/lti/claim/';
const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings';
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

let platform: TinyPlatform;
let other: TinyPlatform;
let tool: TestTool;
let shift = 0;

beforeAll(async () => {
  platform = await startTinyPlatform();
  other = await startTinyPlatform();
  tool = await startTool(store.connection(), { clock: () => new Date(Date.now() + shift), failuresPerMinute: 100_000 });
  await tool.gateway.platforms.register(platform.registration());
  await tool.gateway.platforms.register({ ...platform.registration(), clientId: 'client-2', deploymentIds: ['2'] });
  await tool.gateway.platforms.register(other.registration());
});

afterAll(async () => {
  await tool.close();
  await other.close();
  await platform.close();
});

afterEach(() => {
  expect(tool.errors).toEqual([]);
});

const begin = (client = clientId) => logIn(tool, platform.url, client);

function post(token: string, login: LoggedIn): Promise<ToolAnswer> {
  return visit(tool.launch, { fields: { id_token: token, state: login.state }, headers: { cookie: login.cookie } });
}

async function launch(
  change: (claims: JWTPayload) => JWTPayload,
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  const login = await begin();
  const before = tool.launches.length;
  const answer = await post(await platform.sign(change(platform.claims(tool.url, login.nonce)), header), login);
  expect(answer.status).toBeLessThan(500);
  if (answer.status === 303) {
    expect(tool.launches).toHaveLength(before + 1);
    return 'let in';
  }
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(tool.launches).toHaveLength(before);
  return tool.failures.at(-1)?.code ?? '';
}

const last = () => {
  const launched = tool.launches.at(-1);
  if (!launched) throw new Error('nobody launched');
  return launched;
};

describe('tricks with characters:', () => {
  test.each(unicodeTricks)('%s: %s', async (_name, code, change) => {
    expect(await launch(change)).toBe(code);
  });

  test('a name with control characters is a name, and nothing else', async () => {
    expect(await launch((claims) => ({ ...claims, name: 'Ana\r\nSet-Cookie: a=b\u202e' }))).toBe('let in');
  });
});

describe('headers of a token:', () => {
  type HeaderCase = readonly [string, string, Partial<JWTHeaderParameters>];
  const cases: readonly HeaderCase[] = [
    ['a kid of 60 KB', 'token_header_refused', { kid: 'k'.repeat(60_000) }],
    ['a kid of 256 characters', 'token_header_refused', { kid: 'k'.repeat(256) }],
    ['a kid that is an operator', 'key_unknown', { kid: '{"$ne":""}' }],
    ['a kid that every object has', 'key_unknown', { kid: '__proto__' }],
    ['an empty list of critical extensions', 'token_header_refused', { crit: [] }],
  ];
  test.each(cases)('%s: %s', async (_name, code, header) => {
    const login = await begin();
    const text = [{ alg: 'RS256', kid, ...header }, platform.claims(tool.url, login.nonce)]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = createHmac('sha256', 'x').update(text).digest('base64url');
    expect((await post(`${text}.${signature}`, login)).status).toBe(401);
    expect(tool.failures.at(-1)?.code).toBe(code);
  });

  test.each(['jku', 'x5u'])('an address of keys (%s) is never asked', async (name) => {
    other.forget();
    const login = await begin();
    const claims = platform.claims(tool.url, login.nonce);
    const token = await platform.sign(claims, { [name]: `${other.url}/keys` }, stranger.privateKey);
    expect((await post(token, login)).status).toBe(401);
    expect(tool.failures.at(-1)?.code).toBe('signature_invalid');
    expect(other.received('/keys')).toEqual([]);
  });

  test.each(['RS384', 'RS512', 'PS256', 'ES256', 'HS256', 'none', 'rs256', ''])('the algorithm "%s"', async (alg) => {
    const login = await begin();
    const text = [{ alg, kid }, platform.claims(tool.url, login.nonce)]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    expect((await post(`${text}.eHg`, login)).status).toBe(401);
    expect(tool.failures.at(-1)?.code).toBe('token_header_refused');
  });
});

describe('swapped tenants:', () => {
  test('a token of one client answers no login of another client of the same Moodle', async () => {
    const [mine, theirs] = [await begin(), await begin('client-2')];
    const claims = { ...platform.claims(tool.url, theirs.nonce), aud: 'client-2', [`${claim}deployment_id`]: '2' };
    expect((await post(await platform.sign(claims), mine)).status).toBe(403);
    expect(tool.failures.at(-1)?.code).toBe('other_platform');
  });

  test('the deployment of another client of the same Moodle is unknown', async () => {
    expect(await launch((claims) => ({ ...claims, [`${claim}deployment_id`]: '2' }))).toBe('deployment_unknown');
  });

  test('a token for two of our clients goes to the one it names, and to its login only', async () => {
    const both = { aud: ['client-2', clientId] };
    expect(await launch((claims) => ({ ...claims, ...both, azp: clientId }))).toBe('let in');
    expect(await launch((claims) => ({ ...claims, ...both, azp: 'client-2' }))).toBe('deployment_unknown');
    const second = { ...both, azp: 'client-2', [`${claim}deployment_id`]: '2' };
    expect(await launch((claims) => ({ ...claims, ...second }))).toBe('other_platform');
  });

  test('the key of one platform signs nothing for another', async () => {
    other.route(
      '/keys',
      json({ keys: [{ ...stranger.publicKey.export({ format: 'jwk' }), kid: 'theirs', alg: 'RS256' }] }),
    );
    const theirs = await logIn(tool, other.url, clientId);
    const valid = await other.sign(other.claims(tool.url, theirs.nonce), { kid: 'theirs' }, stranger.privateKey);
    expect((await post(valid, theirs)).status).toBe(303);
    const login = await begin();
    const forged = await platform.sign(platform.claims(tool.url, login.nonce), { kid: 'theirs' }, stranger.privateKey);
    expect((await post(forged, login)).status).toBe(401);
    expect(tool.failures.at(-1)?.code).toBe('key_unknown');
  });

  test('services on another platform’s site are left out', async () => {
    const services = {
      'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': { context_memberships_url: `${other.url}/2` },
      'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': {
        scope: [],
        lineitems: `${other.url}/2`,
        lineitem: `${other.url}/4`,
      },
    };
    expect(await launch((claims) => ({ ...claims, ...services }))).toBe('let in');
    expect(Object.keys(last().service)).not.toEqual(expect.arrayContaining(['membershipsUrl']));
    expect(JSON.stringify(last().service)).not.toContain(other.url);
  });
});

test('of twenty tokens at once for one login, one is let in', async () => {
  const login = await begin();
  const before = tool.launches.length;
  const tokens = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      platform.sign({ ...platform.claims(tool.url, login.nonce), sub: `${index}` }),
    ),
  );
  const answers = await Promise.all(tokens.map((token) => post(token, login)));
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  expect(tool.launches).toHaveLength(before + 1);
});

describe('sizes:', () => {
  test('a signed claim nested 15,000 deep is judged, not an error', async () => {
    const login = await begin();
    const claims = JSON.stringify(platform.claims(tool.url, login.nonce));
    const nested = claims.replace(/\}$/, `,"deep":${'['.repeat(15_000)}${']'.repeat(15_000)}}`);
    const parts = [JSON.stringify({ alg: 'RS256', kid }), nested];
    const text = parts.map((part) => Buffer.from(part).toString('base64url')).join('.');
    const signature = sign('RSA-SHA256', Buffer.from(text), platform.privateKey).toString('base64url');
    expect([303, 401]).toContain((await post(`${text}.${signature}`, login)).status);
  });

  test('five thousand custom values, and texts of 50 KB', async () => {
    const custom = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, 'v']));
    expect(await launch((claims) => ({ ...claims, [`${claim}custom`]: custom }))).toBe('let in');
    expect(await launch((claims) => ({ ...claims, name: 'x'.repeat(50_000) }))).toBe('let in');
    expect(last().person).not.toHaveProperty('name');
  });

  test('a form that is a bomb of a few bytes is not unpacked', async () => {
    const bomb = gzipSync('state='.padEnd(20_000_000, 'a'));
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(tool.launch, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' },
      });
      sent.on('response', (answer) => resolve(answer.statusCode ?? 0));
      sent.on('error', reject);
      sent.end(bomb);
    });
    expect(status).toBe(415);
  });
});

test('a value of a wrong kind anywhere is refused or left out, never an error', async () => {
  for (const path of claimPaths) {
    for (const value of wrongTypes) {
      const outcome = await launch((claims) => replaced(claims, path, value));
      expect([path, value, outcome]).not.toEqual([path, value, '']);
      const isIdentity = path.length === 1 && ['iss', 'aud', 'sub', 'nonce'].includes(path[0] ?? '');
      if (isIdentity && typeof value !== 'string')
        expect([path, value, outcome]).toEqual([path, value, 'claims_invalid']);
    }
  }
}, 60_000);

describe('addresses that lead elsewhere:', () => {
  test.each(badTargets)('a target with %s', async (_name, make) => {
    const target = make(tool.launch);
    const { answer } = await logIn(tool, platform.url, clientId, { target_link_uri: target });
    expect([answer.status, tool.failures.at(-1)?.code]).toEqual([400, 'target_not_ours']);
    expect(await launch((claims) => ({ ...claims, [`${claim}target_link_uri`]: target }))).toBe('target_not_ours');
  });

  test('a target of ours with a query changes nothing about where the answer goes', async () => {
    const { answer } = await logIn(tool, platform.url, clientId, {
      target_link_uri: `${tool.launch}?redirect_uri=https://evil.example/&state=x`,
    });
    const query = new URL(answer.location ?? '').searchParams;
    expect(query.getAll('redirect_uri')).toEqual([tool.launch]);
    expect(query.get('state')).toMatch(/^[0-9a-f]{50}$/);
    expect(new URL(answer.location ?? '').origin).toBe(platform.url);
  });

  test.each(foreignReturns)('a way back to %s is left out, and refused for deep linking', async (_name, make) => {
    const address = make(platform.url);
    expect(await launch((claims) => ({ ...claims, [`${claim}launch_presentation`]: { return_url: address } }))).toBe(
      'let in',
    );
    expect(last()).not.toHaveProperty('returnUrl');
    const settings = { deep_link_return_url: address, accept_types: ['ltiResourceLink'] };
    const picking = { [`${claim}message_type`]: 'LtiDeepLinkingRequest', [dl]: settings };
    expect(await launch((claims) => ({ ...claims, ...picking }))).toBe('return_url_foreign');
  });

  test('a way back with a line break carries none', async () => {
    const address = `${platform.url}/back\r\nSet-Cookie: a=b`;
    expect(await launch((claims) => ({ ...claims, [`${claim}launch_presentation`]: { return_url: address } }))).toBe(
      'let in',
    );
    expect(last().returnUrl).not.toMatch(/[\r\n"<>]/);
  });

  test('a hint with anything in it stays one value of the platform’s address', async () => {
    const hint = '7&redirect_uri=https://evil.example/#"><script>';
    const { answer } = await logIn(tool, platform.url, clientId, { login_hint: hint, lti_message_hint: hint });
    const url = new URL(answer.location ?? '');
    expect([url.searchParams.get('login_hint'), url.searchParams.get('redirect_uri'), url.hash]).toEqual([
      hint,
      tool.launch,
      '',
    ]);
  });
});

describe('keys that are', () => {
  const endless = (every: number, size: number) => (_request: unknown, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '.repeat(size)), every);
    response.on('close', () => clearInterval(timer));
  };
  const answers: readonly (readonly [string, Parameters<TinyPlatform['route']>[1]])[] = [
    ['50 MB long', json({ keys: [], more: 'x'.repeat(50_000_000) })],
    ['nested without end', json('['.repeat(100_000))],
    ['a page', json('<html>')],
    ['on another site', json('', 302, { location: 'https://evil.example/keys' })],
    ['zipped', json(gzipSync(JSON.stringify({ keys: [] })).toString('latin1'), 200, { 'content-encoding': 'gzip' })],
    ['ten thousand', json({ keys: Array.from({ length: 10_000 }, () => ({})) })],
    ['null', json('null')],
    ['an error', json('', 500)],
    ['flooding', endless(0, 60_000)],
    ['dripping', endless(50, 1)],
    ['never coming', () => undefined],
  ];
  test.each(answers)(
    '%s make a page that names the setting',
    async (_name, answer) => {
      // An hour and more: the keys known by now are forgotten.
      shift += 25 * 3600 * 1000;
      platform.route('/keys', answer);
      const login = await begin();
      const times = { iat: Math.floor((Date.now() + shift) / 1000), exp: Math.floor((Date.now() + shift) / 1000) + 60 };
      const token = await platform.sign({ ...platform.claims(tool.url, login.nonce), ...times });
      const answered = await post(token, login);
      expect(answered.status).toBe(401);
      expect(tool.failures.at(-1)).toMatchObject({ code: 'keys_unreachable', setting: 'private_hosts' });
      platform.restoreKeys();
    },
    20_000,
  );

  test('of another kind, too short or broken are passed over', async () => {
    shift += 25 * 3600 * 1000;
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    const right = { ...platform.publicKey.export({ format: 'jwk' }), kid };
    const keys = [{ kty: 'EC', kid }, { kty: 'RSA', kid, n: '!', e: 'AQAB' }, { ...short, kid: 'short' }, 7, right];
    platform.route('/keys', json({ keys: keys.filter((key) => typeof key === 'object') }));
    const times = { iat: Math.floor((Date.now() + shift) / 1000), exp: Math.floor((Date.now() + shift) / 1000) + 60 };
    expect(await launch((claims) => ({ ...claims, ...times }))).toBe('let in');
    shift += 6000;
    expect(await launch((claims) => ({ ...claims, ...times }), { kid: 'short' })).toBe('key_unknown');
    platform.restoreKeys();
    shift = 0;
  });
});

test('whatever a form holds, in any character, the answer is a page or a redirect of ours', async () => {
  const name = fc.oneof(
    fc.constantFrom(
      'iss',
      'client_id',
      'login_hint',
      'target_link_uri',
      'lti_message_hint',
      'id_token',
      'state',
      'error',
    ),
    fc.constantFrom('__proto__', 'constructor', 'iss[$ne]', 'iss[]', 'toString', 'ltik', ''),
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(platform.url, clientId, tool.launch, '7', '{"$ne":""}', 'a'.repeat(50), 'a.b.c', '\0', '%', '%ff'),
  );
  const forms = fc.array(fc.tuple(name, value), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('login', 'launch', 'register', 'keys'),
      forms,
      fc.boolean(),
      async (path, fields, get) => {
        const method = get ? ('GET' as const) : ('POST' as const);
        const answer = await visit(`${tool.url}/lti/${path}`, { method, fields });
        expect(answer.status).toBeLessThan(500);
        if (answer.location !== undefined) expect(new URL(answer.location).origin).toBe(platform.url);
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      },
    ),
    { numRuns: 150 },
  );
});

test('whatever a platform signs, it is let in or refused', async () => {
  const names = fc.constantFrom(...claimPaths);
  const changes = fc.array(fc.tuple(names, fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' })), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(changes, async (list) => {
      await launch((claims) => list.reduce((changed, [path, value]) => replaced(changed, path, value), claims));
    }),
    { numRuns: 120 },
  );
});
