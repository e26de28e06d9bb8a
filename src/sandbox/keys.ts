import {
  CompactSign,
  compactVerify,
  createLocalJWKSet,
  decodeJwt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Moodle } from './moodle.js';
import type { State, ToolType } from './world.js';

/** The platform's own keys, and the check of what a tool signed. */

export async function ensureKey(moodle: Moodle): Promise<void> {
  if (moodle.state.keys.length === 0) await addKey(moodle);
}

/** Signs with a new key from now on; the old ones stay in the key set. */
export async function addKey(moodle: Moodle): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomBytes(10).toString('hex');
  moodle.state.keys.push({
    kid,
    privateJwk: { ...(await exportJWK(privateKey)) },
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' },
  });
  await moodle.save();
}

export interface SigningOptions {
  /** Names a key in the header that need not be ours. */
  kid?: string | null;
  alg?: 'RS256' | 'RS384' | 'RS512' | 'none' | 'HS256';
  /** Signs with a key that nobody knows. */
  foreignKey?: boolean;
  header?: Record<string, unknown>;
}

/** Signs any claims with the platform's newest key, or wrongly on demand: for tests that forge launches. */
export async function signToken(moodle: Moodle, claims: JWTPayload, options: SigningOptions = {}): Promise<string> {
  const key = moodle.state.keys.at(-1);
  if (!key) throw new Error('the platform has no key yet');
  const alg = options.alg ?? 'RS256';
  const kid = options.kid === undefined ? key.kid : options.kid;
  const header: JWTHeaderParameters = { typ: 'JWT', alg, ...(kid === null ? {} : { kid }), ...options.header };
  if (alg === 'none') return `${encoded(header)}.${encoded(claims)}.`;
  const signer = await signerFor(key, alg, options.foreignKey ?? false);
  const jwt = new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader(header);
  return jwt.sign(signer, header.crit ? { crit: understood(header) } : {});
}

async function signerFor(
  key: State['keys'][number],
  alg: Exclude<SigningOptions['alg'], undefined>,
  foreign: boolean,
): Promise<Awaited<ReturnType<typeof importJWK>>> {
  // The classic forgery: the public key, which everybody has, taken for a shared secret.
  if (alg === 'HS256') return new TextEncoder().encode(JSON.stringify(key.publicJwk));
  if (foreign) return (await generateKeyPair(alg, { extractable: true })).privateKey;
  return importJWK(key.privateJwk, alg);
}

/** jose signs a critical header only when told that it is understood. */
function understood(header: object): Record<string, boolean> {
  return Object.fromEntries(Object.keys(header).map((name) => [name, true]));
}

function encoded(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** Our own registration tokens: signature and time; undefined when either is wrong. */
export async function verifyOwn(moodle: Moodle, token: string): Promise<JWTPayload | undefined> {
  try {
    const keys = { keys: moodle.state.keys.map((key) => key.publicJwk) };
    await compactVerify(token, createLocalJWKSet(keys));
    const claims = decodeJwt(token);
    return claims.exp !== undefined && claims.exp > moodle.seconds() ? claims : undefined;
  } catch {
    return undefined;
  }
}

const keySetBody = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });
const toolKeys = new WeakMap<Moodle, Map<string, JSONWebKeySet>>();

/**
 * Checks a JWT of the tool with its key set, cached per tool and fetched again when the check fails, so that a new key
 * works at once. `aud`, `iss` and a used `jti` are not looked at; time is, without leeway. The failure is Moodle's text.
 */
export async function verifyByTool(
  moodle: Moodle,
  tool: ToolType,
  token: string,
): Promise<{ claims: JWTPayload } | { failure: string }> {
  const cache = toolKeys.get(moodle) ?? new Map<string, JSONWebKeySet>();
  toolKeys.set(moodle, cache);
  const known = cache.get(tool.keysetUrl);
  const valid = (known && (await isSignedBy(known, token))) || (await isSignedBy(await fetchKeys(tool, cache), token));
  if (!valid) return { failure: 'Signature verification failed' };
  const claims = decodeJwt(token);
  const now = moodle.seconds();
  const early = [claims.nbf, claims.iat].find((time) => time !== undefined && time > now);
  if (early !== undefined) {
    const at = new Date(early * 1000).toISOString().replace(/\.\d+Z$/, '+0000');
    return { failure: `Cannot handle token with ${early === claims.nbf ? 'nbf' : 'iat'} prior to ${at}` };
  }
  if (claims.exp !== undefined && now >= claims.exp) return { failure: 'Expired token' };
  return { claims };
}

async function isSignedBy(keys: JSONWebKeySet | undefined, token: string): Promise<boolean> {
  if (!keys) return false;
  try {
    await compactVerify(token, createLocalJWKSet(keys), { algorithms: ['RS256'] });
    return true;
  } catch {
    return false;
  }
}

async function fetchKeys(tool: ToolType, cache: Map<string, JSONWebKeySet>): Promise<JSONWebKeySet | undefined> {
  try {
    const answer = await fetch(tool.keysetUrl, { signal: AbortSignal.timeout(5000) });
    // jose checks every key again before it uses one.
    const keys = keySetBody.parse(await answer.json()) as unknown as JSONWebKeySet;
    cache.set(tool.keysetUrl, keys);
    return keys;
  } catch {
    return undefined;
  }
}
