/** Starts and stops the process. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createApp } from './app.js';
import { ConfigProblem, loadConfig, type Config } from './config.js';
import { openServices } from './startup.js';

const root = join(import.meta.dirname, '..');

/** A course that opens the activity all at once: connections beyond Node's 511 that wait would be reset. */
const backlog = 4096;

async function start(config: Config): Promise<void> {
  const { services, close } = await openServices(config, root);
  const server = createServer(createApp(services));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: config.PORT, host: config.HOST, backlog }, resolve);
  });
  if (config.JOBS) services.runner.start(services.jobs);
  services.speaking.logger.info({ port: config.PORT, publicUrl: config.PUBLIC_URL }, 'Tandem is ready');
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    services.speaking.logger.info({ signal }, 'Tandem is stopping');
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5000).unref();
    await closed;
    await close();
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
