/**
 * Tandem and the sandbox Moodle as people meet them: both on ports of their own, on two sites, registered with each
 * other by a one-time link. One per test file, because ltijs is one per process.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { buildIndexes } from '../../src/database.js';
import { createGateway } from '../../src/lti/create-gateway.js';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { createServices, type Services } from '../../src/services.js';
import { systemClock, type Clock } from '../../src/shared/clock.js';
import { seededRandom } from '../../src/shared/random.js';

const root = join(import.meta.dirname, '../..');

export interface Running {
  services: Services;
  moodle: Sandbox;
  toolUrl: string;
  stop(): Promise<void>;
}

export async function startAll(connection: Connection, clock: Clock = systemClock): Promise<Running> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const toolUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = { ...loadConfig({ NODE_ENV: 'test' }, join(root, 'config')), PUBLIC_URL: toolUrl };
  const services = await createServices({
    config,
    connection,
    root,
    clock,
    random: seededRandom(1),
    createGateway: ({ failed, registered }, { logger }) =>
      createGateway({
        connection,
        publicUrl: toolUrl,
        encryptionKeys: config.ENCRYPTION_KEY,
        clock,
        allowedPrivateHosts: config.PLATFORM_HOSTS_ALLOWED,
        development: true,
        logger,
        onFailure: failed,
        onRegistered: registered,
      }),
  });
  await buildIndexes(connection);
  server.on('request', createApp(services));
  const moodle = await createSandbox({ toolUrl });
  const link = await services.gateway.registrationLinks.create({ approved: true, hours: 1 });
  const registered = await fetch(await moodle.registrationUrl(link.url));
  if (!registered.ok) throw new Error(`The registration failed: ${await registered.text()}`);
  await moodle.activateTool();
  services.runner.start(services.jobs);
  return {
    services,
    moodle,
    toolUrl,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await services.stop();
      await moodle.close();
    },
  };
}
