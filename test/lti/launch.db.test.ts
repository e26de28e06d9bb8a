import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { useStore } from '../support/store.js';
import { logIn, visit, type LoggedIn } from './support/browser.js';
import { clientId, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { startTool, type TestTool } from './support/tool.js';

const store = useStore();
let platform: TinyPlatform;
let tool: TestTool;

beforeAll(async () => {
  platform = await startTinyPlatform();
  tool = await startTool(store.connection());
  await tool.gateway.platforms.register(platform.registration());
});

afterAll(async () => {
  await tool.close();
  await platform.close();
});

async function launchAfter(login: LoggedIn, changes: Record<string, unknown> = {}, cookie = login.cookie) {
  const token = await platform.sign({ ...platform.claims(tool.url, login.nonce), ...changes });
  return visit(tool.launch, { fields: { id_token: token, state: login.state }, headers: cookie ? { cookie } : {} });
}

const claim = 'https://purl.imsglobal.org/spec/lti/claim/';

test('a login leads to the platform with a fresh state and nonce and a partitioned cookie', async () => {
  const login = await logIn(tool, platform.url, clientId, { lti_message_hint: 'h', lti_deployment_id: '1' });
  const query = new URL(login.answer.location ?? '').searchParams;
  expect(login.answer.status).toBe(302);
  expect(Object.fromEntries(query)).toMatchObject({
    response_type: 'id_token',
    response_mode: 'form_post',
    scope: 'openid',
    prompt: 'none',
    client_id: clientId,
    redirect_uri: tool.launch,
    login_hint: '7',
    lti_message_hint: 'h',
  });
  expect(login.state).toMatch(/^[0-9a-f]{50}$/);
  expect(login.nonce).toHaveLength(43);
  expect(login.answer.cookies).toHaveLength(1);
  expect(login.answer.cookies[0]).toMatch(
    /^lti_\w+=[\w-]{43}; .*Path=\/lti; Secure; HttpOnly; SameSite=None; Partitioned$/,
  );
});

test('a launch arrives in our words, and its browser is sent where the handler says', async () => {
  const answer = await launchAfter(await logIn(tool, platform.url, clientId));
  expect([answer.status, answer.location]).toEqual([303, '/entered']);
  expect(answer.headers.get('referrer-policy')).toBeNull();
  expect(tool.launches.at(-1)).toMatchObject({
    message: 'activity',
    platformOrigin: platform.url,
    person: { externalId: '7', name: 'Ana Álvarez', timeZone: 'Europe/Madrid', groupIds: ['1', '2'] },
    role: 'learner',
    course: { externalId: '2', title: 'Mentoring 101', label: 'M101', copiedFrom: [] },
    activity: { externalId: '5', title: 'Check-in', custom: { kind: 'checkin' } },
    locale: 'pt-BR',
    placement: 'iframe',
    boundToBrowser: true,
  });
});

test('a launch without the cookie is let through, and says so', async () => {
  const answer = await launchAfter(await logIn(tool, platform.url, clientId), {}, '');
  expect(answer.status).toBe(303);
  expect(tool.launches.at(-1)?.boundToBrowser).toBe(false);
});

test('a launch with the cookie of another browser is refused', async () => {
  const mine = await logIn(tool, platform.url, clientId);
  const name = mine.cookie.split('=')[0] ?? '';
  const answer = await launchAfter(mine, {}, `${name}=${'x'.repeat(43)}`);
  expect([answer.status, tool.failures.at(-1)?.code]).toEqual([403, 'other_browser']);
});

test('the end of a handshake clears its cookie', async () => {
  const answer = await launchAfter(await logIn(tool, platform.url, clientId));
  expect(answer.cookies).toEqual([expect.stringMatching(/^lti_\w+=; Max-Age=0; Path=\/lti; .*Partitioned$/)]);
});

test('keys are fetched once for many launches', async () => {
  for (let count = 0; count < 3; count += 1) await launchAfter(await logIn(tool, platform.url, clientId));
  expect(platform.received('/keys')).toHaveLength(1);
});

test('a submission review, which ltijs does not know, is let through with whom it is about', async () => {
  const answer = await launchAfter(await logIn(tool, platform.url, clientId), {
    [`${claim}message_type`]: 'LtiSubmissionReviewRequest',
    [`${claim}for_user`]: { user_id: '9' },
  });
  expect(answer.status).toBe(303);
  expect(tool.launches.at(-1)).toMatchObject({ message: 'submission-review', forPersonExternalId: '9' });
});

test('a submission review with a forged signature is refused', async () => {
  const login = await logIn(tool, platform.url, clientId);
  const claims = {
    ...platform.claims(tool.url, login.nonce),
    [`${claim}message_type`]: 'LtiSubmissionReviewRequest',
    [`${claim}for_user`]: { user_id: '9' },
  };
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const token = await platform.sign(claims, {}, stranger.privateKey);
  const answer = await visit(tool.launch, { fields: { id_token: token, state: login.state } });
  expect([answer.status, tool.failures.at(-1)?.code]).toEqual([401, 'signature_invalid']);
});

test('a deep-linking request carries where its answer goes', async () => {
  const answer = await launchAfter(await logIn(tool, platform.url, clientId), {
    [`${claim}message_type`]: 'LtiDeepLinkingRequest',
    [`${claim}resource_link`]: undefined,
    [`${claim}launch_presentation`]: { locale: 'en' },
    'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings': {
      accept_types: ['ltiResourceLink'],
      accept_multiple: true,
      deep_link_return_url: `${platform.url}/mod/lti/contentitem_return.php?course=2`,
      data: 'opaque',
    },
  });
  expect(answer.status).toBe(303);
  expect(tool.launches.at(-1)).toMatchObject({
    message: 'deep-linking',
    placement: 'iframe',
    activity: { externalId: '' },
    deepLinking: {
      acceptsMultiple: true,
      data: 'opaque',
      returnUrl: `${platform.url}/mod/lti/contentitem_return.php?course=2`,
    },
  });
});

test('our public keys are served, without a private part', async () => {
  const answer = await visit(tool.keys, { method: 'GET' });
  const [key, ...others] = (JSON.parse(answer.text) as { keys: Record<string, unknown>[] }).keys;
  expect(others).toEqual([]);
  expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' });
  expect(key).not.toHaveProperty('d');
});

test('no error of ours came up', () => {
  expect(tool.errors).toEqual([]);
});
