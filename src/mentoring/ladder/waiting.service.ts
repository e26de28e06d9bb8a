/** Ready texts that a partner has not sent, for reminders. */
import type { ReminderKind } from '../../reminders/reminder.js';
import { after, day } from '../../shared/clock.js';
import type { Mentorships } from '../mentorships/mentorship.js';
import { pairKeyOf } from '../mentorships/pair.js';
import { actsByPair, askedToWrite, isDealtWith } from './ladder.rules.js';
import type { LadderStore } from './ladder.store.js';

export interface WaitingParts {
  store: Pick<LadderStore, 'rows' | 'acts'>;
  mentorships: Pick<Mentorships, 'running'>;
}

const lasts = 14 * day;

export function ladderReminder({ store, mentorships }: WaitingParts): ReminderKind {
  const words = { name: 'ladder.reminder.name', when: 'ladder.reminder.when', line: 'ladder.reminder.line' };
  return {
    kind: 'ladder',
    words,
    async waiting({ courseId }) {
      const rows = (await store.rows(courseId)).filter(({ misses }) => misses.length > 0);
      if (rows.length === 0) return [];
      const [all, running] = await Promise.all([store.acts(courseId), mentorships.running(courseId)]);
      const [acts, byKey] = [actsByPair(all), new Map(running.map((one) => [pairKeyOf(one), one]))];
      return rows.flatMap((row) => {
        const [last, one] = [row.misses.at(-1), byKey.get(row.key)];
        if (!last || !one || isDealtWith({ since: last.at }, acts.get(row.key) ?? [], 'partner')) return [];
        const when = { from: after(last.at, day), until: after(last.at, lasts) };
        const path = `/ladder/${row.key}/text`;
        return askedToWrite(row, one.mentorIds).map((personId) => ({
          ...{ personId, waitingId: last.expectedId, ...when, path },
        }));
      });
    },
  };
}
