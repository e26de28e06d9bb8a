import type { StoryContribution, StoryEvent } from '../../home/story.js';
import { NotFound } from '../../shared/errors.js';
import type { Asked } from '../../web/routing.js';
import type { Person, Roster } from '../roster/person.js';
import { inOrder, lookLasts } from './story.rules.js';
import type { Look, StoryStore } from './story.store.js';

interface Needs {
  store: StoryStore;
  roster: Pick<Roster, 'person' | 'peopleById'>;
  /** Of the features, asked when a page is opened. */
  told: () => readonly StoryContribution[];
}

export interface Story {
  person: Person;
  events: readonly StoryEvent[];
  looks: readonly { name: string | undefined; at: Date }[];
}

export type StoryService = ReturnType<typeof storyService>;

/** What happened with one person, in order of time, and who of the staff has looked. */
export function storyService({ store, roster, told }: Needs) {
  async function story(asked: Asked, personId: string): Promise<Story> {
    const { courseId } = asked.visit;
    const person = await roster.person(courseId, personId);
    if (!person) throw new NotFound();
    const [parts, looks] = await Promise.all([
      Promise.all(told().map((one) => one.events(asked, personId))),
      store.looks(courseId, personId),
    ]);
    const names = looks.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, idsOf(looks));
    return {
      person,
      events: inOrder(parts.flat()),
      looks: looks.map(({ byId, at }) => ({ name: names.get(byId)?.name, at })),
    };
  }

  return {
    story,

    /** Noted once an hour, before anything is shown. */
    async look({ visit, now }: Asked, personId: string): Promise<void> {
      const { courseId, personId: byId } = visit;
      if (!(await roster.person(courseId, personId))) throw new NotFound();
      const known = await store.looks(courseId, personId);
      if (known.some((one) => one.byId === byId && now.getTime() - one.at.getTime() < lookLasts)) return;
      await store.look(courseId, personId, { byId, at: now });
    },
  };
}

function idsOf(looks: readonly Look[]): string[] {
  return [...new Set(looks.map(({ byId }) => byId))];
}
