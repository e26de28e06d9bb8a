import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { buildIndexes } from '../../src/database.js';
import { createGateway } from '../../src/lti/create-gateway.js';
import { createServices, type Services } from '../../src/services.js';
import { systemClock } from '../../src/shared/clock.js';
import { useStore } from '../support/store.js';
import { logIn, visit } from './support/browser.js';
import { clientId, listening, startTinyPlatform, type TinyPlatform } from './support/tiny-platform.js';

/** The whole app with its real limits, a fresh store, and a faculty's first morning: all from one address. */
const store = useStore();
const root = join(import.meta.dirname, '../..');
const people = 500;
let platform: TinyPlatform;
let server: Server;
let services: Services;
let url: string;

beforeAll(async () => {
  const connection = store.connection();
  platform = await startTinyPlatform();
  server = createServer();
  // A thousand wait for each other: nobody's idle connection is closed meanwhile.
  server.keepAliveTimeout = 120_000;
  url = `http://127.0.0.1:${String(await listening(server))}`;
  const config = { ...loadConfig({ NODE_ENV: 'test' }, join(root, 'config')), PUBLIC_URL: url };
  services = await createServices({
    config,
    connection,
    root,
    clock: systemClock,
    random: Math.random,
    createGateway: ({ failed, registered }, { logger }) =>
      createGateway({
        connection,
        publicUrl: url,
        encryptionKeys: config.ENCRYPTION_KEY,
        clock: systemClock,
        allowedPrivateHosts: [],
        development: true,
        logger,
        onFailure: failed,
        onRegistered: registered,
      }),
  });
  await buildIndexes(connection);
  server.on('request', createApp(services));
  await services.gateway.platforms.register(platform.registration());
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await services.stop();
  await platform.close();
});

/** Where the launch leads; the status when it does not. */
async function launch(person: number): Promise<string> {
  const login = await logIn({ login: `${url}/lti/login`, launch: `${url}/lti/launch` }, platform.url, clientId);
  const claims = { ...platform.claims(url, login.nonce), sub: String(person), name: `Person ${person}` };
  const token = await platform.sign(claims);
  const answer = await visit(`${url}/lti/launch`, {
    fields: { id_token: token, state: login.state },
    headers: { cookie: login.cookie },
  });
  return answer.status === 303 ? (answer.location ?? '') : String(answer.status);
}

const count = (model: string) => store.connection().model(model).countDocuments();

test('1,000 first launches at once of one course make one course, one activity, nobody twice, and no error', async () => {
  const targets = await Promise.all(Array.from({ length: 2 * people }, (_, index) => launch(index % people)));
  expect(targets.filter((target) => !target.startsWith(`${url}/enter/`))).toEqual([]);
  expect(new Set(targets).size).toBe(2 * people);
  expect(await Promise.all(['Course', 'Activity', 'Person', 'Roster'].map(count))).toEqual([1, 1, people, 1]);
  const ids = await store.connection().model('Person').distinct('externalId');
  expect(ids).toHaveLength(people);
  expect(await services.gateway.failures.recent(10)).toEqual([]);
}, 300_000);

test('a class of 300 behind the same address comes right after, once to log in wrongly and once well', async () => {
  const wrong = await Promise.all(
    Array.from({ length: 300 }, () => visit(`${url}/lti/launch`, { fields: { state: 'x', id_token: 'y' } })),
  );
  expect(new Set(wrong.map(({ status }) => status))).toEqual(new Set([401]));
  const targets = await Promise.all(Array.from({ length: 300 }, (_, index) => launch(index)));
  expect(targets.filter((target) => !target.startsWith(`${url}/enter/`))).toEqual([]);
}, 300_000);
