import { after, day } from '../../shared/clock.js';
import type { PutOff, Size } from './later.js';
import { itemCalled } from '../item.rules.js';
import type { LaterStore } from './later.store.js';

interface Doer {
  courseId: string;
  personId: string;
}

export type LaterService = ReturnType<typeof laterService>;

/** Each teacher's own queue: what one puts off, the others still see. */
export function laterService(store: LaterStore) {
  return {
    putOff({ courseId, personId }: Doer): Promise<PutOff[]> {
      return store.putOff(courseId, personId);
    },

    async putOffItem(
      { courseId, personId }: Doer,
      name: string,
      { days, size }: { days: number; size: Size },
      now: Date,
    ) {
      await store.putOffItem(courseId, personId, { item: itemCalled(name), size, until: after(now, days * day) });
    },

    async bringBack({ courseId, personId }: Doer, name: string): Promise<void> {
      await store.bringBack(courseId, personId, itemCalled(name));
    },
  };
}
