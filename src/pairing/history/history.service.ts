import type { Person, Roster } from '../../course/roster/person.js';
import type { HistoryEntry } from '../words/history.js';
import type { Carry } from './audit.service.js';
import type { HistoryStore } from './history.store.js';

export interface HistorySheet {
  entries: readonly HistoryEntry[];
  count: number;
  people: ReadonlyMap<string, Person>;
}

export type HistoryService = ReturnType<typeof historyService>;

export interface HistoryParts {
  history: Pick<HistoryStore, 'entries' | 'count'>;
  roster: Pick<Roster, 'peopleById'>;
  carry: Carry;
}

export function historyService({ history, roster, carry }: HistoryParts) {
  return {
    /** Newest first. @param page from 1 */
    async sheet(courseId: string, page: number, size: number): Promise<HistorySheet> {
      await carry(courseId);
      const [entries, count] = await Promise.all([
        history.entries(courseId, { skip: (page - 1) * size, limit: size }),
        history.count(courseId),
      ]);
      const named = new Set(entries.flatMap(({ personIds, by }) => [...personIds, ...(by === undefined ? [] : [by])]));
      const people = await roster.peopleById(courseId, [...named]);
      return { entries, count, people };
    },
  };
}
