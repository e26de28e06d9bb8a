import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { second } from '../../src/shared/clock.js';
import type { Platform, Tenant } from '../../src/lti/gateway.js';
import { useStore } from '../support/store.js';
import { logIn, visit } from './support/browser.js';
import { serviceRef } from './support/services.js';
import { json, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { startTool, type TestTool } from './support/tool.js';

const store = useStore();
const toolConfiguration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const deploymentClaim = 'https://purl.imsglobal.org/spec/lti/claim/deployment_id';
let moodle: TinyPlatform;
let tool: TestTool;
let ahead = 0;

beforeAll(async () => {
  moodle = await startTinyPlatform();
  tool = await startTool(store.connection(), { clock: () => new Date(Date.now() + ahead) });
});
beforeEach(() => {
  moodle.forget();
  moodle.route('/configuration', json(announcement()));
});
afterAll(async () => {
  await tool.close();
  await moodle.close();
});

const announcement = (more: Record<string, string> = {}) => ({
  issuer: moodle.url,
  authorization_endpoint: `${moodle.url}/auth`,
  token_endpoint: `${moodle.url}/token`,
  jwks_uri: `${moodle.url}/keys`,
  registration_endpoint: `${moodle.url}/registration`,
  ...more,
});

/** What Moodle does after "Add LTI Advantage": a new client id, or with "Update" the one it had. */
async function register(clientId: string, deploymentId: string, approved = true) {
  moodle.route('/registration', json({ client_id: clientId, [toolConfiguration]: { deployment_id: deploymentId } }));
  const url = new URL((await tool.gateway.registrationLinks.create({ approved, hours: 1 })).url);
  url.searchParams.set('openid_configuration', `${moodle.url}/configuration`);
  url.searchParams.set('registration_token', 'token');
  const answer = await visit(url.href, { method: 'GET' });
  expect(answer.status).toBe(200);
  const known = await tool.gateway.platforms.list();
  return found(known.find((platform) => platform.issuer === moodle.url && platform.clientId === clientId));
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('not there');
  return value;
}

/** A launch of person 7 into course 2: the very same ids, whichever registration it comes by. */
async function launch(clientId: string, deploymentId: string) {
  const login = await logIn(tool, moodle.url, clientId);
  const claims = { ...moodle.claims(tool.url, login.nonce), aud: clientId, [deploymentClaim]: deploymentId };
  const sent = { id_token: await moodle.sign(claims), state: login.state };
  const { status } = await visit(tool.launch, { fields: sent, headers: { cookie: login.cookie } });
  return { status, launch: tool.launches.at(-1) };
}

const tenant = (platform: Platform): Tenant => ({
  platformId: platform.platformId,
  deploymentId: found(platform.deploymentIds[0]),
});
const byHand = (clientId: string) => ({ ...moodle.registration(), clientId });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'joined',
    (problem: unknown) => (problem as { code: string }).code,
  );

describe('Moodle’s “Update”', () => {
  test('renews the same platform: no second one, the same courses, what was decided stays', async () => {
    const first = await register('updated', '1');
    await tool.gateway.platforms.register({ ...byHand('updated'), name: 'Our Moodle', deploymentIds: ['1', '9'] });
    moodle.route('/configuration', json(announcement({ token_endpoint: `${moodle.url}/token2` })));
    const again = await register('updated', '1', false);
    expect(again).toMatchObject({ platformId: first.platformId, name: 'Our Moodle', active: true });
    expect(again).toMatchObject({ accessTokenEndpoint: `${moodle.url}/token2`, deploymentIds: ['1', '9'] });
    expect((await tool.gateway.platforms.list()).filter(({ clientId }) => clientId === 'updated')).toHaveLength(1);
  });

  test('has the end page repeat what Moodle resets', () => {
    expect(tool.finishes.at(-1)).toMatchObject({ updated: true, next: ['close', 'show_in_activity_chooser_again'] });
  });

  test('does not undo an operator’s stop, whatever the link was made with, and says so', async () => {
    const platform = await register('stopped', '1');
    await tool.gateway.platforms.setActive(platform.platformId, false);
    expect((await register('stopped', '1')).active).toBe(false);
    expect(tool.finishes.at(-1)).toMatchObject({ approved: false });
    expect(tool.finishes.at(-1)?.next.at(-1)).toBe('wait_for_approval_after_stop');
  });

  test('settles a first approval that was still waited for', async () => {
    expect((await register('pending', '1', false)).active).toBe(false);
    expect((await register('pending', '1', true)).active).toBe(true);
  });

  test('is only for the Moodle whose folder the configuration came from', async () => {
    const victim = `${moodle.url}/moodle-a`;
    moodle.route('/moodle-b/configuration', json(announcement({ issuer: victim })));
    const url = new URL((await tool.gateway.registrationLinks.create({ approved: true, hours: 1 })).url);
    url.searchParams.set('openid_configuration', `${moodle.url}/moodle-b/configuration`);
    expect((await visit(url.href, { method: 'GET' })).status).toBe(400);
    expect(tool.failures.at(-1)?.code).toBe('registration_issuer_mismatch');
    expect(moodle.received('/registration')).toEqual([]);
  });
});

