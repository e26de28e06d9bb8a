import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { useStore } from '../support/store.js';
import { visit } from './support/browser.js';
import { json, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';
import { startTool, type TestTool } from './support/tool.js';

const store = useStore();
let platform: TinyPlatform;
let tool: TestTool;
let now = Date.parse('2030-01-07T09:00:00Z');
const toolConfiguration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

beforeAll(async () => {
  platform = await startTinyPlatform();
  tool = await startTool(store.connection(), { clock: () => new Date(now) });
});

beforeEach(() => {
  platform.forget();
  platform.route('/configuration', json(announcement()));
  platform.route('/registration', json({ client_id: 'given', [toolConfiguration]: { deployment_id: '3' } }));
});

afterAll(async () => {
  await tool.close();
  await platform.close();
});

const announcement = () => ({
  issuer: platform.url,
  authorization_endpoint: `${platform.url}/auth`,
  token_endpoint: `${platform.url}/token`,
  jwks_uri: `${platform.url}/keys`,
  registration_endpoint: `${platform.url}/registration`,
});

const newLink = async (approved = true) => (await tool.gateway.registrationLinks.create({ approved, hours: 1 })).url;

function open(link: string, configuration = `${platform.url}/configuration`, token = 'registration-token') {
  const url = new URL(link);
  url.searchParams.set('openid_configuration', configuration);
  url.searchParams.set('registration_token', token);
  return visit(url.href, { method: 'GET' });
}

const lastCode = () => tool.failures.at(-1)?.code;

test('Tandem asks for everything it needs, and never for the chooser', async () => {
  expect((await open(await newLink())).status).toBe(200);
  const [sent] = platform.received('/registration');
  expect(sent?.headers.authorization).toBe('Bearer registration-token');
  const asked = JSON.parse(sent?.body ?? '') as Record<string, unknown>;
  expect(asked).toMatchObject({
    initiate_login_uri: tool.login,
    logo_uri: `${tool.url}/icon.svg`,
    redirect_uris: [tool.launch],
    jwks_uri: tool.keys,
    token_endpoint_auth_method: 'private_key_jwt',
    [toolConfiguration]: {
      target_link_uri: tool.launch,
      domain: new URL(tool.url).host,
      claims: ['iss', 'sub', 'name', 'given_name', 'family_name', 'email'],
      custom_parameters: {
        user_group_ids: '$Moodle.Person.userGroupIds',
        context_history: '$Context.id.history',
        person_timezone: '$Person.address.timezone',
        course_begin: '$CourseSection.timeFrame.begin',
        course_end: '$CourseSection.timeFrame.end',
      },
    },
  });
  expect(String(asked.scope).split(' ')).toHaveLength(5);
  const [registered] = await tool.gateway.platforms.list();
  expect(registered).toMatchObject({ clientId: 'given', deploymentIds: ['3'], active: true });
});

test('a link works once, and not after its time', async () => {
  const link = await newLink();
  await open(link);
  expect([(await open(link)).status, lastCode()]).toEqual([403, 'registration_link_used']);
  const late = await newLink();
  now += 3_600_001;
  expect([(await open(late)).status, lastCode()]).toEqual([403, 'registration_link_expired']);
});

test('of parallel users of one link one registers', async () => {
  const link = await newLink();
  const answers = await Promise.all([open(link), open(link), open(link)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 403, 403]);
});

test('without approval the platform waits, and the page says so', async () => {
  platform.route('/registration', json({ client_id: 'waiting' }));
  await open(await newLink(false));
  expect(tool.finishes.at(-1)).toMatchObject({
    approved: false,
    next: ['activate', 'show_in_activity_chooser', 'join_or_not', 'wait_for_approval'],
  });
  const login = { iss: platform.url, client_id: 'waiting', login_hint: '7', target_link_uri: tool.launch };
  expect([(await visit(tool.login, { fields: login })).status, lastCode()]).toEqual([403, 'platform_inactive']);
  const waiting = (await tool.gateway.platforms.list()).find((known) => known.clientId === 'waiting');
  await tool.gateway.platforms.setActive(waiting?.platformId ?? '', true);
  expect((await visit(tool.login, { fields: login })).status).toBe(302);
  await tool.gateway.platforms.remove(waiting?.platformId ?? '');
  expect([(await visit(tool.login, { fields: login })).status, lastCode()]).toEqual([403, 'platform_unknown']);
});

const broken = [
  [
    'an announcement that is no JSON',
    'registration_configuration_unreadable',
    () => platform.route('/configuration', json('<html>')),
  ],
  [
    'an announcement without an issuer',
    'registration_configuration_unreadable',
    () => platform.route('/configuration', json({ ...announcement(), issuer: undefined })),
  ],
  [
    'another host’s issuer',
    'registration_issuer_mismatch',
    () => platform.route('/configuration', json({ ...announcement(), issuer: 'https://victim.example' })),
  ],
  [
    'an endpoint that is no web address',
    'registration_address_refused',
    () => platform.route('/configuration', json({ ...announcement(), token_endpoint: 'file:///etc/passwd' })),
  ],
  [
    'an announcement of 300 KB',
    'registration_configuration_unreadable',
    () => platform.route('/configuration', json({ ...announcement(), x: 'x'.repeat(300_000) })),
  ],
  [
    'a redirect instead of an announcement',
    'registration_refused',
    () => platform.route('/configuration', json('', 302, { location: 'http://169.254.169.254/' })),
  ],
  [
    'a dropped connection',
    'registration_platform_unreachable',
    () => platform.route('/configuration', (_request, response) => response.destroy()),
  ],
  ['a refused token', 'registration_refused', () => platform.route('/registration', json({}, 401))],
  [
    'an answer without a client id',
    'registration_configuration_unreadable',
    () => platform.route('/registration', json({ ok: true })),
  ],
] as const;

test.each(broken)('%s is refused (%s), and the link can be used again', async (_name, code, spoil) => {
  const link = await newLink();
  spoil();
  const answer = await open(link);
  expect([answer.status, lastCode()]).toEqual([400, code]);
  platform.route('/configuration', json(announcement()));
  platform.route('/registration', json({ client_id: 'given', [toolConfiguration]: { deployment_id: '3' } }));
  expect((await open(link)).status).toBe(200);
});

test('a registration token that splits headers is not sent', async () => {
  expect([(await open(await newLink(), undefined, 'a\r\nX-Evil: 1')).status, lastCode()]).toEqual([
    400,
    'registration_not_from_platform',
  ]);
  expect(platform.received('/registration')).toEqual([]);
});

test('private keys are not readable in the store', async () => {
  const rows = await store.connection().collection('lti_tool_keys').find().toArray();
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row.privateKey).toMatch(/^v1\.[0-9a-f]{8}\./);
});

test('no error of ours came up', () => {
  expect(tool.errors).toEqual([]);
});
