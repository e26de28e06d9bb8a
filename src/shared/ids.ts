import { createHash, randomBytes } from 'node:crypto';

/** 96 random bits in 16 URL-safe characters: names a record, proves nothing. */
export function newId(): string {
  return randomBytes(12).toString('base64url');
}

/** 256 random bits in 43 URL-safe characters: whoever holds it is believed. Stored only as {@link secretHash}. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Eight capitals and digits that a person can read out: found again in the log and among the failures. */
export function newReference(): string {
  return newId().replace(/[-_]/g, '0').slice(0, 8).toUpperCase();
}

export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Tells one text from another in 22 URL-safe characters: whether it is still what somebody saw. */
export function fingerprint(text: string): string {
  return secretHash(text).slice(0, 22);
}

/** "7F3": tells apart people whose names a platform withholds. Four hexadecimal digits of the id's hash. */
export function shortCode(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 4).toUpperCase();
}
