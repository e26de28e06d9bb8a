/** What stands below every feature: texts and log, the gateway to Moodle, visits, the runner of jobs. */
import type { Connection } from 'mongoose';
import type { Config } from './config.js';
import { createRunner } from './jobs/runner.js';
import { changesStore } from './kept/changes.store.js';
import { gatherOn } from './kept/gather.js';
import { keepingOf } from './kept/kept.js';
import type { LtiGateway } from './lti/gateway.js';
import type { Clock } from './shared/clock.js';
import type { Random } from './shared/random.js';
import { createVault } from './shared/vault.js';
import { createArrivals } from './web/arrival.js';
import { loadAssets } from './web/assets.js';
import type { Speaking } from './web/error-page.js';
import { launchPages } from './web/launch-pages.js';
import { securityHeaders } from './web/security.js';
import { createSpeaking } from './web/speaking.js';
import { visitStore } from './web/visit.store.js';

export interface Surroundings {
  config: Config;
  /** Connected; closed by whoever opened it. */
  connection: Connection;
  /** The folder that holds `config`, `views` and `package.json`. */
  root: string;
  clock: Clock;
  random: Random;
  createGateway(pages: ReturnType<typeof launchPages>, speaking: Speaking): Promise<LtiGateway>;
  /** Adds the bracketed language that finds texts from nowhere. */
  pseudo?: boolean;
}

export async function createFoundations(surroundings: Surroundings) {
  const { config, connection, root, clock, random, createGateway, pseudo = false } = surroundings;
  gatherOn(connection);
  const assets = loadAssets();
  const cache = config.NODE_ENV !== 'development';
  const speaking = createSpeaking({ root, asset: assets.asset, logLevel: config.LOG_LEVEL, cache, pseudo });
  const gateway = await createGateway(launchPages(speaking), speaking);
  const visits = visitStore(connection);
  const headers = securityHeaders(config.PUBLIC_URL);
  const arrivals = createArrivals({ visits, speaking, publicUrl: config.PUBLIC_URL, headers, clock });
  const { logger, texts } = speaking;
  const changes = changesStore(connection);
  const runner = createRunner({ connection, clock, logger });
  return {
    ...{ config, clock, random, assets, speaking, headers, logger, gateway, visits, arrivals, runner },
    nudge: runner.nudge,
    vault: createVault(config.ENCRYPTION_KEY),
    ...{ changes, ...keepingOf(changes, clock) },
    english: texts.translator('en'),
  };
}
