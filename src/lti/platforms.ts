import { AppError, Conflict, NotFound } from '../shared/errors.js';
import { second, type Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { callableUrl, type AddressPolicy } from './addresses.rules.js';
import type { LtiGateway, NewPlatform, Platform, Tenant } from './gateway.js';
import { signingKid } from './key-rotation.js';
import type { LtiModels, PlatformRow } from './lti.models.js';
import { joinObstacle } from './tenants.rules.js';
import { moodleAddresses } from './moodle.js';
import type { ToolKeys } from './tool-keys.js';

/** A platform with the name of our key pair for it. */
export interface RegisteredPlatform extends Platform {
  kid: string;
}

/** What a platform says of itself when it registers, or registers again. */
export type Announced = Pick<
  NewPlatform,
  'issuer' | 'clientId' | 'authenticationEndpoint' | 'accessTokenEndpoint' | 'keysetUrl'
> & { deploymentId: string | undefined };

export interface PlatformRegistry {
  api: LtiGateway['platforms'];
  get(platformId: string): Promise<RegisteredPlatform | undefined>;
  find(issuer: string, clientId: string): Promise<RegisteredPlatform | undefined>;
  /** More than one when the same Moodle was registered as new again. */
  ofIssuer(issuer: string): Promise<RegisteredPlatform[]>;
  /**
   * A platform that is known registers again: it keeps its name, its deployments and what was decided about it, but
   * `approved` settles an approval that was still waited for. Undefined when it is not known.
   */
  renew(announced: Announced, approved: boolean): Promise<RegisteredPlatform | undefined>;
  /** Believes no copy any longer; for changes made elsewhere in this process. */
  forget(): void;
}

interface RegistryNeeds {
  models: LtiModels;
  toolKeys: ToolKeys;
  policy: AddressPolicy;
  clock: Clock;
}

// Other processes may approve or stop a platform: a launch sees that after at most these milliseconds.
const cacheMilliseconds = 5 * second;

/** Platforms as they were read a moment ago, by id and by issuer and client. */
function createCopies(read: Read, clock: Clock) {
  const copies = new Map<string, { platform: RegisteredPlatform; until: number }>();
  return {
    clear: () => copies.clear(),
    async through(key: string, load: () => Promise<PlatformRow | null>): Promise<RegisteredPlatform | undefined> {
      const known = copies.get(key);
      if (known && known.until > clock().getTime()) return known.platform;
      copies.delete(key);
      const row = await load();
      if (!row) return undefined;
      const platform = await read(row);
      const copy = { platform, until: clock().getTime() + cacheMilliseconds };
      copies.set(platform.platformId, copy);
      copies.set(tenantKey(platform.issuer, platform.clientId), copy);
      return platform;
    },
  };
}

export function createPlatformRegistry(needs: RegistryNeeds): PlatformRegistry {
  const { models, clock } = needs;
  const read = platformReader(needs);
  const copies = createCopies(read, clock);
  const get = (platformId: string) => copies.through(platformId, () => models.platforms.findById(platformId).lean());
  const all = async (rows: Promise<PlatformRow[]>) => Promise.all((await rows).map(read));

  async function register(platform: NewPlatform): Promise<RegisteredPlatform> {
    const row = await saved(needs, checked(platform, needs.policy));
    copies.clear();
    return read(row);
  }

  return {
    get,
    find: (issuer, clientId) =>
      copies.through(tenantKey(issuer, clientId), () => models.platforms.findOne({ issuer, clientId }).lean()),
    ofIssuer: (issuer) => all(models.platforms.find({ issuer }).lean()),
    async renew(announced, approved) {
      const row = await renewed(needs, announced, approved);
      copies.clear();
      return row ? read(row) : undefined;
    },
    forget: () => copies.clear(),
    api: {
      registerMoodle({ address, clientId, deploymentIds, name }) {
        const addresses = moodleAddresses(address);
        const given = { name: name ?? new URL(addresses.issuer).host, clientId, deploymentIds };
        return register({ ...addresses, ...given, active: true });
      },
      register,
      list: () => all(models.platforms.find().sort({ createdAt: 1 }).lean()),
      get,
      isActive: async (platformId) => (await get(platformId))?.active ?? false,
      async setActive(platformId, active) {
        const change = active
          ? { $set: { active }, $unset: { stoppedAt: 1 as const } }
          : { $set: { active, stoppedAt: clock() } };
        await models.platforms.updateOne({ _id: platformId }, change);
        copies.clear();
      },
      async join(newer, older) {
        await joined(needs, read, newer, older);
        copies.clear();
      },
      async remove(platformId) {
        await models.platforms.deleteOne({ _id: platformId });
        await needs.toolKeys.removeAll(platformId);
        copies.clear();
      },
    },
  };
}

type Read = (row: PlatformRow) => Promise<RegisteredPlatform>;

function platformReader({ models, clock }: RegistryNeeds): Read {
  /** The oldest tenant of a chain; only a younger continues an older, so it ends. */
  async function oldest(tenant: Tenant): Promise<Tenant> {
    const row = await models.platforms.findById(tenant.platformId).lean();
    const further = row?.continues?.find(({ deploymentId }) => deploymentId === tenant.deploymentId);
    return further ? oldest(further.tenant) : tenant;
  }

  return async ({ _id, continues = [], stoppedAt, next, ...row }) => {
    const now = clock();
    const steps = continues.map(async (step) => ({ ...step, tenant: await oldest(step.tenant) }));
    return {
      ...row,
      platformId: _id,
      kid: signingKid({ kid: row.kid, next }, now),
      continues: await Promise.all(steps),
      ...(stoppedAt && { stoppedAt }),
      ...(next && next.signsFrom > now && { nextKeyFrom: next.signsFrom }),
    };
  };
}

async function joined({ models, clock }: RegistryNeeds, read: Read, newer: Tenant, older: Tenant): Promise<void> {
  const [newerRow, olderRow] = await Promise.all(
    [newer, older].map(({ platformId }) => models.platforms.findById(platformId).lean()),
  );
  if (!newerRow || !olderRow) throw new NotFound();
  const sides = [
    { platform: await read(newerRow), deploymentId: newer.deploymentId },
    { platform: await read(olderRow), deploymentId: older.deploymentId },
  ] as const;
  const obstacle = joinObstacle(...sides, clock());
  if (obstacle) throw new Conflict(obstacle);
  // Still as it was judged: approved, or joined, meanwhile by somebody else, it is not touched.
  const asJudged = { _id: newer.platformId, active: false, stoppedAt: newerRow.stoppedAt ?? null };
  const outcome = await models.platforms
    .updateOne(asJudged, { $push: { continues: { deploymentId: newer.deploymentId, tenant: older } } })
    .where('continues.deploymentId')
    .ne(newer.deploymentId);
  if (outcome.modifiedCount === 0) throw new Conflict('join_active');
}

function tenantKey(issuer: string, clientId: string): string {
  return JSON.stringify([issuer, clientId]);
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

async function renewed(
  { models }: RegistryNeeds,
  { deploymentId, issuer, clientId, ...endpoints }: Announced,
  approved: boolean,
): Promise<PlatformRow | null> {
  const change = { $set: endpoints, ...(deploymentId !== undefined && { $addToSet: { deploymentIds: deploymentId } }) };
  const options = { returnDocument: 'after' } as const;
  const row = await models.platforms.findOneAndUpdate({ issuer, clientId }, change, options).lean();
  if (!row || row.active || !approved) return row;
  // An operator's stop outlives the links that were handed out before it.
  const waiting = { _id: row._id, active: false, stoppedAt: null };
  return (await models.platforms.findOneAndUpdate(waiting, { $set: { active: true } }, options).lean()) ?? row;
}

async function saved({ models, toolKeys, clock }: RegistryNeeds, platform: NewPlatform): Promise<PlatformRow> {
  const { issuer, clientId } = platform;
  const update = async () =>
    models.platforms
      .findOneAndUpdate(
        { issuer, clientId },
        { $set: { ...platform }, ...(platform.active && { $unset: { stoppedAt: 1 } }) },
        { returnDocument: 'after' },
      )
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
