/**
 * The database as ltijs sees it. ltijs stores little that we do not keep better ourselves: handshakes replace its states and
 * nonces, the launch in hand replaces its id and context tokens (they live for one request), private keys never leave the
 * vault. What it may ask for is listed here; everything else, and every filter that is not plain text, is refused.
 */
import type { KeyObject } from 'node:crypto';
import type { DatabasePlugin, Row } from 'ltijs';
import type { LaunchClaims } from './launch.claims.js';
import type { PlatformRegistry, RegisteredPlatform } from './platforms.js';
import type { ToolKeys } from './tool-keys.js';

/** The launch the guard just admitted: ltijs looks up its platform in the same turn of the event loop. */
export interface LaunchInHand {
  platform: RegisteredPlatform;
  key: KeyObject;
  claims: Pick<LaunchClaims, 'aud'>;
}

export interface GatewayPlugin {
  database: DatabasePlugin;
  /** Runs `next`, during which ltijs asks for the platform of this launch, and for no other. */
  whileInHand(launch: LaunchInHand, next: () => void): void;
}

export function createPlugin(registry: PlatformRegistry, toolKeys: ToolKeys): GatewayPlugin {
  let inHand: LaunchInHand | undefined;

  async function platformRows(query: Readonly<Record<string, string>>): Promise<Row[]> {
    const { platformUrl: issuer, clientId } = query;
    if (issuer === undefined || clientId === undefined) return [];
    const launch = inHand;
    if (launch) {
      const { platform, claims } = launch;
      // Of several audiences ltijs tries the first; the guard knows which of them is meant.
      const matches = platform.issuer === issuer && [claims.aud].flat().includes(clientId);
      return matches ? [platformRow(platform, launch.key)] : [];
    }
    const platform = await registry.find(issuer, clientId);
    return platform ? [platformRow(platform)] : [];
  }

  const readers: Readonly<Record<string, (query: Readonly<Record<string, string>>) => Promise<Row[]>>> = {
    platform: platformRows,
    // Without a row ltijs takes a platform for active. The guard has already refused those that are not.
    platformStatus: ({ id }) => Promise.resolve([{ id, active: true }]),
    publickey: async () => (await toolKeys.publicKeys()).map(({ kid, key }) => ({ kid, key })),
    nonce: () => Promise.resolve([]),
    state: () => Promise.resolve([]),
  };

  return {
    whileInHand(launch, next) {
      inHand = launch;
      try {
        next();
      } finally {
        inHand = undefined;
      }
    },
    database: {
      setup: () => Promise.resolve(true),
      Close: () => Promise.resolve(true),
      async Get(_key, collection, query = {}) {
        const read = Object.hasOwn(readers, collection) ? readers[collection] : undefined;
        if (!read) throw new Error(`ltijs may not read ${collection}`);
        const rows = await read(plainFilter(query));
        return rows.length === 0 ? false : rows;
      },
      Insert: (_key, collection) => ignoredWrite(collection, ['nonce', 'state']),
      Replace: (_key, collection) => ignoredWrite(collection, ['idtoken', 'contexttoken']),
      Modify: (_key, collection) => ignoredWrite(collection, []),
      Delete: (collection) => ignoredWrite(collection, ['state']),
    },
  };
}

function platformRow(platform: RegisteredPlatform, key?: KeyObject): Row {
  return {
    platformName: platform.name,
    platformUrl: platform.issuer,
    clientId: platform.clientId,
    authEndpoint: platform.authenticationEndpoint,
    accesstokenEndpoint: platform.accessTokenEndpoint,
    kid: platform.kid,
    // A parsed key where ltijs expects text: jsonwebtoken takes both, and parsing costs nine times the verification.
    authConfig: { method: 'RSA_KEY', key },
  };
}

function plainFilter(query: Row): Readonly<Record<string, string>> {
  for (const value of Object.values(query)) {
    if (typeof value !== 'string') throw new Error('ltijs may only filter by text');
  }
  return query as Record<string, string>;
}

function ignoredWrite(collection: string, ignored: readonly string[]): Promise<boolean> {
  return ignored.includes(collection)
    ? Promise.resolve(true)
    : Promise.reject(new Error(`ltijs may not write ${collection}`));
}
