import { expect, test } from '@jest/globals';
import { callableUrl, isPrivateAddress } from '../../src/lti/addresses.rules.js';
import { createOutgoing } from '../../src/lti/outgoing.js';
import { createVault } from '../../src/shared/vault.js';
import { json, startTinyPlatform } from './support/tiny-platform.js';

const production = { development: false, allowedPrivateHosts: ['moodle.inside', 'fd00::7'] };

test.each([
  ['https://moodle.example/a', 'callable'],
  ['http://moodle.example/a', 'not_https'],
  ['ftp://moodle.example/a', 'not_https'],
  ['file:///etc/passwd', 'not_https'],
  ['https://user:pass@moodle.example/', 'not_a_url'],
  ['not an address', 'not_a_url'],
  ['https://127.0.0.1/', 'private'],
  ['https://2130706433/', 'private'],
  ['https://0x7f.1/', 'private'],
  ['https://[::1]/', 'private'],
  ['https://[::ffff:10.0.0.1]/', 'private'],
  ['https://169.254.169.254/latest/meta-data', 'private'],
  ['https://10.1.2.3/', 'private'],
  ['https://192.168.0.1/', 'private'],
  ['https://0177.0.0.1/', 'private'],
  ['https://①②⑦.0.0.1/', 'private'],
  ['https://[::ffff:7f00:1]/', 'private'],
  ['https://[::7f00:1]/', 'private'],
  ['https://[fd00::7]/', 'callable'],
  ['https://[fd00::8]/', 'private'],
  ['https://MOODLE.inside:8443/', 'callable'],
  [`https://moodle.example/${'a'.repeat(2048)}`, 'not_a_url'],
])('in production %s is %s', (address, verdict) => {
  const url = callableUrl(address, production);
  expect(typeof url === 'string' ? url : 'callable').toBe(verdict);
});

test.each([
  ...[
    '172.16.0.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '192.0.2.1',
    '198.51.100.7',
    '203.0.113.9',
    '255.255.255.255',
  ],
  ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'fd00::1', 'ff02::1', '100::1', '2001:db8::1', '3fff::1'],
  // The same loopback, written into IPv6: mapped, compatible, translated, NAT64, Teredo, 6to4.
  ...['::ffff:127.0.0.1', '::127.0.0.1', '::ffff:0:7f00:1', '64:ff9b::7f00:1', '64:ff9b:1::7f00:1', '2001::7f00:1'],
  ...['2002:7f00:1::', '0:0:0:0:0:ffff:7f00:0001', 'nonsense', ''],
])('%s is private', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each(['8.8.8.8', '172.32.0.1', '198.52.0.1', '2606:4700::1111', '2001:4860:4860::8888', '2a00:1450::1'])(
  '%s is public',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  },
);

test('a name that leads to a private address is refused when it is called', async () => {
  const outgoing = createOutgoing({ development: false, allowedPrivateHosts: [] });
  const answer = await outgoing.send({ method: 'GET', url: 'https://localhost:1/', headers: {} });
  outgoing.close();
  expect(answer).toMatchObject({ ok: false, failure: { code: 'refused', detail: 'address_private' } });
});

test('the same name may be called when the operator says so', async () => {
  const outgoing = createOutgoing({ development: false, allowedPrivateHosts: ['localhost'] });
  const answer = await outgoing.send({ method: 'GET', url: 'https://localhost:1/', headers: {} });
  outgoing.close();
  expect(answer).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
});

test('answers that drip, or never end, are given up', async () => {
  const platform = await startTinyPlatform();
  const outgoing = createOutgoing({ development: true, allowedPrivateHosts: [] });
  platform.route('/large', json('x'.repeat(5000)));
  platform.route('/drip', (_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  });
  const large = await outgoing.send({ method: 'GET', url: `${platform.url}/large`, headers: {}, limit: 4000 });
  const drip = await outgoing.send({ method: 'GET', url: `${platform.url}/drip`, headers: {}, timeout: 200 });
  outgoing.close();
  await platform.close();
  expect(large).toMatchObject({ ok: false, failure: { code: 'unreadable', detail: 'answer_too_large' } });
  expect(drip).toMatchObject({ ok: false, failure: { code: 'timed_out', retryable: true } });
});

test('what the vault sealed opens only unchanged, for its own record, with a key it knows', () => {
  const [old, fresh] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
  const sealed = createVault([old]).seal('a private key', 'kid-1');
  expect(sealed).not.toContain('private');
  expect(createVault([fresh, old]).open(sealed, 'kid-1')).toBe('a private key');
  expect(() => createVault([fresh]).open(sealed, 'kid-1')).toThrow('not configured');
  expect(() => createVault([old]).open(sealed, 'kid-2')).toThrow();
  expect(() => createVault([Buffer.alloc(16).toString('base64')])).toThrow('32 bytes');
});
