/**
 * The whole tool with its durable store, in a process of its own, for the benchmark of mixed load. Jobs do not run. Started
 * in the project's folder, compiled as it is installed: the loader of the sources would cost memory of its own.
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
import { everything } from '../../src/kept/changes.store.js';
import { createServices } from '../../src/services.js';
import { systemClock } from '../../src/shared/clock.js';
import { fillCourse } from '../../test/support/full-course.js';
import { openCounted, type CountedStore, type Tally } from '../../test/support/store-tally.js';

const [directory = '', platformUrl = '', how = ''] = process.argv.slice(2);
const root = process.cwd();
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
  await services.changes.note(courseId, everything, 'all');
  return { courseId, activities };
}

/** Reviews that the load has sent can be sent again. */
async function reopen(courseId: string, ids: readonly string[]): Promise<object> {
  const unsent = { $set: { revision: 0 }, $unset: { sent: '', sentAt: '', scoredAt: '', writings: '' } };
  const done = await connection.model('PeerReview').updateMany({ courseId, _id: { $in: ids } }, unsent);
  await services.changes.note(courseId, 'reviews', 'all');
  return done;
}

let counting: { stop: () => void; found: Promise<Tally> } | undefined;

/** What was asked of the store since this was asked last. */
async function tally(): Promise<object> {
  counting?.stop();
  const found = await counting?.found;
  counting = counted && countIn(counted);
  return { calls: found?.calls, documents: found?.documents };
}

function countIn(store: CountedStore): typeof counting {
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  return { stop, found: store.during(() => stopped).then((during) => during.tally) };
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
      return reopen(asked.searchParams.get('course') ?? '', (asked.searchParams.get('ids') ?? '').split(','));
    case '/probe/tally':
      return tally();
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
