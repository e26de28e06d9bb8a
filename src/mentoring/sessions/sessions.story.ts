import type { Roster } from '../../course/roster/person.js';
import type { StoryContribution, StoryEvent } from '../../home/story.js';
import type { SessionStore } from './sessions.store.js';
import { outcomeOf } from './sessions.rules.js';

interface Needs {
  store: Pick<SessionStore, 'of'>;
  roster: Pick<Roster, 'peopleById'>;
}

/** Whether people met, as they say; never what they wrote down. */
export function sessionsStory({ store, roster }: Needs): StoryContribution {
  return {
    async events({ visit: { courseId }, t, format, now }, personId) {
      const books = await store.of(courseId, personId);
      const ids = [...new Set(books.flatMap(({ memberIds }) => memberIds))].filter((id) => id !== personId);
      const people = ids.length === 0 ? undefined : await roster.peopleById(courseId, ids);
      return books.flatMap(({ memberIds, sessions }) => {
        const others = memberIds.filter((id) => id !== personId);
        const names = format.list(others.flatMap((id) => people?.get(id)?.name ?? []));
        return sessions.flatMap((session): StoryEvent[] => {
          const outcome = outcomeOf(session, memberIds, now);
          if (outcome.is !== 'held' && outcome.is !== 'missed') return [];
          const word = outcome.is === 'missed' ? 'missed' : outcome.byOne ? 'byOne' : 'held';
          return [{ at: session.endsAt, text: t(`sessions.story.${word}`, { names }) }];
        });
      });
    },
  };
}
