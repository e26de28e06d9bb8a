/** Our own RSA key pairs, one per platform: they sign client assertions and deep-linking answers. */
import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { SignJWT, type JWTPayload } from 'jose';
import type { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import type { LtiModels } from './lti.models.js';
import type { Vault } from '../shared/vault.js';

export interface ToolKeys {
  /** Makes a pair in the thread pool, stores it, and returns its `kid`. */
  create(platformId: string): Promise<string>;
  sign(kid: string, claims: JWTPayload, seconds: number): Promise<string>;
  /** False when the key it is sealed with is not listed any more. */
  canSign(kid: string): Promise<boolean>;
  /** The current ones, the next ones, and the former ones until they retire. */
  publicKeys(): Promise<{ kid: string; key: string }[]>;
  /** All pairs of a platform but this one stop being public then. */
  retireOthers(platformId: string, kid: string, at: Date): Promise<void>;
  remove(kid: string): Promise<void>;
  removeAll(platformId: string): Promise<void>;
}

const generate = promisify(generateKeyPair);
const newPair = () =>
  generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
// Moodle refuses an assertion whose iat is later than its own clock, without any leeway.
const backdatedSeconds = 10;

export function createToolKeys(models: LtiModels, vault: Vault, clock: Clock): ToolKeys {
  const privateKeys = new Map<string, KeyObject>();

  async function privateKey(kid: string): Promise<KeyObject> {
    const known = privateKeys.get(kid);
    if (known) return known;
    const row = await models.toolKeys.findById(kid).lean();
    if (!row) throw new Error(`tool key ${kid} is missing`);
    const key = createPrivateKey(vault.open(row.privateKey, kid));
    privateKeys.set(kid, key);
    return key;
  }

  return {
    async create(platformId) {
      const kid = newId();
      const pair = await newPair();
      await models.toolKeys.create({
        _id: kid,
        platformId,
        publicKey: pair.publicKey,
        privateKey: vault.seal(pair.privateKey, kid),
        createdAt: clock(),
      });
      return kid;
    },
    async sign(kid, claims, seconds) {
      const issuedAt = Math.floor(clock().getTime() / 1000) - backdatedSeconds;
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + backdatedSeconds + seconds)
        .sign(await privateKey(kid));
    },
    async canSign(kid) {
      const row = await models.toolKeys.findById(kid).lean();
      return row !== null && vault.sealOf(row.privateKey) !== 'lost';
    },
    async publicKeys() {
      const rows = await models.toolKeys.find({}, { publicKey: 1, retiresAt: 1 }).lean();
      const now = clock();
      const shown = rows.filter(({ retiresAt }) => !retiresAt || retiresAt > now);
      return shown.map((row) => ({ kid: row._id, key: row.publicKey }));
    },
    async retireOthers(platformId, kid, at) {
      await models.toolKeys
        .updateMany({ platformId, retiresAt: null }, { $set: { retiresAt: at } })
        .where('_id')
        .ne(kid);
    },
    async remove(kid) {
      await models.toolKeys.deleteOne({ _id: kid });
      privateKeys.delete(kid);
    },
    async removeAll(platformId) {
      await models.toolKeys.deleteMany({ platformId });
      privateKeys.clear();
    },
  };
}
