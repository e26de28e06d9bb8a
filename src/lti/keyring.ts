/** Public keys of the platforms, by `kid`, kept parsed: reading a key from text costs more than the signature check. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { hour, second, type Clock } from '../shared/clock.js';
import type { GatewayLogger } from './options.js';
import type { Outgoing } from './outgoing.js';
import type { RegisteredPlatform } from './platforms.js';

export type KeyProblem = 'key_unknown' | 'keys_unreachable';

export interface Keyring {
  key(platform: RegisteredPlatform, kid: string): Promise<KeyObject | KeyProblem>;
}

interface Keyset {
  url: string;
  keys: ReadonlyMap<string, KeyObject>;
  fetchedAt: number;
  askedAt: number;
  asking?: Promise<void>;
}

// A stranger's tokens with invented kids must not make us hammer the platform.
const pause = 5 * second;
// A key the platform withdrew is forgotten after this long, if the platform can be reached.
const freshFor = hour;
const staleFor = 24 * hour;
const limit = 256 * 1024;

const keysetAnswer = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(100) });
const rsaKey = z.object({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string() });

export function createKeyring(outgoing: Outgoing, clock: Clock, logger: GatewayLogger): Keyring {
  const keysets = new Map<string, Keyset>();

  function keysetOf(platform: RegisteredPlatform): Keyset {
    const known = keysets.get(platform.platformId);
    if (known?.url === platform.keysetUrl) return known;
    const fresh: Keyset = { url: platform.keysetUrl, keys: new Map(), fetchedAt: 0, askedAt: 0 };
    keysets.set(platform.platformId, fresh);
    return fresh;
  }

  async function ask(keyset: Keyset, platformId: string): Promise<void> {
    keyset.askedAt = clock().getTime();
    const keys = await fetchKeys(outgoing, keyset.url);
    if (typeof keys === 'string') logger.warn({ platformId, reason: keys }, 'keys of a platform not fetched');
    else Object.assign(keyset, { keys, fetchedAt: clock().getTime() });
  }

  return {
    async key(platform, kid) {
      const keyset = keysetOf(platform);
      const age = () => clock().getTime() - keyset.fetchedAt;
      const known = keyset.keys.get(kid);
      if (known && age() < freshFor) return known;
      if (clock().getTime() - keyset.askedAt >= pause) {
        keyset.asking ??= ask(keyset, platform.platformId).finally(() => delete keyset.asking);
      }
      await keyset.asking;
      const found = keyset.keys.get(kid);
      if (found && age() < staleFor) return found;
      return age() < staleFor ? 'key_unknown' : 'keys_unreachable';
    },
  };
}

async function fetchKeys(outgoing: Outgoing, url: string): Promise<Map<string, KeyObject> | string> {
  const answer = await outgoing.send({
    method: 'GET',
    url,
    headers: { Accept: 'application/json' },
    timeout: 5 * second,
    limit,
  });
  if (!answer.ok) return answer.failure.code;
  if (answer.value.status !== 200) return `status ${answer.value.status}`;
  try {
    return parsedKeys(keysetAnswer.parse(JSON.parse(answer.value.body)).keys);
  } catch {
    return 'unreadable';
  }
}

/** Keys of other kinds, or broken ones, are left out: they cannot have signed an RS256 token. */
function parsedKeys(listed: readonly unknown[]): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const candidate of listed) {
    const jwk = rsaKey.safeParse(candidate);
    if (!jwk.success) continue;
    const key = publicKey(jwk.data);
    if (key && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) keys.set(jwk.data.kid, key);
  }
  return keys;
}

function publicKey(jwk: { kty: string; n: string; e: string }): KeyObject | undefined {
  try {
    return createPublicKey({ key: { kty: jwk.kty, n: jwk.n, e: jwk.e }, format: 'jwk' });
  } catch {
    return undefined;
  }
}
