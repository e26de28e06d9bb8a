import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { useStore } from '../support/store.js';
import { logIn, visit, type LoggedIn } from './support/browser.js';
import { clientId, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { startTool, type TestTool } from './support/tool.js';

/** Tandem's clock stands still and is moved by hand; ltijs reads the machine's, which must not matter. */
const store = useStore();
const machine = Math.floor(Date.now() / 1000);
let now = machine;
let platform: TinyPlatform;
let tool: TestTool;

beforeAll(async () => {
  platform = await startTinyPlatform();
  tool = await startTool(store.connection(), { clock: () => new Date(now * 1000) });
  await tool.gateway.platforms.register(platform.registration());
});

afterAll(async () => {
  await tool.close();
  await platform.close();
});

beforeEach(() => {
  now = machine;
});

const begin = () => logIn(tool, platform.url, clientId);

async function tokenAfter(login: LoggedIn, times: Record<string, number>, key = platform.privateKey): Promise<string> {
  return platform.sign({ ...platform.claims(tool.url, login.nonce), ...times }, {}, key);
}

async function post(login: LoggedIn, token: string): Promise<string> {
  const answer = await visit(tool.launch, { fields: { id_token: token, state: login.state } });
  return answer.status === 303 ? 'let in' : (tool.failures.at(-1)?.code ?? '');
}

/** A token of Moodle's, good for 60 s from the login on, that arrives so many seconds after it. */
async function arriving(later: number): Promise<string> {
  const login = await begin();
  const token = await tokenAfter(login, { iat: now, exp: now + 60 });
  now += later;
  return post(login, token);
}

describe.each([
  ['as the machine has it', 0],
  ['100 seconds behind the machine', -100],
  ['100 seconds ahead of the machine', 100],
])('with a clock %s', (_name, shift) => {
  beforeEach(() => {
    now = machine + shift;
  });

  test.each([
    [59, 'let in'],
    [89, 'let in'],
    [90, 'let in'],
    [91, 'token_expired'],
  ])('a token that runs out after 60 seconds and comes after %i: %s', async (later, outcome) => {
    expect(await arriving(later)).toBe(outcome);
  });

  test.each([
    [29, 'let in'],
    [30, 'let in'],
    [31, 'token_from_future'],
  ])('a token made %i seconds ahead of us: %s', async (ahead, outcome) => {
    const login = await begin();
    expect(await post(login, await tokenAfter(login, { iat: now + ahead, exp: now + ahead + 60 }))).toBe(outcome);
  });

  test.each([
    [29, 'let in'],
    [31, 'token_from_future'],
  ])('a token not to be used before %i seconds from now: %s', async (ahead, outcome) => {
    const login = await begin();
    expect(await post(login, await tokenAfter(login, { iat: now, nbf: now + ahead, exp: now + 60 }))).toBe(outcome);
  });

  test.each([
    [30, 'let in'],
    [31, 'token_before_login'],
  ])('a token made %i seconds before its login: %s', async (before, outcome) => {
    const login = await begin();
    expect(await post(login, await tokenAfter(login, { iat: now - before, exp: now + 60 }))).toBe(outcome);
  });

  test('a forged token is no better for having run out within the tolerance', async () => {
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const login = await begin();
    const token = await tokenAfter(login, { iat: now, exp: now + 60 }, stranger.privateKey);
    now += 80;
    expect(await post(login, token)).toBe('signature_invalid');
  });

  test('a launch is single-use up to the last second of its token, and after it', async () => {
    const login = await begin();
    const token = await tokenAfter(login, { iat: now, exp: now + 60 });
    expect(await post(login, token)).toBe('let in');
    for (const later of [1, 88, 1, 510, 3600]) {
      now += later;
      expect(await post(login, token)).toBe('launch_repeated');
    }
    await store.connection().collection('lti_handshakes').deleteMany({});
    expect(await post(login, token)).toBe('state_unknown');
  });

  test('a login is answered within ten minutes or not at all', async () => {
    const login = await begin();
    now += 601;
    const token = await tokenAfter(login, { iat: now, exp: now + 60 });
    expect(await post(login, token)).toBe('launch_expired');
  });
});

test('a launch for several tools is let in where it names us, first or last', async () => {
  for (const audiences of [[clientId, 'client-9'], ['client-8', 'client-9', clientId], [clientId]]) {
    const login = await begin();
    const times = { iat: now, exp: now + 60 };
    const claims = { ...platform.claims(tool.url, login.nonce), ...times, aud: audiences, azp: clientId };
    expect(await post(login, await platform.sign(claims))).toBe('let in');
  }
  expect(tool.launches.at(-1)?.person.externalId).toBe('7');
});

test('no error of ours came up', () => {
  expect(tool.errors).toEqual([]);
});
