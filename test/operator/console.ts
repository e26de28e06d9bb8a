/** The operator's console on the real app: a Tandem of its own, because one address may try a password ten times. */
import mongoose from 'mongoose';
import { after, hour } from '../../src/shared/clock.js';
import type { Platform } from '../../src/lti/gateway.js';
import { operatorStore } from '../../src/operator/operators.store.js';
import { startSite, type TestSite } from '../support/site.js';
import { SmallBrowser, type PageSeen } from '../support/small-browser.js';

export const password = 'four words make one';

export interface Console {
  site: TestSite;
  platforms: Platform[];
  /** What `npm run operator -- NAME` prints. */
  linkFor(name: string): Promise<string>;
  signIn(browser: SmallBrowser, fields: { name: string; password: string }): Promise<PageSeen>;
  close(): Promise<void>;
}

/** @param uri a database that other consoles may share */
export async function openConsole(uri: string): Promise<Console> {
  const connect = () => mongoose.createConnection(uri, { autoIndex: false }).asPromise();
  // The script that makes operators has a connection of its own, too.
  const [ours, scripts] = await Promise.all([connect(), connect()]);
  const operators = operatorStore(scripts);
  const site = await startSite(ours);
  const platforms = [aMoodle('north', false), aMoodle('south', false), aMoodle('west', true)];
  registerAt(site, platforms);
  return {
    site,
    platforms,
    linkFor: async (name) => `${site.origin}/operator/password/${await operators.passwordLink(name, site.now)}`,
    signIn: async (browser, fields) =>
      (await browser.open(`${site.origin}/operator/sign-in`)).submit('Sign in', fields),
    async close() {
      await site.close();
      await ours.close();
      await scripts.close();
    },
  };
}

export function aBrowser(): SmallBrowser {
  return new SmallBrowser({ cookies: new Map(), destination: 'document' });
}

function registerAt(site: TestSite, platforms: readonly Platform[]): void {
  const { gateway } = site.platform;
  const find = (platformId: string) => platforms.find((platform) => platform.platformId === platformId);
  gateway.platforms.list = () => Promise.resolve([...platforms]);
  gateway.platforms.get = (platformId) => Promise.resolve(find(platformId));
  gateway.platforms.setActive = (platformId, active) => {
    Object.assign(find(platformId) ?? {}, { active });
    return Promise.resolve();
  };
  gateway.registrationLinks.create = ({ approved, hours }) => {
    const url = `https://tandem.example/lti/register?approved=${String(approved)}`;
    return Promise.resolve({ url, expiresAt: after(site.now, hours * hour) });
  };
}

function aMoodle(name: string, active: boolean): Platform {
  const issuer = `https://${name}.example`;
  return {
    platformId: name,
    name,
    issuer,
    clientId: 'client',
    authenticationEndpoint: `${issuer}/auth`,
    accessTokenEndpoint: `${issuer}/token`,
    keysetUrl: `${issuer}/keys`,
    deploymentIds: ['1'],
    active,
    continues: [],
    createdAt: new Date('2026-11-20T08:00:00Z'),
  };
}
