import { AppError } from '../shared/errors.js';
import { second, type Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { callableUrl, type AddressPolicy } from './addresses.rules.js';
import type { LtiGateway, NewPlatform, Platform } from './gateway.js';
import type { LtiModels, PlatformRow } from './lti.models.js';
import type { ToolKeys } from './tool-keys.js';

/** A platform with the name of our key pair for it. */
export interface RegisteredPlatform extends Platform {
  kid: string;
}

export interface PlatformRegistry {
  api: LtiGateway['platforms'];
  get(platformId: string): Promise<RegisteredPlatform | undefined>;
  find(issuer: string, clientId: string): Promise<RegisteredPlatform | undefined>;
  /** More than one when the same Moodle was registered as new again. */
  ofIssuer(issuer: string): Promise<RegisteredPlatform[]>;
}

interface RegistryNeeds {
  models: LtiModels;
  toolKeys: ToolKeys;
  policy: AddressPolicy;
  clock: Clock;
}

// Other processes may approve or remove a platform: a launch sees that after at most these milliseconds.
const cacheMilliseconds = 5 * second;

export function createPlatformRegistry(needs: RegistryNeeds): PlatformRegistry {
  const { models, clock } = needs;
  const cache = new Map<string, { platform: RegisteredPlatform; until: number }>();

  function remember(platform: RegisteredPlatform): RegisteredPlatform {
    const entry = { platform, until: clock().getTime() + cacheMilliseconds };
    cache.set(platform.platformId, entry);
    cache.set(tenantKey(platform.issuer, platform.clientId), entry);
    return platform;
  }

  async function through(
    key: string,
    load: () => Promise<PlatformRow | null>,
  ): Promise<RegisteredPlatform | undefined> {
    const entry = cache.get(key);
    if (entry && entry.until > clock().getTime()) return entry.platform;
    cache.delete(key);
    const row = await load();
    return row ? remember(toPlatform(row)) : undefined;
  }

  async function get(platformId: string) {
    return through(platformId, () => models.platforms.findById(platformId).lean());
  }

  async function find(issuer: string, clientId: string) {
    return through(tenantKey(issuer, clientId), () => models.platforms.findOne({ issuer, clientId }).lean());
  }

  return {
    get,
    find,
    ofIssuer: async (issuer) => (await models.platforms.find({ issuer }).lean()).map(toPlatform),
    api: {
      list: async () => (await models.platforms.find().sort({ createdAt: 1 }).lean()).map(toPlatform),
      get,
      async register(platform) {
        const row = await saved(needs, checked(platform, needs.policy));
        cache.clear();
        return toPlatform(row);
      },
      async setActive(platformId, active) {
        await models.platforms.updateOne({ _id: platformId }, { $set: { active } });
        cache.clear();
      },
      async remove(platformId) {
        await models.platforms.deleteOne({ _id: platformId });
        await needs.toolKeys.removeAll(platformId);
        cache.clear();
      },
    },
  };
}

function tenantKey(issuer: string, clientId: string): string {
  return JSON.stringify([issuer, clientId]);
}

function toPlatform(row: PlatformRow): RegisteredPlatform {
  const { _id, ...rest } = row;
  return { platformId: _id, ...rest };
}

const addresses = ['authenticationEndpoint', 'accessTokenEndpoint', 'keysetUrl'] as const;

function checked(platform: NewPlatform, policy: AddressPolicy): NewPlatform {
  for (const field of addresses) {
    const url = callableUrl(platform[field], policy);
    if (typeof url === 'string') throw new AppError(400, `platform_address_${url}`, { field });
  }
  if (platform.issuer === '' || platform.clientId === '') throw new AppError(400, 'platform_identity_missing');
  return { ...platform, deploymentIds: [...new Set(platform.deploymentIds)] };
}

async function saved({ models, toolKeys, clock }: RegistryNeeds, platform: NewPlatform): Promise<PlatformRow> {
  const { issuer, clientId } = platform;
  const update = async () =>
    models.platforms
      .findOneAndUpdate({ issuer, clientId }, { $set: { ...platform } }, { returnDocument: 'after' })
      .lean();
  const updated = await update();
  if (updated) return updated;
  const platformId = newId();
  const kid = await toolKeys.create(platformId);
  const row: PlatformRow = {
    ...platform,
    _id: platformId,
    deploymentIds: [...platform.deploymentIds],
    kid,
    createdAt: clock(),
  };
  try {
    await models.platforms.create(row);
    return row;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    await toolKeys.removeAll(platformId);
    const winner = await update();
    if (!winner) throw error;
    return winner;
  }
}

export function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000;
}
