/** The people of a course as pages read them: worked out once of the same rows and the same word on who may be what. */
import { NotFound } from '../../shared/errors.js';
import { besideRows } from '../../shared/beside-rows.js';
import { mapInTurns } from '../../shared/turns.js';
import type { MayBeFacts, Membership } from './membership.js';
import { byName, codeHere, membershipOf, personMapper, unopenedAmong } from './people.rules.js';
import type { PeopleStore, PersonRow } from './people.store.js';
import { hasOwnHome, takesPartHere, type Person, type Roster } from './person.js';
import type { WhoMay } from './who-may.js';
import { mayBeBy } from './who-may.rules.js';
import type { WhoMayStore } from './who-may.store.js';

export interface MembersNeeds {
  people: Pick<PeopleStore, 'all' | 'byId' | 'byExternalId' | 'packed'>;
  whoMay: Pick<WhoMayStore, 'word'>;
  /** What somebody without a name is called: "Learner 7F3". */
  nameless: (code: string) => string;
}

type Asked =
  | 'people'
  | 'learners'
  | 'takingPart'
  | 'withOwnHome'
  | 'hasHome'
  | 'unopened'
  | 'person'
  | 'peopleById'
  | 'packedPeople';

export type MembersService = ReturnType<typeof membersService>;

export function membersService({ people, whoMay, nameless }: MembersNeeds) {
  const under = besideRows((word: WhoMay) => readUnder(word, nameless));

  async function members(courseId: string): Promise<readonly Membership[]> {
    const [rows, word] = await Promise.all([people.all(courseId), whoMay.word(courseId)]);
    return under(word).membersAmong(rows);
  }

  async function onePerson(courseId: string, row: PersonRow | undefined): Promise<Person | undefined> {
    return row && under(await whoMay.word(courseId)).toPerson(row);
  }

  return {
    /** Everybody active with the day they came, sorted by name. */
    members,
    people: (courseId: string): Promise<readonly Person[]> => members(courseId),
    learners: async (courseId: string) => learnersAmong(await members(courseId)),
    takingPart: async (courseId: string) => takingPartAmong(await members(courseId)),
    withOwnHome: async (courseId: string) => ownHomesAmong(await members(courseId)),
    async hasHome(courseId: string, personId: string): Promise<boolean> {
      return hasOwnHome(await onePerson(courseId, await people.byId(courseId, personId)));
    },
    unopened: async (courseId: string) => unopenedAmong(await members(courseId)),
    person: async (courseId: string, personId: string) => onePerson(courseId, await people.byId(courseId, personId)),

    async personByExternalId(courseId: string, externalId: string): Promise<Person | undefined> {
      return onePerson(courseId, await people.byExternalId(courseId, externalId));
    },

    async peopleById(courseId: string, personIds?: readonly string[]): Promise<ReadonlyMap<string, Person>> {
      const [rows, word] = await Promise.all([people.all(courseId, personIds), whoMay.word(courseId)]);
      return under(word).byIdAmong(rows);
    },

    /** What one person may be, and would be without a word about them by name. */
    async mayBeSheet(courseId: string, personId: string): Promise<MayBeFacts> {
      const [row, word] = await Promise.all([people.byId(courseId, personId), whoMay.word(courseId)]);
      if (row?.status !== 'active') throw new NotFound();
      const person = under(word).toPerson(row);
      return { person, said: row.saidMayBe, word: mayBeBy(word)(person) };
    },

    async packedPeople(courseId: string) {
      const [rows, word] = await Promise.all([people.packed(courseId), whoMay.word(courseId)]);
      return { rows, nameless: nameless(codeHere), whoMay: word };
    },
  } satisfies Pick<Roster, Asked> & Record<string, unknown>;
}

function readUnder(word: WhoMay, nameless: MembersNeeds['nameless']) {
  const toPerson = besideRows(personMapper(nameless, word));
  const toMembership = besideRows((row: PersonRow) => membershipOf(row, toPerson(row)));
  const membersAmong = besideRows(async (rows: readonly PersonRow[]): Promise<readonly Membership[]> => {
    const active = rows.filter((row) => row.status === 'active');
    return Object.freeze((await mapInTurns(active, toMembership)).sort(byName));
  });
  const byIdAmong = besideRows(async (rows: readonly PersonRow[]): Promise<ReadonlyMap<string, Person>> => {
    const found = await mapInTurns(rows, toPerson);
    return new Map(found.map((person) => [person.personId, person]));
  });
  return { toPerson, membersAmong, byIdAmong };
}

const learnersAmong = besideRows((all: readonly Membership[]) =>
  Object.freeze(all.filter((person) => person.role === 'learner')),
);

const takingPartAmong = besideRows((all: readonly Membership[]) => Object.freeze(all.filter(takesPartHere)));

const ownHomesAmong = besideRows((all: readonly Membership[]) => Object.freeze(all.filter(hasOwnHome)));
