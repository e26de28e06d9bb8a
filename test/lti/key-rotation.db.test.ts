import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeProtectedHeader, jwtVerify, type JWK } from 'jose';
import { day, hour, minute, systemClock } from '../../src/shared/clock.js';
import type { Platform } from '../../src/lti/gateway.js';
import { createKeyRotation } from '../../src/lti/key-rotation.js';
import { ltiModels } from '../../src/lti/lti.models.js';
import { createToolKeys } from '../../src/lti/tool-keys.js';
import { createVault } from '../../src/shared/vault.js';
import { useStore } from '../support/store.js';
import { serviceRef } from './support/services.js';
import { json, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { encryptionKey, startTool, type TestTool } from './support/tool.js';

const store = useStore();
let moodle: TinyPlatform;
let tool: TestTool;
let platform: Platform;
let now = Date.parse('2030-01-07T09:00:00Z');

beforeAll(async () => {
  moodle = await startTinyPlatform();
  tool = await startTool(store.connection(), { clock: () => new Date(now) });
  platform = await tool.gateway.platforms.register(moodle.registration());
  moodle.route('/2/memberships', json({ members: [] }));
  // A token for every call, so that every call is signed.
  moodle.route('/token', json({ access_token: 'token', token_type: 'Bearer', expires_in: 1 }));
});
beforeEach(() => moodle.forget());
afterAll(async () => {
  await tool.close();
  await moodle.close();
});

type PublicKey = JWK & { kid: string };
const keySet = async () => ((await (await fetch(tool.keys)).json()) as { keys: PublicKey[] }).keys;

/** A service call; yields the name of the key that signed for it, once that key is found in the key set and fits. */
async function callSignedBy(): Promise<string> {
  moodle.forget();
  expect(await tool.gateway.roster(serviceRef(moodle.url, platform.platformId))).toEqual({
    ok: true,
    value: { members: [], whole: true },
  });
  const assertion = new URLSearchParams(moodle.received('/token')[0]?.body).get('client_assertion') ?? '';
  const { kid } = decodeProtectedHeader(assertion);
  const key = (await keySet()).find((candidate) => candidate.kid === kid);
  await jwtVerify(assertion, key as never, { currentDate: new Date(now) });
  return kid ?? '';
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (problem: unknown) => (problem as { code: string }).code,
  );

describe('a new key pair for a platform', () => {
  let first = '';
  let fresh = '';

  test('is public at once and signs an hour later', async () => {
    first = await callSignedBy();
    const { signsFrom } = await tool.gateway.keys.rotate(platform.platformId);
    expect(signsFrom.getTime()).toBe(now + hour);
    const kids = (await keySet()).map(({ kid }) => kid);
    expect(kids).toHaveLength(2);
    fresh = kids.find((kid) => kid !== first) ?? '';
    expect(await callSignedBy()).toBe(first);
    expect((await tool.gateway.platforms.get(platform.platformId))?.nextKeyFrom).toEqual(signsFrom);
  });

  test('is made once: a second one has to wait, also of two at the same time', async () => {
    expect(await codeOf(tool.gateway.keys.rotate(platform.platformId))).toBe('key_rotation_running');
    now += hour;
    const both = [1, 2].map(() => codeOf(tool.gateway.keys.rotate(platform.platformId)));
    expect((await Promise.all(both)).sort()).toEqual(['done', 'key_rotation_running']);
    expect(await keySet()).toHaveLength(3);
  });

  test('signs from its hour on, beside the former one’s public half, which goes a day later', async () => {
    expect(await callSignedBy()).toBe(fresh);
    now += day - minute;
    expect((await keySet()).map(({ kid }) => kid)).toContain(first);
    now += 2 * minute;
    expect((await keySet()).map(({ kid }) => kid)).not.toContain(first);
    const newest = await callSignedBy();
    expect([first, fresh]).not.toContain(newest);
    now += 2 * hour;
    expect(await keySet()).toEqual([expect.objectContaining({ kid: newest })]);
  });

  test('of a platform that is not there is not found', async () => {
    expect(await codeOf(tool.gateway.keys.rotate('nobody'))).toBe('not_found');
  });
});

describe('a new encryption key', () => {
  const next = Buffer.alloc(32, 8).toString('base64');
  const keysWith = (...encryptionKeys: string[]) => {
    const models = ltiModels(store.connection());
    const vault = createVault(encryptionKeys);
    const toolKeys = createToolKeys(models, vault, systemClock);
    const clock = () => new Date(now);
    return { toolKeys, rotation: createKeyRotation({ models, toolKeys, vault, clock, forget: () => undefined }) };
  };

  test('opens nothing by itself: the console sees which platforms lost their keys', async () => {
    expect(await keysWith(next).rotation.state()).toEqual({ current: 0, older: 0, lost: [platform.platformId] });
  });

  test('in front of the old one, it seals everything anew; then the old one may go', async () => {
    const { rotation } = keysWith(next, encryptionKey);
    expect(await rotation.state()).toEqual({ current: 0, older: 1, lost: [] });
    expect(await rotation.reseal()).toEqual({ current: 1, older: 0, lost: [] });
    expect(await rotation.reseal()).toEqual({ current: 1, older: 0, lost: [] });
    const alone = keysWith(next);
    const signed = await alone.toolKeys.sign((await keySet())[0]?.kid ?? '', { sub: 'us' }, 60);
    expect((await jwtVerify(signed, (await keySet())[0] as never)).payload.sub).toBe('us');
    expect(await keysWith(encryptionKey).rotation.state()).toMatchObject({ lost: [platform.platformId] });
  });

  test('that was lost with all it sealed is survived: the platform gets a pair that signs at once', async () => {
    const stranger = keysWith(Buffer.alloc(32, 9).toString('base64'));
    const { signsFrom } = await stranger.rotation.rotate(platform.platformId);
    expect(signsFrom.getTime()).toBe(now);
    expect(await stranger.rotation.state()).toEqual({ current: 1, older: 0, lost: [] });
    expect(await keySet()).toHaveLength(1);
  });
});
