import { readGroupNames, type BadGroupLine } from './groups.rules.js';
import type { GroupStore } from './groups.store.js';

export type GroupImport = { ok: true; names: number } | { ok: false; bad: BadGroupLine[] };

export type GroupsService = ReturnType<typeof groupsService>;

export function groupsService({ groups }: { groups: GroupStore }) {
  return {
    names: (courseId: string) => groups.names(courseId),

    /** Takes the place of the list before, as a whole; one bad line and nothing changes. */
    async importNames(courseId: string, text: string): Promise<GroupImport> {
      const { names, bad } = readGroupNames(text);
      if (bad.length > 0) return { ok: false, bad };
      await groups.replaceNames(courseId, names);
      return { ok: true, names: names.length };
    },
  };
}
