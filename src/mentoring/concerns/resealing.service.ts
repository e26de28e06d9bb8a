import type { Sealed, SealedRecords, Vault } from '../../shared/vault.js';
import type { ConcernsStore } from './concerns.store.js';
import { resealed, sealOf, type SealedConcern } from './sealed.rules.js';

/** Follows a change of the encryption key. */
export function resealingService(store: ConcernsStore, vault: Vault): Sealed {
  async function everything(): Promise<SealedConcern[]> {
    const lists = await Promise.all((await store.dueCourses()).map((courseId) => store.all(courseId)));
    return lists.flat();
  }

  return {
    of: 'concerns',
    async reseal(): Promise<SealedRecords> {
      for (const concern of await everything()) {
        const fresh = sealOf(vault, concern) === 'older' ? resealed(vault, concern) : undefined;
        if (fresh) await store.reseal(concern.courseId, concern, fresh);
      }
      const now = (await everything()).map((concern) => ({ id: concern.concernId, seal: sealOf(vault, concern) }));
      const count = (wanted: string) => now.filter(({ seal }) => seal === wanted).length;
      const lost = now.filter(({ seal }) => seal === 'lost').map(({ id }) => id);
      return { current: count('current'), older: count('older'), lost };
    },
  };
}
