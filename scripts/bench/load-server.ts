/**
 * The whole tool with its durable store, in a process of its own, for the benchmark of mixed load. Jobs do not run.
 * Arguments: the store's folder, the platform's address, and `counted` where pages' store calls are asked for: listening
 * to them costs, so that nothing is timed there.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { buildIndexes, openDatabase } from '../../src/database.js';
import { socketPath, uriOf } from '../../src/embedded-mongo/start.js';
import { createGateway } from '../../src/lti/create-gateway.js';
import { createServices } from '../../src/services.js';
import { systemClock } from '../../src/shared/clock.js';
import { fillCourse } from '../../test/support/full-course.js';
import { openCounted } from '../../test/support/store-tally.js';

const [directory = '', platformUrl = '', how = ''] = process.argv.slice(2);
const root = join(import.meta.dirname, '../..');
const database = await openDatabase({ directory });
const counted = how === 'counted' ? await openCounted(uriOf(socketPath(directory), 'tandem')) : undefined;
const connection = counted?.connection ?? database.connection;
const server = createServer();
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
const services = await createServices({
  config: { ...loadConfig({ NODE_ENV: 'test' }, join(root, 'config')), PUBLIC_URL: url },
  ...{ connection, root, clock: systemClock, random: Math.random },
  createGateway: ({ failed, registered }, { logger }) =>
    createGateway({
      ...{ connection, publicUrl: url, clock: systemClock, logger, onFailure: failed, onRegistered: registered },
      ...{ encryptionKeys: [Buffer.alloc(32, 1).toString('base64')], allowedPrivateHosts: [], development: true },
      // The load comes from one address.
      requestsPerMinute: 10_000_000,
    }),
});
await buildIndexes(connection);
const app = createApp(services);

async function register(): Promise<object> {
  return services.gateway.platforms.register({
    ...{ name: 'Bench', issuer: platformUrl, clientId: 'client-1', deploymentIds: ['1'], active: true },
    authenticationEndpoint: `${platformUrl}/auth`,
    accessTokenEndpoint: `${platformUrl}/token`,
    keysetUrl: `${platformUrl}/keys`,
  });
}

/** Of the one course that the teacher has opened every kind of. */
async function fill(size: number): Promise<object> {
  const rows = await connection.model('Activity').find().lean<{ _id: string; courseId: string; kind: string }[]>();
  const ofKind = (kind: string) => rows.find((row) => row.kind === kind)?._id ?? '';
  const courseId = rows[0]?.courseId ?? '';
  const activities = {
    ...{ intake: ofKind('intake'), checkin: ofKind('checkin') },
    ...{ 'peer-review': ofKind('peer-review'), gate: ofKind('gate') },
  };
  await fillCourse(connection, { courseId, size, now: new Date(), activities });
  await connection.model('Person').updateOne({ courseId, externalId: 'tess' }, { rosterRole: 'teacher' });
  return { courseId, activities };
}

/** Reviews that the load has sent can be sent again. */
async function reopen(ids: readonly string[]): Promise<object> {
  const unsent = { $set: { revision: 0 }, $unset: { sent: '', sentAt: '', scoredAt: '' } };
  return connection.model('PeerReview').updateMany({ _id: { $in: ids } }, unsent);
}

async function count(page: string, cookie: string): Promise<object> {
  const headers = { cookie, 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' };
  const found = await counted?.during(async () => (await fetch(page, { headers })).text());
  return { calls: found?.tally.calls, documents: found?.tally.documents };
}

async function probe(req: IncomingMessage): Promise<object> {
  const asked = new URL(req.url ?? '', url);
  const { user, system } = process.cpuUsage();
  switch (asked.pathname) {
    case '/probe/register':
      return register();
    case '/probe/fill':
      return fill(Number(asked.searchParams.get('size')));
    case '/probe/reopen':
      return reopen((asked.searchParams.get('ids') ?? '').split(','));
    case '/probe/count':
      return count(asked.searchParams.get('page') ?? '', req.headers.cookie ?? '');
    default:
      return { cpu: (user + system) / 1000, rss: process.memoryUsage.rss() / 1e6 };
  }
}

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    const found = await probe(req);
    res.end(JSON.stringify(found));
  } catch (problem) {
    res.writeHead(500).end(String(problem));
  }
}

server.on('request', (req, res) => {
  if (req.url?.startsWith('/probe/')) void answer(req, res);
  else app(req, res);
});
process.stdout.write(`${url}\n`);
process.stdin.on('end', () => process.exit()).resume();
