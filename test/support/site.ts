/**
 * The real app on the real store, for tests of pages: people arrive by launches, read pages and post the forms that
 * the pages rendered.
 */
import type { AddressInfo } from 'node:net';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { buildIndexes } from '../../src/database.js';
import { createServices, type Separable, type Services } from '../../src/services.js';
import { seededRandom } from '../../src/shared/random.js';
import { newSecret } from '../../src/shared/ids.js';
import { browserCookie, cookieFrom } from '../../src/web/proof.js';
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

/** With every feature there is. */
type WholeServices = { [Name in keyof Services]: NonNullable<Services[Name]> };

export interface TestSite {
  services: WholeServices;
  platform: FakePlatform;
  /** The clock; set it to move time. */
  now: Date;
  /** Opened in a real browser, it is launched: cookies and redirect as from the gateway. Works once. */
  launchAddress(wish?: LaunchWish): string;
  /** A verified launch, up to the first page. */
  arrive(wish?: LaunchWish): Promise<Person & { page: PageSeen }>;
  origin: string;
  close(): Promise<void>;
}

export async function startSite(
  connection: Connection,
  options: { now?: Date; pseudo?: boolean; without?: readonly Separable[]; smtp?: string } = {},
): Promise<TestSite> {
  const platform = aPlatform();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const mail = options.smtp === undefined ? {} : { SMTP_URL: options.smtp, MAIL_FROM: 'tandem@uni.example' };
  const config = { ...loadConfig({ NODE_ENV: 'test' }, join(root, 'config')), PUBLIC_URL: origin, ...mail };
  const site = { now: options.now ?? new Date('2026-11-23T09:00:00Z') };
  const surroundings = {
    config,
    connection,
    root,
    clock: () => site.now,
    random: seededRandom(1),
    createGateway: () => Promise.resolve(platform.gateway),
    pseudo: options.pseudo ?? false,
  };
  const services = await createServices(surroundings, options.without);
  await buildIndexes(connection);
  const app = createApp(services);
  const launching = new Map<string, LaunchWish>();
  server.on('request', (req, res) => {
    const wish = launching.get(req.url ?? '');
    launching.delete(req.url ?? '');
    if (wish) void landAt(services, wish, { req, res });
    else app(req, res);
  });
  return Object.assign(site, {
    // SAFETY: what a test leaves out, it does not ask for.
    services: services as WholeServices,
    platform,
    origin,
    launchAddress(wish: LaunchWish = {}) {
      const path = `/launched/${newSecret()}`;
      launching.set(path, wish);
      return `${origin}${path}`;
    },
    async arrive(wish: LaunchWish = {}) {
      const secret = newSecret();
      const cookies = wish.bound === false ? undefined : new Map([[browserCookie, secret]]);
      const browser = new SmallBrowser({ cookies, destination: 'iframe' });
      const entry = await services.launches.handleLaunch(aLaunch(wish), browser.atLaunch);
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

async function landAt(
  services: Services,
  wish: LaunchWish,
  { req, res }: { req: IncomingMessage; res: ServerResponse },
): Promise<void> {
  const to = await services.launches.handleLaunch(aLaunch(wish), {
    cookie: (name) => cookieFrom(req.headers.cookie, name),
    keep: (header) => void res.appendHeader('Set-Cookie', header),
  });
  res.writeHead(303, { location: to }).end();
}

async function stop(server: Server, services: Services): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await services.stop();
}
