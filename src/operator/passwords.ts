import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt) as (
  password: string,
  salt: Buffer,
  length: number,
  options: ScryptOptions,
) => Promise<Buffer>;

/** OWASP's advice for scrypt (2023): N = 2^17, r = 8, p = 1, that is 128 MiB a try. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const length = 32;

/** `scrypt$N$r$p$salt$key`, base64url: the cost travels along, so it can be raised later. */
export async function passwordHash(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password.normalize('NFKC'), salt, length, cost);
  return stored(salt, key);
}

function stored(salt: Buffer, key: Buffer): string {
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** A stored form that no password fits, at the same cost. */
export function passwordOfNobody(): string {
  return stored(randomBytes(16), randomBytes(length));
}

export async function passwordMatches(password: string, form: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = form.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined)
    throw new Error('Unknown form of a stored password');
  const options = { N: Number(N), r: Number(r), p: Number(p), maxmem: cost.maxmem };
  const wanted = Buffer.from(key, 'base64url');
  const found = await derive(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), wanted.length, options);
  return timingSafeEqual(found, wanted);
}
