/** Starts and stops the process. */
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { createApp } from './app.js';
import { loadConfig, type Config } from './config.js';
import { systemClock } from './shared/clock.js';
import { openServices, plainly } from './startup.js';
import { loadAssets } from './web/assets.js';
import { closesGently } from './web/closing.js';
import { versionOf } from './web/health.js';
import { createSpeaking } from './web/speaking.js';
import { startingApp } from './web/starting.js';

const root = join(import.meta.dirname, '..');

/** A course that opens the activity all at once: connections beyond Node's 511 that wait would be reset. */
const backlog = 4096;

async function start(config: Config): Promise<void> {
  const server = createServer();
  const end = closesGently(server);
  let listener: RequestListener | undefined;
  server.on('request', (req, res) => listener?.(req, res));
  const listening = () =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port: config.PORT, host: config.HOST, backlog }, resolve);
    });
  const waits = config.MONGODB_URI !== undefined || !config.STORE_SERVED_HERE;
  if (waits) {
    listener = waiting(config);
    await listening();
  }
  const { services, close } = await openServices(config, root, waits);
  for (const job of services.jobs.filter(({ beforePages }) => beforePages)) await job.run(systemClock());
  listener = createApp(services);
  if (!waits) await listening();
  if (config.JOBS) services.runner.start(services.jobs);
  services.speaking.logger.info({ port: config.PORT, publicUrl: config.PUBLIC_URL }, 'Tandem is ready');
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    services.speaking.logger.info({ signal }, 'Tandem is stopping');
    await end();
    await close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
}

function waiting(config: Config): RequestListener {
  const assets = loadAssets();
  const how = { logLevel: config.LOG_LEVEL, cache: true, pseudo: false };
  const speaking = createSpeaking({ root, asset: assets.asset, ...how });
  speaking.logger.info('Tandem waits for its store');
  return startingApp({ speaking, assets, publicUrl: config.PUBLIC_URL, version: versionOf(root) });
}

await plainly(async () => start(loadConfig(process.env, join(root, 'config'))));
