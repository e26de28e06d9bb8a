import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { JWTHeaderParameters } from 'jose';
import { logIn } from './support/browser.js';
import { useHostileWorld } from './support/hostile.js';
import { badTargets, foreignReturns, unicodeTricks } from './support/hostile-claims.js';
import { clientId, json, kid } from './support/tiny-platform.js';

const world = useHostileWorld();
const claim = 'https://purl.imsglobal.org/spec/lti/claim/';
const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings';
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('tricks with characters:', () => {
  test.each(unicodeTricks)('%s: %s', async (_name, code, change) => {
    expect(await world.launch(change)).toBe(code);
  });

  test('a name with control characters is a name, and nothing else', async () => {
    expect(await world.launch((claims) => ({ ...claims, name: 'Ana\r\nSet-Cookie: a=b\u202e' }))).toBe('let in');
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
    const login = await world.begin();
    const text = [{ alg: 'RS256', kid, ...header }, world.platform.claims(world.tool.url, login.nonce)]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = createHmac('sha256', 'x').update(text).digest('base64url');
    expect((await world.post(`${text}.${signature}`, login)).status).toBe(401);
    expect(world.tool.failures.at(-1)?.code).toBe(code);
  });

  test.each(['jku', 'x5u'])('an address of keys (%s) is never asked', async (name) => {
    world.other.forget();
    const login = await world.begin();
    const claims = world.platform.claims(world.tool.url, login.nonce);
    const token = await world.platform.sign(claims, { [name]: `${world.other.url}/keys` }, stranger.privateKey);
    expect((await world.post(token, login)).status).toBe(401);
    expect(world.tool.failures.at(-1)?.code).toBe('signature_invalid');
    expect(world.other.received('/keys')).toEqual([]);
  });

  test.each(['RS384', 'RS512', 'PS256', 'ES256', 'HS256', 'none', 'rs256', ''])('the algorithm "%s"', async (alg) => {
    const login = await world.begin();
    const text = [{ alg, kid }, world.platform.claims(world.tool.url, login.nonce)]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    expect((await world.post(`${text}.eHg`, login)).status).toBe(401);
    expect(world.tool.failures.at(-1)?.code).toBe('token_header_refused');
  });
});

describe('swapped tenants:', () => {
  test('a token of one client answers no login of another client of the same Moodle', async () => {
    const [mine, theirs] = [await world.begin(), await world.begin('client-2')];
    const claims = {
      ...world.platform.claims(world.tool.url, theirs.nonce),
      aud: 'client-2',
      [`${claim}deployment_id`]: '2',
    };
    expect((await world.post(await world.platform.sign(claims), mine)).status).toBe(403);
    expect(world.tool.failures.at(-1)?.code).toBe('other_platform');
  });

  test('the deployment of another client of the same Moodle is unknown', async () => {
    expect(await world.launch((claims) => ({ ...claims, [`${claim}deployment_id`]: '2' }))).toBe('deployment_unknown');
  });

  test('a token for two of our clients goes to the one it names, and to its login only', async () => {
    const both = { aud: ['client-2', clientId] };
    expect(await world.launch((claims) => ({ ...claims, ...both, azp: clientId }))).toBe('let in');
    expect(await world.launch((claims) => ({ ...claims, ...both, azp: 'client-2' }))).toBe('deployment_unknown');
    const second = { ...both, azp: 'client-2', [`${claim}deployment_id`]: '2' };
    expect(await world.launch((claims) => ({ ...claims, ...second }))).toBe('other_platform');
  });

  test('the key of one platform signs nothing for another', async () => {
    world.other.route(
      '/keys',
      json({ keys: [{ ...stranger.publicKey.export({ format: 'jwk' }), kid: 'theirs', alg: 'RS256' }] }),
    );
    const theirs = await logIn(world.tool, world.other.url, clientId);
    const valid = await world.other.sign(
      world.other.claims(world.tool.url, theirs.nonce),
      { kid: 'theirs' },
      stranger.privateKey,
    );
    expect((await world.post(valid, theirs)).status).toBe(303);
    const login = await world.begin();
    const forged = await world.platform.sign(
      world.platform.claims(world.tool.url, login.nonce),
      { kid: 'theirs' },
      stranger.privateKey,
    );
    expect((await world.post(forged, login)).status).toBe(401);
    expect(world.tool.failures.at(-1)?.code).toBe('key_unknown');
  });

  test('services on another platform’s site are left out', async () => {
    const services = {
      'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': {
        context_memberships_url: `${world.other.url}/2`,
      },
      'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': {
        scope: [],
        lineitems: `${world.other.url}/2`,
        lineitem: `${world.other.url}/4`,
      },
    };
    expect(await world.launch((claims) => ({ ...claims, ...services }))).toBe('let in');
    expect(Object.keys(world.last().service)).not.toEqual(expect.arrayContaining(['membershipsUrl']));
    expect(JSON.stringify(world.last().service)).not.toContain(world.other.url);
  });
});

