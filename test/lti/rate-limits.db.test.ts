import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTally } from '../../src/lti/tally.js';
import { useStore } from '../support/store.js';
import { logIn, visit } from './support/browser.js';
import { clientId, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { startTool, type TestTool } from './support/tool.js';

/** Small limits and a clock moved by hand; that a class of 300 passes the real ones is in many-launches.db.test.ts. */
const store = useStore();
const limits = { failuresPerMinute: 12, launchesPerMinute: 5, requestsPerMinute: 150 };
let now = Math.floor(Date.now() / 1000) * 1000;
let platform: TinyPlatform;
let other: TinyPlatform;
let tool: TestTool;

beforeAll(async () => {
  platform = await startTinyPlatform();
  other = await startTinyPlatform();
  tool = await startTool(store.connection(), { ...limits, clock: () => new Date(now) });
  await tool.gateway.platforms.register(platform.registration());
  await tool.gateway.platforms.register(other.registration());
});

afterAll(async () => {
  await tool.close();
  await other.close();
  await platform.close();
});

beforeEach(() => {
  now += 61_000;
});

async function launch(from: TinyPlatform): Promise<number> {
  const login = await logIn(tool, from.url, clientId);
  const times = { iat: now / 1000, exp: now / 1000 + 60 };
  const token = await from.sign({ ...from.claims(tool.url, login.nonce), ...times });
  return (await visit(tool.launch, { fields: { id_token: token, state: login.state } })).status;
}

async function several(count: number, act: () => Promise<number>): Promise<number[]> {
  const statuses: number[] = [];
  for (let done = 0; done < count; done += 1) statuses.push(await act());
  return statuses;
}

const fail = async () => (await visit(tool.launch, { fields: { state: 'x', id_token: 'y' } })).status;

test('a platform that launches without end has to wait, and no other platform with it', async () => {
  expect(await several(6, () => launch(platform))).toEqual([303, 303, 303, 303, 303, 429]);
  expect(tool.failures.at(-1)?.code).toBe('platform_busy');
  expect(await launch(other)).toBe(303);
  now += 60_000;
  expect(await launch(platform)).toBe(303);
});

test('tokens that nobody signed take nothing from the platform they name', async () => {
  for (let count = 0; count < 8; count += 1) {
    const login = await logIn(tool, platform.url, clientId);
    const times = { iat: now / 1000, exp: now / 1000 + 60 };
    const token = await platform.sign({ ...platform.claims(tool.url, login.nonce), ...times });
    const forged = `${token.slice(0, -8)}AAAAAAAA`;
    expect((await visit(tool.launch, { fields: { id_token: forged, state: login.state } })).status).toBe(401);
  }
  expect(await launch(platform)).toBe(303);
});

test('an address that fails without end has to wait a minute, also with good launches', async () => {
  expect(await several(limits.failuresPerMinute, fail)).not.toContain(429);
  expect(await fail()).toBe(429);
  expect(tool.failures.at(-1)?.code).toBe('too_many_failures');
  expect((await logIn(tool, platform.url, clientId)).answer.status).toBe(429);
  now += 60_000;
  expect(await launch(platform)).toBe(303);
});

test('so many invented keys are counted one by one, the rest together', () => {
  const tally = createTally(() => new Date(now));
  for (let key = 0; key < 50_010; key += 1) tally.count(`key ${key}`);
  expect([tally.of('key 7'), tally.of('key 50009'), tally.count('key 7')]).toEqual([1, 10, 2]);
  now += 60_000;
  expect([tally.of('key 7'), tally.of('key 50009')]).toEqual([0, 0]);
});

test('an address that asks without end has to wait', async () => {
  const statuses = await several(
    limits.requestsPerMinute,
    async () => (await visit(tool.keys, { method: 'GET' })).status,
  );
  expect(statuses.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => 200));
  expect(statuses.at(-1)).toBe(429);
  expect(tool.failures.at(-1)?.code).toBe('too_many_requests');
  expect(tool.errors).toEqual([]);
});
