/**
 * The real app on the real store, for tests of pages: people arrive by launches, read pages and post the forms that
 * the pages rendered.
 */
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { buildIndexes } from '../../src/database.js';
import { createServices, type Services } from '../../src/services.js';
import { seededRandom } from '../../src/shared/random.js';
import { newSecret } from '../../src/shared/ids.js';
import { browserCookie } from '../../src/web/proof.js';
import { aLaunch, type LaunchWish } from './launches.js';
import { aPlatform, type FakePlatform } from './platform.js';
import { SmallBrowser, type PageSeen } from './small-browser.js';

const root = join(import.meta.dirname, '../..');

export type { PageSeen };

export interface Person {
  visitPath: string;
  /** What this browser's cookie holds. */
  secret: string;
  get(path: string): Promise<PageSeen>;
  /** A post with a body of our own making: for hostile cases only. */
  forge(path: string, body: string, headers?: Readonly<Record<string, string>>): Promise<PageSeen>;
}

export interface TestSite {
  services: Services;
  platform: FakePlatform;
  /** The clock; set it to move time. */
  now: Date;
  /** A verified launch, up to the first page. */
  arrive(wish?: LaunchWish): Promise<Person & { page: PageSeen }>;
  origin: string;
  close(): Promise<void>;
}

export async function startSite(
  connection: Connection,
  options: { now?: Date; pseudo?: boolean } = {},
): Promise<TestSite> {
  const platform = aPlatform();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const config = { ...loadConfig({ NODE_ENV: 'test' }, join(root, 'config')), PUBLIC_URL: origin };
  const site = { now: options.now ?? new Date('2026-11-23T09:00:00Z') };
  const services = await createServices({
    config,
    connection,
    root,
    clock: () => site.now,
    random: seededRandom(1),
    createGateway: () => Promise.resolve(platform.gateway),
    pseudo: options.pseudo ?? false,
  });
  await buildIndexes(connection);
  server.on('request', createApp(services));
  return Object.assign(site, {
    services,
    platform,
    origin,
    async arrive(wish: LaunchWish = {}) {
      const secret = newSecret();
      const cookies = wish.bound === false ? undefined : new Map([[browserCookie, secret]]);
      const browser = new SmallBrowser({ cookies, destination: 'iframe' });
      const entry = await services.launches.handleLaunch(aLaunch(wish), { cookie: () => undefined });
      const page = await browser.open(entry);
      const visitPath = browser.visitPath;
      return {
        page,
        visitPath,
        secret,
        get: (path: string) => browser.open(`${origin}${visitPath}${path}`),
        forge: (path: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
          browser.post(`${origin}${visitPath}${path}`, body, headers),
      };
    },
    close: () => stop(server, services),
  });
}

async function stop(server: Server, services: Services): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await services.stop();
}
