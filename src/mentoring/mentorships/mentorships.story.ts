import type { Roster } from '../../course/roster/person.js';
import type { StoryContribution, StoryEvent } from '../../home/story.js';
import { partnersOf, type Mentorships } from './mentorship.js';

interface Needs {
  mentorships: Pick<Mentorships, 'ever'>;
  roster: Pick<Roster, 'peopleById'>;
}

/** With whom somebody was, from when to when. */
export function mentorshipsStory({ mentorships, roster }: Needs): StoryContribution {
  return {
    async events({ visit: { courseId }, t, format }, personId) {
      const all = await mentorships.ever(courseId, personId);
      const ids = [...new Set(all.flatMap((one) => partnersOf(one, personId)))];
      const people = ids.length === 0 ? undefined : await roster.peopleById(courseId, ids);
      return all.flatMap((one): StoryEvent[] => {
        const names = format.list(partnersOf(one, personId).flatMap((id) => people?.get(id)?.name ?? []));
        const role = one.mentorIds.includes(personId) ? 'mentor' : one.menteeIds.includes(personId) ? 'mentee' : 'peer';
        return [
          { at: one.startedAt, text: t(`mentorships.story.${role}`, { names }) },
          ...(one.endedAt ? [{ at: one.endedAt, text: t('mentorships.story.ended', { names }) }] : []),
        ];
      });
    },
  };
}
