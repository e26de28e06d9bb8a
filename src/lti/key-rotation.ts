/** New key pairs for platforms, and a new encryption key for all of them, while Tandem runs. */
import { after, day, hour, type Clock } from '../shared/clock.js';
import { Conflict, NotFound } from '../shared/errors.js';
import type { KeysState, LtiGateway } from './gateway.js';
import type { LtiModels, PlatformRow } from './lti.models.js';
import type { ToolKeys } from './tool-keys.js';
import type { Vault } from '../shared/vault.js';

// Moodle fetches the key set again when a signature names a key it does not know; other platforms look once in a while.
const publicBeforeUse = hour;
// What the former key signed (assertions: one minute, deep-linking answers: five) has long been looked at by then.
const publicAfterUse = day;

interface RotationNeeds {
  models: LtiModels;
  toolKeys: ToolKeys;
  vault: Vault;
  clock: Clock;
  /** Called when a platform's keys have changed. */
  forget: () => void;
}

/** The pair that signs now. */
export function signingKid({ kid, next }: { kid: string; next?: PlatformRow['next'] | undefined }, now: Date): string {
  return next && next.signsFrom <= now ? next.kid : kid;
}

export function createKeyRotation({ models, toolKeys, vault, clock, forget }: RotationNeeds): LtiGateway['keys'] {
  async function state(): Promise<KeysState> {
    const rows = await models.toolKeys.find({}, { privateKey: 1, platformId: 1, retiresAt: 1 }).lean();
    const now = clock();
    const inUse = rows.filter(({ retiresAt }) => !retiresAt || retiresAt > now);
    const sealed = inUse.map(({ privateKey, platformId }) => ({ platformId, seal: vault.sealOf(privateKey) }));
    const count = (seal: string) => sealed.filter((row) => row.seal === seal).length;
    const lost = sealed.filter(({ seal }) => seal === 'lost').map(({ platformId }) => platformId);
    return { current: count('current'), older: count('older'), lost: [...new Set(lost)] };
  }

  return {
    state,
    async rotate(platformId) {
      const row = await models.platforms.findById(platformId).lean();
      if (!row) throw new NotFound();
      const now = clock();
      if (row.next && row.next.signsFrom > now) throw new Conflict('key_rotation_running');
      const current = signingKid(row, now);
      // A key that cannot be opened signs nothing: its successor need not wait.
      const works = await toolKeys.canSign(current);
      const signsFrom = works ? after(now, publicBeforeUse) : now;
      const kid = await toolKeys.create(platformId);
      const changed = await models.platforms.updateOne(
        { _id: platformId, kid: row.kid, ...(row.next ? { 'next.kid': row.next.kid } : { next: null }) },
        { $set: { kid: current, next: { kid, signsFrom } } },
      );
      if (changed.matchedCount === 0) {
        await toolKeys.remove(kid);
        throw new Conflict('key_rotation_running');
      }
      forget();
      await toolKeys.retireOthers(platformId, kid, works ? after(signsFrom, publicAfterUse) : now);
      return { signsFrom };
    },
    async reseal() {
      const rows = await models.toolKeys.find({}, { privateKey: 1 }).lean();
      for (const { _id, privateKey } of rows.filter((row) => vault.sealOf(row.privateKey) === 'older')) {
        const sealed = vault.seal(vault.open(privateKey, _id), _id);
        await models.toolKeys.updateOne({ _id, privateKey }, { $set: { privateKey: sealed } });
      }
      return state();
    },
  };
}
