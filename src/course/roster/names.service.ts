import { NotFound } from '../../shared/errors.js';
import { basicsMapper } from './people.rules.js';
import { nameKey } from './names.rules.js';
import type { PeopleStore } from './people.store.js';
import type { NameSource } from './person.js';
import { nameShown } from './roster.rules.js';

/** What the page about one's own name shows. */
export interface NameSheet {
  /** What others read. */
  shown: string;
  source: NameSource;
  /** Self-chosen; kept, though not shown, when the platform shares a name later. */
  chosen?: string;
  /** A teacher took a chosen name away. */
  takenAway: boolean;
}

export type NameAnswer = 'saved' | 'dropped' | 'taken' | 'refused';

export type NamesService = ReturnType<typeof namesService>;

export function namesService({ people, nameless }: { people: PeopleStore; nameless: (code: string) => string }) {
  const toPerson = basicsMapper(nameless);

  async function row(courseId: string, personId: string) {
    const found = await people.byId(courseId, personId);
    if (!found) throw new NotFound();
    return found;
  }

  /** Also names that the platform tells, and those of people who left: their work is still here. */
  async function isTaken(courseId: string, personId: string, key: string): Promise<boolean> {
    const others = (await people.all(courseId)).filter((other) => other._id !== personId);
    return others.some((other) => nameKey(toPerson(other).name) === key);
  }

  return {
    async sheet(courseId: string, personId: string): Promise<NameSheet> {
      const person = await row(courseId, personId);
      return {
        shown: toPerson(person).name,
        source: nameShown(person).source,
        ...(person.chosenName !== undefined && { chosen: person.chosenName }),
        takenAway: person.chosenName === undefined && (person.refusedKeys ?? []).length > 0,
      };
    },

    /** @param name tidy and without problem; empty to be called "Learner 7F3" again */
    async choose(courseId: string, personId: string, name: string): Promise<NameAnswer> {
      const person = await row(courseId, personId);
      if (name === '') {
        await people.dropName(courseId, personId);
        return 'dropped';
      }
      const key = nameKey(name);
      if (person.refusedKeys?.includes(key)) return 'refused';
      if (await isTaken(courseId, personId, key)) return 'taken';
      return (await people.chooseName(courseId, personId, { name, key })) ? 'saved' : 'taken';
    },

    /** A teacher takes a self-chosen name away; its owner may choose another one. */
    async takeAway(courseId: string, personId: string): Promise<void> {
      const { chosenKey } = await row(courseId, personId);
      if (chosenKey !== undefined) await people.dropName(courseId, personId, chosenKey);
    },
  };
}
