/**
 * The real app on the real store, for tests of pages: people arrive by launches, read pages and post the forms that
 * the pages rendered. `submit` refuses a field the page does not have, so no test fabricates a body.
 */
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { load, type CheerioAPI } from 'cheerio';
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

const root = join(import.meta.dirname, '../..');

export interface PageSeen {
  status: number;
  /** Path and query, inside the visit without `/s/<id>`. */
  path: string;
  headers: Headers;
  html: string;
  $: CheerioAPI;
  /** The h1. */
  title: string;
  /** Visible text, white space folded. */
  text: string;
  /** Fills and posts the form that holds this button (its visible words), follows the redirect. */
  submit(button: string, fields?: Readonly<Record<string, string | readonly string[]>>): Promise<PageSeen>;
  /** Follows the link with these visible words. */
  follow(link: string): Promise<PageSeen>;
}

export interface Person {
  visitPath: string;
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
      const browser = new Browser(origin, wish.bound === false ? undefined : secret);
      const entry = await services.launches.handleLaunch(aLaunch(wish), { cookie: () => undefined });
      const page = await browser.open(entry);
      const visitPath = browser.visitPath;
      return {
        page,
        visitPath,
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

/** As much of a browser as server-rendered pages need: one cookie, redirects, Fetch Metadata. */
class Browser {
  visitPath = '';

  constructor(
    private readonly origin: string,
    private readonly secret: string | undefined,
  ) {}

  async open(url: string): Promise<PageSeen> {
    return this.see(await fetch(url, { headers: this.headers(), redirect: 'manual' }), url);
  }

  async post(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<PageSeen> {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.see(
      await fetch(url, {
        method: 'POST',
        headers: { ...this.headers(), ...form, ...headers },
        body,
        redirect: 'manual',
      }),
      url,
    );
  }

  private headers(): Record<string, string> {
    const cookie = this.secret === undefined ? {} : { cookie: `${browserCookie}=${this.secret}` };
    return { ...cookie, 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe', 'accept-language': 'en' };
  }

  private async see(response: Response, url: string): Promise<PageSeen> {
    const location = response.headers.get('location');
    if (location !== null) return this.open(new URL(location, url).href);
    const { pathname, search } = new URL(url);
    this.visitPath = /^\/s\/[\w-]+/.exec(pathname)?.[0] ?? this.visitPath;
    const html = await response.text();
    const $ = load(html);
    return {
      status: response.status,
      path: `${pathname.replace(/^\/s\/[\w-]+/, '')}${search}`,
      headers: response.headers,
      html,
      $,
      title: fold($('h1').first().text()),
      text: fold($('body').text()),
      submit: (button, fields = {}) => this.submit($, url, { button, fields }),
      follow: (link) => this.follow($, url, link),
    };
  }

  private async follow($: CheerioAPI, url: string, link: string): Promise<PageSeen> {
    const found = $('a').filter((_index, element) => fold($(element).text()) === link);
    if (found.length === 0) throw new Error(`No link "${link}" on ${url}`);
    return this.open(new URL(found.first().attr('href') ?? '', url).href);
  }

  private async submit(
    $: CheerioAPI,
    url: string,
    { button, fields }: { button: string; fields: Readonly<Record<string, string | readonly string[]>> },
  ): Promise<PageSeen> {
    const pressed = $('button')
      .filter((_index, element) => fold($(element).text()) === button)
      .first();
    const form = pressed.closest('form');
    if (form.length === 0) throw new Error(`No form with a button "${button}" on ${url}`);
    const body = new URLSearchParams(form.serializeArray().map(({ name, value }): [string, string] => [name, value]));
    for (const [name, value] of Object.entries(fields)) {
      if (form.find(`[name="${name}"]`).length === 0) throw new Error(`The form has no field "${name}"`);
      body.delete(name);
      for (const one of [value].flat()) body.append(name, one);
    }
    const own = pressed.attr('name');
    if (own !== undefined) body.append(own, pressed.attr('value') ?? '');
    const action = pressed.attr('formaction') ?? form.attr('action') ?? '';
    return this.post(new URL(action, url).href, body.toString());
  }
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
