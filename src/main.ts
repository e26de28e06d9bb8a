/** Starts and stops the process. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createApp } from './app.js';
import { ConfigProblem, loadConfig, type Config } from './config.js';
import { buildIndexes, openDatabase } from './database.js';
import { createGateway } from './lti/create-gateway.js';
import { createServices } from './services.js';
import { systemClock } from './shared/clock.js';

const root = join(import.meta.dirname, '..');

async function start(config: Config): Promise<void> {
  const database = await openDatabase({
    directory: config.DATA_DIR,
    ...(config.MONGODB_URI === undefined ? {} : { uri: config.MONGODB_URI }),
  });
  const services = await createServices({
    config,
    connection: database.connection,
    root,
    clock: systemClock,
    random: Math.random,
    createGateway: ({ failed, registered }, { logger }) =>
      createGateway({
        connection: database.connection,
        publicUrl: config.PUBLIC_URL,
        encryptionKey: config.ENCRYPTION_KEY,
        clock: systemClock,
        allowedPrivateHosts: config.PLATFORM_HOSTS_ALLOWED,
        development: config.NODE_ENV !== 'production',
        logger,
        onFailure: failed,
        onRegistered: registered,
      }),
  });
  await buildIndexes(database.connection);
  const server = createServer(createApp(services));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  if (config.JOBS) services.runner.start(services.jobs);
  services.speaking.logger.info({ port: config.PORT, publicUrl: config.PUBLIC_URL }, 'Tandem is ready');
  // For a parent process (the demo) that waits until Tandem serves.
  process.send?.('ready');
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    services.speaking.logger.info({ signal }, 'Tandem is stopping');
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5000).unref();
    await closed;
    await services.stop();
    await database.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
}

try {
  await start(loadConfig(process.env, join(root, 'config')));
} catch (problem) {
  if (!(problem instanceof ConfigProblem)) throw problem;
  process.stderr.write(`${problem.message}\n`);
  process.exit(78);
}
