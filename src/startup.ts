/** Opens the store, the gateway and the services for a process: the server, or a script beside it. */
import type { Config } from './config.js';
import { buildIndexes, openDatabase, type Database } from './database.js';
import { createGateway } from './lti/create-gateway.js';
import { createServices, type Services } from './services.js';
import { systemClock } from './shared/clock.js';

export interface Opened {
  services: Services;
  close(): Promise<void>;
}

/** @param root the folder that holds `config` and `views`. */
export async function openServices(config: Config, root: string): Promise<Opened> {
  const database = await openStore(config);
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
        encryptionKeys: config.ENCRYPTION_KEY,
        clock: systemClock,
        allowedPrivateHosts: config.PLATFORM_HOSTS_ALLOWED,
        development: config.NODE_ENV !== 'production',
        logger,
        onFailure: failed,
        onRegistered: registered,
      }),
  });
  await buildIndexes(database.connection);
  return {
    services,
    async close() {
      await services.stop();
      await database.close();
    },
  };
}

export function openStore(config: Config): Promise<Database> {
  return openDatabase({
    directory: config.DATA_DIR,
    waits: !config.STORE_SERVED_HERE,
    ...(config.MONGODB_URI === undefined ? {} : { uri: config.MONGODB_URI }),
    // Memory would be ahead of the disk: nothing may be acknowledged from here on.
    onFailure: (error) => {
      process.stderr.write(`The store has stopped: ${error.message}\n`);
      process.exit(74);
    },
  });
}
