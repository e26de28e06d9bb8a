import type { Book } from './session.js';
import { outcomeOf } from './sessions.rules.js';

/** How many sessions each person took part in that were held; also those of mentorships that ended. */
export function heldCounts(books: readonly Book[], now: Date): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { memberIds, sessions } of books) {
    for (const session of sessions) {
      const outcome = outcomeOf(session, memberIds, now);
      if (outcome.is !== 'held') continue;
      for (const personId of memberIds.filter((one) => !outcome.missedBy.includes(one))) {
        counts.set(personId, (counts.get(personId) ?? 0) + 1);
      }
    }
  }
  return counts;
}
