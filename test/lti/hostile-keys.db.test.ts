import { generateKeyPairSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { useHostileWorld } from './support/hostile.js';
import { json, kid, type TinyPlatform } from './support/tiny-platform.js';

const world = useHostileWorld();

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
      world.shift += 25 * 3600 * 1000;
      world.platform.route('/keys', answer);
      const login = await world.begin();
      const times = {
        iat: Math.floor((Date.now() + world.shift) / 1000),
        exp: Math.floor((Date.now() + world.shift) / 1000) + 60,
      };
      const token = await world.platform.sign({ ...world.platform.claims(world.tool.url, login.nonce), ...times });
      const answered = await world.post(token, login);
      expect(answered.status).toBe(401);
      expect(world.tool.failures.at(-1)).toMatchObject({ code: 'keys_unreachable', setting: 'private_hosts' });
      world.platform.restoreKeys();
    },
    20_000,
  );

  test('of another kind, too short or broken are passed over', async () => {
    world.shift += 25 * 3600 * 1000;
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    const right = { ...world.platform.publicKey.export({ format: 'jwk' }), kid };
    const keys = [{ kty: 'EC', kid }, { kty: 'RSA', kid, n: '!', e: 'AQAB' }, { ...short, kid: 'short' }, 7, right];
    world.platform.route('/keys', json({ keys: keys.filter((key) => typeof key === 'object') }));
    const times = {
      iat: Math.floor((Date.now() + world.shift) / 1000),
      exp: Math.floor((Date.now() + world.shift) / 1000) + 60,
    };
    expect(await world.launch((claims) => ({ ...claims, ...times }))).toBe('let in');
    world.shift += 6000;
    expect(await world.launch((claims) => ({ ...claims, ...times }), { kid: 'short' })).toBe('key_unknown');
    world.platform.restoreKeys();
    world.shift = 0;
  });
});