test('of twenty tokens at once for one login, one is let in', async () => {
  const login = await world.begin();
  const before = world.tool.launches.length;
  const tokens = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      world.platform.sign({ ...world.platform.claims(world.tool.url, login.nonce), sub: `${index}` }),
    ),
  );
  const answers = await Promise.all(tokens.map((token) => world.post(token, login)));
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  expect(world.tool.launches).toHaveLength(before + 1);
});

describe('sizes:', () => {
  test('a signed claim nested 15,000 deep is judged, not an error', async () => {
    const login = await world.begin();
    const claims = JSON.stringify(world.platform.claims(world.tool.url, login.nonce));
    const nested = claims.replace(/\}$/, `,"deep":${'['.repeat(15_000)}${']'.repeat(15_000)}}`);
    const parts = [JSON.stringify({ alg: 'RS256', kid }), nested];
    const text = parts.map((part) => Buffer.from(part).toString('base64url')).join('.');
    const signature = sign('RSA-SHA256', Buffer.from(text), world.platform.privateKey).toString('base64url');
    expect([303, 401]).toContain((await world.post(`${text}.${signature}`, login)).status);
  });

  test('five thousand custom values, and texts of 50 KB', async () => {
    const custom = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, 'v']));
    expect(await world.launch((claims) => ({ ...claims, [`${claim}custom`]: custom }))).toBe('let in');
    expect(await world.launch((claims) => ({ ...claims, name: 'x'.repeat(50_000) }))).toBe('let in');
    expect(world.last().person).not.toHaveProperty('name');
  });

  test('a form that is a bomb of a few bytes is not unpacked', async () => {
    const bomb = gzipSync('state='.padEnd(20_000_000, 'a'));
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(world.tool.launch, {
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

describe('addresses that lead elsewhere:', () => {
  test.each(badTargets)('a target with %s', async (_name, make) => {
    const target = make(world.tool.launch);
    const { answer } = await logIn(world.tool, world.platform.url, clientId, { target_link_uri: target });
    expect([answer.status, world.tool.failures.at(-1)?.code]).toEqual([400, 'target_not_ours']);
    expect(await world.launch((claims) => ({ ...claims, [`${claim}target_link_uri`]: target }))).toBe(
      'target_not_ours',
    );
  });

  test('a target of ours with a query changes nothing about where the answer goes', async () => {
    const { answer } = await logIn(world.tool, world.platform.url, clientId, {
      target_link_uri: `${world.tool.launch}?redirect_uri=https://evil.example/&state=x`,
    });
    const query = new URL(answer.location ?? '').searchParams;
    expect(query.getAll('redirect_uri')).toEqual([world.tool.launch]);
    expect(query.get('state')).toMatch(/^[0-9a-f]{50}$/);
    expect(new URL(answer.location ?? '').origin).toBe(world.platform.url);
  });

  test.each(foreignReturns)('a way back to %s is left out, and refused for deep linking', async (_name, make) => {
    const address = make(world.platform.url);
    expect(
      await world.launch((claims) => ({ ...claims, [`${claim}launch_presentation`]: { return_url: address } })),
    ).toBe('let in');
    expect(world.last()).not.toHaveProperty('returnUrl');
    const settings = { deep_link_return_url: address, accept_types: ['ltiResourceLink'] };
    const picking = { [`${claim}message_type`]: 'LtiDeepLinkingRequest', [dl]: settings };
    expect(await world.launch((claims) => ({ ...claims, ...picking }))).toBe('return_url_foreign');
  });

  test('a way back with a line break carries none', async () => {
    const address = `${world.platform.url}/back\r\nSet-Cookie: a=b`;
    expect(
      await world.launch((claims) => ({ ...claims, [`${claim}launch_presentation`]: { return_url: address } })),
    ).toBe('let in');
    expect(world.last().returnUrl).not.toMatch(/[\r\n"<>]/);
  });

  test('a hint with anything in it stays one value of the platform’s address', async () => {
    const hint = '7&redirect_uri=https://evil.example/#"><script>';
    const { answer } = await logIn(world.tool, world.platform.url, clientId, {
      login_hint: hint,
      lti_message_hint: hint,
    });
    const url = new URL(answer.location ?? '');
    expect([url.searchParams.get('login_hint'), url.searchParams.get('redirect_uri'), url.hash]).toEqual([
      hint,
      world.tool.launch,
      '',
    ]);
  });
});
