/** `npm run job -- NAME`: one job, now, under its lease; without a name it lists them. */
import { join } from 'node:path';
import { loadConfig } from '../src/config.js';
import { openDatabase } from '../src/database.js';
import { createGateway } from '../src/lti/create-gateway.js';
import { createServices } from '../src/services.js';
import { systemClock } from '../src/shared/clock.js';

const [name] = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
const config = loadConfig(process.env, join(root, 'config'));
const { connection, close } = await openDatabase({
  directory: config.DATA_DIR,
  ...(config.MONGODB_URI === undefined ? {} : { uri: config.MONGODB_URI }),
});
const services = await createServices({
  config,
  connection,
  root,
  clock: systemClock,
  random: Math.random,
  createGateway: ({ failed, registered }, { logger }) =>
    createGateway({
      connection,
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
if (services.jobs.some((job) => job.name === name)) {
  services.runner.know(services.jobs);
  console.log(JSON.stringify(await services.runner.runOnce(name ?? '')));
} else {
  console.error(`Usage: npm run job -- NAME, one of ${services.jobs.map((job) => job.name).join(', ')}`);
  process.exitCode = 2;
}
await services.stop();
await close();
