/** Signed links that end letters. */
import type { Vault } from '../shared/vault.js';
import type { ReadersStore } from './readers.store.js';
import { proposedWishes, type Reader } from './reminder.js';

export interface UnsubscribingNeeds {
  readers: Pick<ReadersStore, 'byId' | 'wish'>;
  vault: Pick<Vault, 'mark' | 'marks'>;
  publicUrl: string;
}

export type UnsubscribingService = ReturnType<typeof unsubscribingService>;

export function unsubscribingService({ readers, vault, publicUrl }: UnsubscribingNeeds) {
  const signed = (readerId: string) => `unsubscribe\n${readerId}`;

  async function reader(token: string): Promise<Reader | undefined> {
    const [readerId = '', mark = '', ...more] = token.split('.');
    if (more.length > 0) return undefined;
    return vault.marks(signed(readerId)).includes(mark) ? readers.byId(readerId) : undefined;
  }

  return {
    reader,

    link: (readerId: string): string => `${publicUrl}/unsubscribe/${readerId}.${vault.mark(signed(readerId))}`,

    /** Whether there was somebody; again it is the same. */
    async end(token: string): Promise<boolean> {
      const found = await reader(token);
      if (!found) return false;
      const { platformId, externalId, wishes = proposedWishes } = found;
      await readers.wish({ platformId, externalId }, { ...wishes, mail: false });
      return true;
    },
  };
}
