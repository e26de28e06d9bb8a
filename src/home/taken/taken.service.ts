import { itemCalled } from '../item.rules.js';
import type { TakenStore } from './taken.store.js';

/** Staff who are in the course, by id, as they are called. */
export type Colleagues = (courseId: string, personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** By item: who has it. */
export type TakenBy = ReadonlyMap<string, { byId: string; name: string }>;

export type TakenService = ReturnType<typeof takenService>;

/** What one of the staff has taken, all of them see; whoever left has nothing any more. */
export function takenService(store: TakenStore, colleagues: Colleagues) {
  return {
    async taken(courseId: string): Promise<TakenBy> {
      const all = await store.taken(courseId);
      if (all.length === 0) return new Map();
      const names = await colleagues(courseId, [...new Set(all.map(({ byId }) => byId))]);
      return new Map(
        all.flatMap(({ item, byId }) => {
          const name = names.get(byId);
          return name === undefined ? [] : [[item, { byId, name }]];
        }),
      );
    },

    async take({ courseId, personId }: { courseId: string; personId: string }, item: string, at: Date) {
      await store.take(courseId, { item: itemCalled(item), byId: personId, at });
    },

    async giveBack({ courseId, personId }: { courseId: string; personId: string }, item: string) {
      await store.giveBack(courseId, itemCalled(item), personId);
    },
  };
}
