import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { CookieJar, follow, formsIn, request, startMoodle, type Page } from '../support/moodle.js';
import { recordedRegistration } from '../support/recordings.js';

const configuration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
let moodle: Sandbox;

beforeAll(async () => {
  moodle = await startMoodle();
});

afterAll(() => moodle.close());

async function tokenOf(
  link = 'https://tool.test:9443/register',
  update?: ReturnType<Sandbox['tool']>,
): Promise<string> {
  return new URL(await moodle.registrationUrl(link, update)).searchParams.get('registration_token') ?? '';
}

function post(token: string | undefined, body: unknown = recordedRegistration.request): Promise<Response> {
  return fetch(`${moodle.url}/mod/lti/openid-registration.php`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
}

describe('dynamic registration', () => {
  test('announces the platform as Moodle 4.5 does', async () => {
    const answer = await fetch(`${moodle.url}/mod/lti/openid-configuration.php`);
    const text = (await answer.text()).replaceAll(moodle.url, 'https://moodle.test');
    expect(JSON.parse(text)).toEqual(recordedRegistration.configuration);
  });

  test('answers the recorded registration with the recorded settings, pending and not in the chooser', async () => {
    const answer = await post(await tokenOf());
    expect(answer.status).toBe(200);
    const given = (await answer.json()) as Record<string, unknown>;
    expect(given['client_id']).toMatch(/^[A-Za-z0-9]{15}$/);
    expect(sorted(given)).toEqual(sorted(recordedRegistration.response));
    expect(moodle.tool('1')).toMatchObject({ state: 'pending', chooser: 'preconfigured', shareName: true });
  });

  test('takes a token once, and no other', async () => {
    const token = await tokenOf();
    expect((await post(token)).status).toBe(200);
    expect((await post(token)).status).toBe(401);
    expect((await post(undefined)).status).toBe(401);
    expect((await post(await moodle.signIdToken({ sub: 'me', scope: 'reg' }, { foreignKey: true }))).status).toBe(401);
    expect((await post(await tokenOf(), { client_name: 'Nothing else' })).status).toBe(400);
  });

  test('as an update keeps client and deployment and resets the rest, the chooser included', async () => {
    await moodle.activateTool('1');
    await moodle.setPrivacy('never', '1');
    const before = moodle.tool('1');
    const answer = await post(await tokenOf('https://tool.test:9443/register', before));
    expect((await answer.json()) as object).toMatchObject({
      client_id: before.clientId,
      [configuration]: { deployment_id: '1' },
    });
    expect(moodle.tool('1')).toMatchObject({ state: 'configured', chooser: 'preconfigured', shareName: true });
  });

  function sorted(value: Record<string, unknown>): unknown {
    const details = value[configuration] as { claims: string[] };
    const scope = String(value['scope']).split(' ').sort();
    const own = { client_id: '', logo_uri: '', scope };
    return { ...value, ...own, [configuration]: { ...details, claims: [...details.claims].sort() } };
  }
});

describe('the administrator', () => {
  let server: Server;
  let link: string;

  beforeAll(async () => {
    // A tool that registers itself when its page is opened.
    server = createServer((asked, response) => {
      const query = new URL(asked.url ?? '', 'http://tool').searchParams;
      const details = recordedRegistration.request[configuration] as object;
      const body = {
        ...recordedRegistration.request,
        client_name: 'Own tool',
        [configuration]: { ...details, domain: host() },
      };
      void post(query.get('registration_token') ?? undefined, body).then(() => response.end('done'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    link = `http://${host()}/register?one=time`;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  function host(): string {
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function open(jar: CookieJar, path: string): Promise<Page> {
    return follow(jar, await request(jar, new URL(path, moodle.url).href));
  }

  test('pastes the link, sees the tool in a frame, activates it and shows it in the chooser', async () => {
    const jar = new CookieJar();
    const tools = await open(jar, '/mod/lti/toolconfigure.php');
    const paste = formsIn(tools).find(({ fields }) => 'url' in fields);
    const page = await open(jar, `${paste?.action ?? ''}?${new URLSearchParams({ url: link }).toString()}`);
    const frame = /<iframe[^>]* src="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&#38;', '&').replaceAll('&amp;', '&');
    expect(frame).toContain('registration_token');
    await fetch(frame ?? '');
    const added = moodle.state.tools.find(({ name }) => name === 'Own tool');
    expect(added?.state).toBe('pending');
    for (const wish of ['activate', 'show']) {
      const card = formsIn(await open(jar, '/mod/lti/toolconfigure.php')).find(
        ({ fields }) => fields['tool'] === added?.typeId,
      );
      await request(jar, card?.action ?? '', { form: { ...card?.fields, do: wish } });
    }
    expect(added).toMatchObject({ state: 'configured', chooser: 'chooser' });
  });

  test('is asked whether a tool of the same domain shall be updated', async () => {
    const page = await open(new CookieJar(), `/mod/lti/register.php?${new URLSearchParams({ url: link }).toString()}`);
    expect(page.text).toContain('Update');
    expect(page.text).not.toContain('<iframe');
  });

  test('installs a tool by its link in one step', async () => {
    const tool = await moodle.installTool(link);
    expect(tool).toMatchObject({ name: 'Own tool', state: 'configured', chooser: 'chooser' });
    await expect(moodle.installTool(`${moodle.url}/nowhere`)).rejects.toThrow('did not register itself');
  });
});