describe('“Register as new”', () => {
  let older: Platform;
  let newer: Platform;

  test('makes a tenant of its own, and the page says that the two can be joined', async () => {
    older = await register('older', '1');
    newer = await register('newer', '3', false);
    expect(tool.finishes.at(-1)?.next).toEqual([
      'activate',
      'show_in_activity_chooser',
      'join_or_not',
      'wait_for_approval',
    ]);
    await tool.gateway.platforms.setActive(newer.platformId, true);
    const before = await launch('newer', '3');
    expect(before).toMatchObject({ status: 303, launch: { platformId: newer.platformId, deploymentId: '3' } });
  });

  test('is joined only while it is stopped, and for long enough that no copy still lets launches in', async () => {
    expect(await codeOf(tool.gateway.platforms.join(tenant(newer), tenant(older)))).toBe('join_active');
    await tool.gateway.platforms.setActive(newer.platformId, false);
    expect(await codeOf(tool.gateway.platforms.join(tenant(newer), tenant(older)))).toBe('join_settling');
    ahead += 11 * second;
  });

  test('is never joined to another Moodle, to an unknown deployment, or the older to the younger', async () => {
    const other = await tool.gateway.platforms.register({ ...byHand('older'), issuer: 'https://other.example' });
    const join = (one: Tenant, into: Tenant) => codeOf(tool.gateway.platforms.join(one, into));
    expect(await join(tenant(newer), tenant(other))).toBe('join_other_moodle');
    expect(await join(tenant(newer), { ...tenant(older), deploymentId: '77' })).toBe('join_unknown_deployment');
    expect(await join(tenant(older), tenant(newer))).toBe('join_not_older');
    expect(await join(tenant(newer), tenant(newer))).toBe('join_not_older');
    expect(await join(tenant(newer), { platformId: 'nobody', deploymentId: '1' })).toBe('not_found');
  });

  test('joined, its launches land in the older tenant, its calls keep their own client id', async () => {
    const both = [1, 2].map(() => codeOf(tool.gateway.platforms.join(tenant(newer), tenant(older))));
    expect((await Promise.all(both)).sort()).not.toEqual(['joined', 'joined']);
    await tool.gateway.platforms.setActive(newer.platformId, true);
    const [byNew, byOld] = [await launch('newer', '3'), await launch('older', '1')];
    expect(byNew).toMatchObject({ status: 303, launch: { platformId: older.platformId, deploymentId: '1' } });
    expect(byNew.launch?.service).toMatchObject({ platformId: newer.platformId, deploymentId: '3' });
    expect(byOld.launch?.service).toMatchObject({ platformId: older.platformId, deploymentId: '1' });
    expect([byNew.launch?.course.externalId, byNew.launch?.person.externalId]).toEqual(['2', '7']);
    moodle.route('/2/memberships', json({ members: [] }));
    moodle.forget();
    await tool.gateway.roster({ ...serviceRef(moodle.url, newer.platformId), deploymentId: '3' });
    const asked = new URLSearchParams(moodle.received('/token')[0]?.body).get('client_assertion') ?? '';
    expect(JSON.parse(Buffer.from(asked.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({ iss: 'newer' });
  });

  test('is joined once; updating it keeps the join; a third one joined to it leads to the oldest', async () => {
    await tool.gateway.platforms.setActive(newer.platformId, false);
    ahead += 11 * second;
    expect(await codeOf(tool.gateway.platforms.join(tenant(newer), tenant(older)))).toBe('join_done');
    await register('newer', '3');
    const third = await register('third', '4', false);
    expect(await codeOf(tool.gateway.platforms.join(tenant(third), tenant(newer)))).toBe('joined');
    await tool.gateway.platforms.setActive(third.platformId, true);
    expect((await launch('third', '4')).launch).toMatchObject({ platformId: older.platformId, deploymentId: '1' });
  });
});

test('no error of ours came up', () => {
  expect(tool.errors).toEqual([]);
});
