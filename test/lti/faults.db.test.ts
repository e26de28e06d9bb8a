import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ServiceRef } from '../../src/lti/gateway.js';
import { createVault } from '../../src/shared/vault.js';
import { useStore } from '../support/store.js';
import { logIn, visit } from './support/browser.js';
import { crashes, faults, type Fault, type Target } from './support/faults.js';
import { makesKeysAside } from './support/key-making.js';
import { serviceFaults } from './support/service-faults.js';
import { startBare, type BareLtijs } from './support/start-bare.js';
import { clientId, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { encryptionKey, startTool, type TestTool } from './support/tool.js';

const store = useStore();
const bareStore = useStore();
const handlersBefore = process.listenerCount('SIGINT');
const scopes = [
  'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
  'https://purl.imsglobal.org/spec/lti-ags/scope/score',
];
const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings';

let platform: TinyPlatform;
let stranger: TinyPlatform;
let tool: TestTool;
let platformId: string;
let bare: BareLtijs;

beforeAll(async () => {
  platform = await startTinyPlatform();
  stranger = await startTinyPlatform();
  tool = await startTool(store.connection());
  platformId = (await tool.gateway.platforms.register(platform.registration())).platformId;
  bare = await startBare(bareStore.uri(), platform.url);
}, 60_000);

afterAll(async () => {
  await bare.stop();
  await tool.close();
  await stranger.close();
  await platform.close();
});

const addresses = (url: string) => ({
  platform,
  stranger,
  url,
  login: `${url}/lti/login`,
  launch: `${url}/lti/launch`,
  register: `${url}/lti/register`,
});

function bareTarget(from: BareLtijs): Target {
  const result = async (name: string, query: Record<string, string> = {}) => (await from.probe(name, query)).result;
  return {
    ...addresses(from.url),
    isAlive: async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return from.exitCode() === null;
    },
    members: (url) => from.probe('members', { url }),
    submitScore: (url, timestamp) => from.probe('score', { url, timestamp }),
    wayBackTo: async (url) => String(await result('form', { url })),
    believesTamperedKey: async () => String(await result('tampered')).includes('secret of ours'),
    makesKeysAside: async () => (await result('register')) === true,
    unapprovedClient: () => Promise.resolve(clientId),
    registrationLink: () => Promise.resolve(`${from.url}/lti/register`),
    forgetShortLived: async () => {
      await result('forget');
    },
    interruptHandlers: async () => Number(await result('listeners')),
  };
}

function ownTarget(): Target {
  const ref = (urls: Partial<ServiceRef>): ServiceRef => ({
    platformId,
    deploymentId: '1',
    contextId: '2',
    resourceLinkId: '5',
    scopes,
    ...urls,
  });
  return {
    ...addresses(tool.url),
    isAlive: () => Promise.resolve(tool.errors.length === 0),
    members: (membershipsUrl) => tool.gateway.roster(ref({ membershipsUrl }), { throughActivity: true }),
    submitScore: (url, timestamp) =>
      tool.gateway.submitScore(ref({}), url, { personExternalId: '7', given: 1, maximum: 1 }, new Date(timestamp)),
    wayBackTo: async (url) => {
      const settings = { deep_link_return_url: url, accept_types: ['ltiResourceLink'] };
      await launchWith({
        'https://purl.imsglobal.org/spec/lti/claim/message_type': 'LtiDeepLinkingRequest',
        [dl]: settings,
      });
      return tool.launches.at(-1)?.deepLinking?.returnUrl ?? '';
    },
    believesTamperedKey: () => Promise.resolve(believesTamperedKey()),
    makesKeysAside: () =>
      makesKeysAside(() => tool.gateway.platforms.register({ ...platform.registration(), clientId: 'another' })),
    unapprovedClient: async () => {
      const unapproved = { ...platform.registration(), clientId: 'client-2', active: false };
      return (await tool.gateway.platforms.register(unapproved)).clientId;
    },
    registrationLink: async () => (await tool.gateway.registrationLinks.create({ approved: true, hours: 1 })).url,
    forgetShortLived: async () => {
      await store.connection().collection('lti_handshakes').deleteMany({});
    },
    interruptHandlers: () => Promise.resolve(process.listenerCount('SIGINT') - handlersBefore),
  };
}

async function launchWith(changes: Record<string, unknown>): Promise<void> {
  const login = await logIn(tool, platform.url, clientId);
  const token = await platform.sign({ ...platform.claims(tool.url, login.nonce), ...changes });
  await visit(tool.launch, { fields: { id_token: token, state: login.state } });
}

function believesTamperedKey(): boolean {
  const vault = createVault([encryptionKey]);
  const sealed = vault.seal('secret of ours', 'kid');
  const parts = sealed.split('.');
  const data = Buffer.from(parts[3] ?? '', 'base64url');
  data[0] = (data[0] ?? 0) ^ 1;
  parts[3] = data.toString('base64url');
  try {
    vault.open(parts.join('.'), 'kid');
    return true;
  } catch {
    return false;
  }
}

const named = (list: readonly Fault[]) => list.map((fault) => [fault.name, fault] as const);

describe('what ends a process of bare ltijs', () => {
  test.each(named(crashes))('%s: bare ltijs falls, the gateway answers', async (_name, fault) => {
    const victim = await startBare(bareStore.uri());
    try {
      expect(await fault.stands(bareTarget(victim))).toBe(false);
    } finally {
      await victim.stop();
    }
    expect(await fault.stands(ownTarget())).toBe(true);
  });
});

describe('what bare ltijs lets happen', () => {
  test.each(named([...faults, ...serviceFaults]))(
    '%s: bare ltijs lets it, the gateway does not',
    async (_name, fault) => {
      const [bareStands, ownStands] = [await fault.stands(bareTarget(bare)), await fault.stands(ownTarget())];
      expect({ bareStands, ownStands }).toEqual({ bareStands: false, ownStands: true });
    },
  );

  test('no error of ours came up on the way', () => {
    expect(tool.errors).toEqual([]);
  });
});
