/** Words of a concern as they lie in the store, each bound to its record. */
import type { Vault } from '../../shared/vault.js';
import type { ConcernFacts, ConcernWords, Entry, ReportedMessage } from './concern.js';

export interface SealedEntry {
  entryId: string;
  at: Date;
  sealed: string;
}

export interface SealedConcern extends ConcernFacts {
  courseId: string;
  /** Finds what somebody wrote without saying who it is. */
  authorMark: string;
  sealed: string;
  entries: readonly SealedEntry[];
}

export function markOf(vault: Vault, courseId: string, personId: string): string {
  return vault.mark(`${courseId}\n${personId}`);
}

/** By every key: what was written before a change of keys is found too. */
export function marksOf(vault: Vault, courseId: string, personId: string): string[] {
  return vault.marks(`${courseId}\n${personId}`);
}

export function sealedWords(vault: Vault, concernId: string, words: ConcernWords): string {
  return vault.seal(JSON.stringify(words), concernId);
}

export function sealedEntry(vault: Vault, concernId: string, entryId: string, { authorId, text, at }: Entry) {
  return { entryId, at, sealed: vault.seal(JSON.stringify({ authorId, text }), `${concernId}.${entryId}`) };
}

/** Undefined when the key that sealed it is not listed. @throws when it was changed by somebody */
export function openedWords(vault: Vault, concern: SealedConcern): ConcernWords | undefined {
  if (vault.sealOf(concern.sealed) === 'lost') return undefined;
  const words = JSON.parse(vault.open(concern.sealed, concern.concernId)) as ConcernWords;
  const reported = words.reported.map((one): ReportedMessage => ({ ...one, sentAt: new Date(one.sentAt) }));
  return { ...words, reported };
}

/** Entries whose key is not listed are left out; the page says so. */
export function openedEntries(vault: Vault, { concernId, entries }: SealedConcern): Entry[] {
  return entries.flatMap(({ entryId, at, sealed }) => {
    if (vault.sealOf(sealed) === 'lost') return [];
    return [{ ...(JSON.parse(vault.open(sealed, `${concernId}.${entryId}`)) as Omit<Entry, 'at'>), at }];
  });
}

/** The worst of its seals: one lost part is enough. */
export function sealOf(vault: Vault, { sealed, entries }: Pick<SealedConcern, 'sealed' | 'entries'>) {
  const seals = [sealed, ...entries.map((entry) => entry.sealed)].map((one) => vault.sealOf(one));
  return seals.includes('lost') ? 'lost' : seals.includes('older') ? 'older' : 'current';
}

/** The same with the first key; undefined where its key is not listed. */
export function resealed(vault: Vault, concern: SealedConcern) {
  const words = openedWords(vault, concern);
  if (!words || sealOf(vault, concern) === 'lost') return undefined;
  return {
    sealed: sealedWords(vault, concern.concernId, words),
    authorMark: markOf(vault, concern.courseId, words.authorId),
    entries: openedEntries(vault, concern).map((entry, place) =>
      sealedEntry(vault, concern.concernId, concern.entries[place]?.entryId ?? '', entry),
    ),
  };
}
