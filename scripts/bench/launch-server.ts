/** One rival of the launch benchmark, in a process of its own with an embedded store of its own. Arguments: who, folder, platform. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { openDatabase } from '../../src/database.js';
import { socketPath, uriOf } from '../../src/embedded-mongo/start.js';
import { createGateway } from '../../src/lti/create-gateway.js';
import { mountPages } from './launch-page.js';

const [who, directory = '', platformUrl = ''] = process.argv.slice(2);
const { connection } = await openDatabase({ directory });

if (who === 'bare') {
  process.argv.splice(2, process.argv.length, uriOf(socketPath(directory), 'bare'), platformUrl);
  await import('../../test/lti/support/bare-ltijs.js');
} else {
  await startTandem();
}

async function startTandem(): Promise<void> {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gateway = await createGateway({
    connection,
    publicUrl: url,
    encryptionKeys: [Buffer.alloc(32, 1).toString('base64')],
    clock: () => new Date(),
    allowedPrivateHosts: [],
    development: true,
    logger: { info: () => undefined, warn: console.error, error: console.error },
    onFailure: (_req, res, failure) => void res.status(failure.status).send(failure.code),
    onRegistered: (_req, res) => void res.send(''),
    // The load comes from one address.
    requestsPerMinute: 10_000_000,
  });
  gateway.onLaunch(() => Promise.resolve('/entered'));
  const { platformId } = await gateway.platforms.register({
    name: 'Bench',
    issuer: platformUrl,
    clientId: 'client-1',
    authenticationEndpoint: `${platformUrl}/auth`,
    accessTokenEndpoint: `${platformUrl}/token`,
    keysetUrl: `${platformUrl}/keys`,
    deploymentIds: ['1'],
    active: true,
  });
  app.get('/probe/cpu', (_req, res) => void res.json({ result: process.cpuUsage() }));
  const visitId = await mountPages(app, connection, { url, platformId, platforms: gateway.platforms });
  app.get('/probe/visit', (_req, res) => void res.json({ visitId }));
  gateway.mount(app);
  process.stdout.write(`${url}\n`);
  process.stdin.on('end', () => process.exit()).resume();
}
