/** Opens the store, the gateway and the services for a process: the server, or a script beside it. */
import { ConfigProblem, type Config } from './config.js';
import { buildIndexes, openDatabase, StoreFailed, type Database } from './database.js';
import { createGateway } from './lti/create-gateway.js';
import { createServices, type Services } from './services.js';
import { systemClock } from './shared/clock.js';
import { isStoreAway } from './shared/store-away.js';

export interface Opened {
  services: Services;
  close(): Promise<void>;
}

/**
 * @param root the folder that holds `config` and `views`
 * @param waits for a MongoDB that is not there yet; without it that is an error
 */
export async function openServices(config: Config, root: string, waits = false): Promise<Opened> {
  const database = await openStore(config, waits);
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

/** Opens what a process needs; what is known to go wrong ends it with one sentence and an exit code of its own. */
export async function plainly<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (problem) {
    const ending = endingOf(problem);
    if (!ending) throw problem;
    process.stderr.write(`${ending.sentence}\n`);
    process.exit(ending.exitCode);
  }
}

/** Exit codes as sysexits.h has them. */
function endingOf(problem: unknown): { sentence: string; exitCode: number } | undefined {
  if (!(problem instanceof Error)) return undefined;
  if (problem instanceof ConfigProblem) return { sentence: problem.message, exitCode: 78 };
  if (problem instanceof StoreFailed) return { sentence: problem.message, exitCode: problem.exitCode };
  if (isStoreAway(problem)) return { sentence: away, exitCode: 69 };
  if (problem.name === 'MongoParseError') return { sentence: `MONGODB_URI: ${problem.message}`, exitCode: 78 };
  // MongoDB's Unauthorized and AuthenticationFailed.
  const isRefused = 'code' in problem && (problem.code === 13 || problem.code === 18);
  return isRefused ? { sentence: `MongoDB refuses us: ${problem.message}`, exitCode: 77 } : undefined;
}

const away = 'The store does not answer. Is MongoDB running, and does MONGODB_URI name it?';

export function openStore(config: Config, waits = false): Promise<Database> {
  return openDatabase({
    directory: config.DATA_DIR,
    waits: config.MONGODB_URI === undefined ? !config.STORE_SERVED_HERE : waits,
    ...(config.MONGODB_URI === undefined ? {} : { uri: config.MONGODB_URI }),
    // Memory would be ahead of the disk: nothing may be acknowledged from here on.
    onFailure: (error) => {
      process.stderr.write(`The store has stopped: ${error.message}\n`);
      process.exit(74);
    },
  });
}
