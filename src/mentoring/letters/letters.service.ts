import { isLearnerHere, type Person, type Roster } from '../../course/roster/person.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Letter, Letters } from './letter.js';
import { isNews, namedAtMost, unread } from './letters.rules.js';
import type { LettersStore } from './letters.store.js';

interface Doer {
  courseId: string;
  personId: string;
}

/** A letter as its reader or its course's staff see it. */
export interface ShownLetter {
  letter: Letter;
  /** Undefined where nobody knows them any more. */
  by: Person | undefined;
  to: readonly Person[];
  /** How many have read it. */
  reads: number;
}

export interface LettersNeeds {
  store: LettersStore;
  roster: Pick<Roster, 'peopleById' | 'learners'>;
}

/** Newer letters of which it is asked who has not read them. */
const lookedAt = 50;

export type LettersService = ReturnType<typeof lettersService>;

export function lettersService({ store, roster }: LettersNeeds) {
  /** Learners who are here, of these ids. */
  async function here(courseId: string, ids: readonly string[]): Promise<Person[]> {
    const wanted = [...new Set(ids)].filter((id) => id !== '').slice(0, namedAtMost);
    if (wanted.length === 0) return [];
    const people = await roster.peopleById(courseId, wanted);
    return wanted.flatMap((id) => people.get(id) ?? []).filter(isLearnerHere);
  }

  const send: Letters['send'] = ({ courseId, personId }, letter, now) =>
    store.add(courseId, { ...letter, byId: personId, at: now });

  async function shown(courseId: string, letters: readonly Letter[], reads: ReadonlyMap<string, number>) {
    const ids = letters.flatMap(({ byId, toIds = [] }) => [byId, ...toIds]);
    const people = ids.length === 0 ? new Map<string, Person>() : await roster.peopleById(courseId, [...new Set(ids)]);
    return letters.map((letter): ShownLetter => {
      const to = (letter.toIds ?? []).flatMap((id) => people.get(id) ?? []);
      return { letter, by: people.get(letter.byId), to, reads: reads.get(letter.letterId) ?? 0 };
    });
  }

  async function readCounts(courseId: string, ids: readonly string[], personIds?: readonly string[]) {
    return ids.length === 0 ? new Map<string, number>() : store.readCounts(courseId, ids, personIds);
  }

  return {
    send,
    here,

    /** Those of these ids whom the course knows, also who left. */
    async known(courseId: string, ids: readonly string[]): Promise<Person[]> {
      const wanted = [...new Set(ids)].slice(0, namedAtMost);
      if (wanted.length === 0) return [];
      const people = await roster.peopleById(courseId, wanted);
      return wanted.flatMap((id) => people.get(id) ?? []);
    },

    /** Refused where nobody of those whom it names learns here any more. @param to empty: everybody */
    async write(
      doer: Doer,
      { to, text, once }: { to: readonly string[]; text: string; once: string },
      now: Date,
    ): Promise<Result<number, 'nobody'>> {
      const all = to.length === 0;
      const people = all ? await roster.learners(doer.courseId) : await here(doer.courseId, to);
      if (people.length === 0) return failure('nobody');
      const whom = all ? {} : { toIds: people.map(({ personId }) => personId) };
      await send(doer, { text, once, ...whom }, now);
      return success(people.length);
    },

    /** What was not read yet, the first one first. */
    async news({ courseId, personId }: Doer, now: Date): Promise<ShownLetter[]> {
      const [letters, read] = await Promise.all([store.to(courseId, personId), store.readBy(courseId, personId)]);
      return shown(courseId, unread(letters, new Set(read), now), new Map());
    },

    /** All that was written to this person, the newest first. */
    async mine({ courseId, personId }: Doer): Promise<ShownLetter[]> {
      return shown(courseId, await store.to(courseId, personId), new Map());
    },

    async read({ courseId, personId }: Doer, letters: readonly Letter[], now: Date): Promise<void> {
      const known = new Set(await store.readBy(courseId, personId));
      const fresh = letters.map(({ letterId }) => letterId).filter((id) => !known.has(id));
      if (fresh.length > 0) await store.read(courseId, personId, fresh, now);
    },

    /** What staff wrote, the newest first; of what is for everybody, how many of those who learn here now have read it. */
    async sent(courseId: string, { skip, limit }: { skip: number; limit: number }) {
      const [letters, learners] = await Promise.all([store.page(courseId, skip, limit), roster.learners(courseId)]);
      const idsOf = (some: readonly Letter[]) => some.map(({ letterId }) => letterId);
      const here = learners.map(({ personId }) => personId);
      const counts = await Promise.all([
        readCounts(courseId, idsOf(letters.filter(({ toIds }) => toIds))),
        readCounts(courseId, idsOf(letters.filter(({ toIds }) => !toIds)), here),
      ]);
      const reads = new Map(counts.flatMap((some) => [...some]));
      return { letters: await shown(courseId, letters, reads), learners: here.length };
    },

    /** Of the newest letters, who they are for and have not read them. */
    async unreadBy(courseId: string, now: Date): Promise<{ letter: Letter; personIds: string[] }[]> {
      const newest = (await store.page(courseId, 0, lookedAt)).filter(({ at }) => isNews(at, now));
      if (newest.length === 0) return [];
      const ids = newest.map(({ letterId }) => letterId);
      const [read, learners] = await Promise.all([store.readsOf(courseId, ids), roster.learners(courseId)]);
      const known = new Set(read.map(({ letterId, personId }) => `${letterId} ${personId}`));
      const all = learners.map(({ personId }) => personId);
      return newest.map((letter) => {
        const personIds = (letter.toIds ?? all).filter((id) => !known.has(`${letter.letterId} ${id}`));
        return { letter, personIds };
      });
    },

    count: (courseId: string): Promise<number> => store.count(courseId),
    learners: async (courseId: string): Promise<number> => (await roster.learners(courseId)).length,

    /** All that is stored of this person. */
    list: (courseId: string, personId: string): Promise<readonly object[]> => store.to(courseId, personId),
    erase: (courseId: string, personId: string): Promise<number> => store.erase(courseId, personId),
  };
}
