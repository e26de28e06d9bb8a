import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/** Encrypts what must not be read from a stolen database: AES-256-GCM, bound to the record it belongs to. */
export interface Vault {
  seal(plain: string, recordId: string): string;
  /** Throws when the text, its record or its key was changed. */
  open(sealed: string, recordId: string): string;
  /** Which key it was sealed with: the first, another that is listed, or one that is not. */
  sealOf(sealed: string): SealedWith;
  /** A name for a text that tells nothing of it and finds its records: by the first key. */
  mark(text: string): string;
  /** The names that the text may have: by every key. */
  marks(text: string): string[];
}

export type SealedWith = 'current' | 'older' | 'lost';

/** What is sealed in one store. */
export interface SealedRecords {
  current: number;
  older: number;
  /** What names those whose key is not listed. */
  lost: readonly string[];
}

/** A store with sealed records, which all of them follow when the key is changed. */
export interface Sealed {
  /** What they are, in the words of the command line: "private keys". */
  of: string;
  /** Seals everything with the first key. Safe to run twice, and beside running servers. */
  reseal(): Promise<SealedRecords>;
}

interface VaultKey {
  id: string;
  bytes: Buffer;
}

/** The first key seals; all of them open, so that a key can be replaced while its texts are still there. */
export function createVault(keys: readonly string[]): Vault {
  const parsed = keys.map(vaultKey);
  const [current] = parsed;
  if (!current) throw new Error('no encryption key');
  return {
    seal: (plain, recordId) => seal(current, plain, recordId),
    open: (sealed, recordId) => open(parsed, sealed, recordId),
    sealOf(sealed) {
      const place = parsed.findIndex((key) => sealed.startsWith(`v1.${key.id}.`));
      if (place === -1) return 'lost';
      return place === 0 ? 'current' : 'older';
    },
    mark: (text) => mark(current, text),
    marks: (text) => parsed.map((key) => mark(key, text)),
  };
}

function vaultKey(base64: string): VaultKey {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32) throw new Error('an encryption key is 32 bytes in base64');
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

function mark(key: VaultKey, text: string): string {
  return createHmac('sha256', key.bytes).update(`mark\n${text}`).digest('base64url');
}

function seal(key: VaultKey, plain: string, recordId: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(recordId));
  const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const parts = [iv, data, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return ['v1', key.id, ...parts].join('.');
}

function open(keys: readonly VaultKey[], sealed: string, recordId: string): string {
  const [version, keyId, iv, data, tag] = sealed.split('.');
  const key = keys.find((candidate) => candidate.id === keyId);
  if (version !== 'v1' || !key || iv === undefined || data === undefined || tag === undefined) {
    throw new Error('sealed with a key that is not configured');
  }
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(recordId)).setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(data, 'base64url')), decipher.final()]).toString('utf8');
}
