import { absenceOfAll, type Person, type Roster } from '../../course/roster/person.js';
import { NotFound } from '../../shared/errors.js';
import type { Mentorship, Mentorships } from './mentorship.js';
import { inReadingOrder, partIn } from './mentorships.rules.js';
import { everybodyIn, pairKeyOf, type Closed, type Pair, type PairKey } from './pair.js';

export interface Doer {
  courseId: string;
  personId: string;
}

export interface PairsNeeds {
  mentorships: Pick<Mentorships, 'of' | 'ever'>;
  roster: Pick<Roster, 'peopleById'>;
}

export type PairsService = ReturnType<typeof pairsService>;

/** With whom somebody is, or was, in a mentorship. */
export function pairsService({ mentorships, roster }: PairsNeeds) {
  async function pairsIn({ courseId, personId }: Doer, all: readonly Mentorship[]): Promise<Pair[]> {
    const running = new Set((await mentorships.of(courseId, personId)).map(pairKeyOf));
    const others = all.flatMap(everybodyIn).filter((one) => one !== personId);
    if (others.length === 0) return [];
    const people = await roster.peopleById(courseId, [...new Set(others)]);
    return all.map((mentorship) => {
      const key = pairKeyOf(mentorship);
      const memberIds = everybodyIn(mentorship);
      const partners = memberIds.filter((one) => one !== personId).flatMap((one) => people.get(one) ?? []);
      return {
        ...{ key, memberIds, partners, mentorship, part: partIn(mentorship, personId) },
        closed: closedFor(running.has(key), partners),
      };
    });
  }

  /** One of each people: of several, the one that runs, else the last that began. */
  async function known({ courseId, personId }: Doer): Promise<Map<PairKey, Mentorship>> {
    const [now, ever] = await Promise.all([mentorships.of(courseId, personId), mentorships.ever(courseId, personId)]);
    const past = [...ever].sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime());
    return new Map([...past, ...now].map((one) => [pairKeyOf(one), one]));
  }

  return {
    /** Those that run, one's own learning first. */
    async running(doer: Doer): Promise<Pair[]> {
      const now = await mentorships.of(doer.courseId, doer.personId);
      const once = new Map(inReadingOrder(now, doer.personId).map((one) => [pairKeyOf(one), one]));
      return pairsIn(doer, [...once.values()]);
    },

    /** Also those that are over, after those that run. */
    async ever(doer: Doer): Promise<Pair[]> {
      const all = inReadingOrder([...(await known(doer)).values()], doer.personId);
      const pairs = await pairsIn(doer, all);
      return [...pairs.filter(({ closed }) => !closed), ...pairs.filter(({ closed }) => closed)];
    },

    /** @throws NotFound to everybody who is not, and was not, in it */
    async one(doer: Doer, key: PairKey): Promise<Pair> {
      const found = (await known(doer)).get(key);
      const [pair] = found ? await pairsIn(doer, [found]) : [];
      if (!pair) throw new NotFound();
      return pair;
    },
  };
}

function closedFor(runs: boolean, partners: readonly Person[]): Closed | undefined {
  if (!runs) return 'apart';
  return absenceOfAll(partners);
}
