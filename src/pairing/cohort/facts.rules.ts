/** What a course knows of its people, from rows as the store sent them. */
import { answersIn } from '../intake/packed.rules.js';
import type { Questions } from '../intake/profile.js';
import { thoseTakingPart } from '../../course/roster/people.rules.js';
import type { PackedPeople, Person } from '../../course/roster/person.js';
import { sizeOf, unpackRows, type PackedRows } from '../../shared/packed.js';
import { couplesOf, type Facts } from './board.rules.js';
import type { Choices } from '../words/choices.js';
import type { PersonSaid, Said } from '../measure/compared.rules.js';
import { barredFrom } from '../measure/may-be.rules.js';
import type { DraftPair } from '../words/draft.js';
import type { MentorMark, PairRule } from '../words/setup.js';

/** All that is compared but for people and profiles. */
export interface Around {
  questions: Questions;
  rules: readonly PairRule[];
  marks: ReadonlyMap<string, MentorMark>;
  /** How many gates each person has passed; undefined while no gate of the course was read. */
  gates: ReadonlyMap<string, number> | undefined;
  choices: Choices;
}

/** Pairs that were ever published and not taken back. */
export interface PackedPublished {
  /** {@link PublishedRow}s. */
  whole: PackedRows;
  /** {@link ChangeRow}s: of a change only what it brought. */
  changes: PackedRows;
}

export interface PublishedRow {
  pairs: readonly Pick<DraftPair, 'members'>[];
}

export interface ChangeRow {
  fresh?: readonly (readonly string[])[];
}

/** Everything that is compared, of all learners; plain data, it travels to a worker thread. */
export interface PackedFacts extends Around {
  people: PackedPeople;
  profiles: PackedRows;
  published: PackedPublished;
}

export function factsIn({ people, profiles, published, ...around }: PackedFacts): Facts {
  const answers = answersIn(profiles, around.questions);
  return factsFrom({ learners: thoseTakingPart(people), profiles: answers, met: metIn(published) }, around);
}

export function factsFrom(
  { learners, profiles, met }: { learners: readonly Person[]; profiles: ReadonlyMap<string, Said>; met: Members },
  { questions, rules, marks, gates, choices }: Around,
): Facts {
  const people = learners.map(({ personId, groupIds, mayBe }): PersonSaid => {
    const mark = marks.get(personId);
    const barred = barredFrom(mayBe);
    return {
      ...{ personId, answers: profiles.get(personId), trained: mark?.trained ?? false },
      ...(groupIds && { groupIds }),
      ...(barred > 0 && { barred }),
      ...(gates && { gates: gates.get(personId) ?? 0 }),
      ...(mark?.capacity !== undefined && { capacity: mark.capacity }),
    };
  });
  const { topics, stages, asked } = questions;
  return { people, lists: { topics, stages, asked }, knots: { rules, met: met.flatMap(couplesOf) }, choices };
}

/** Of groups that were together. */
export type Members = readonly (readonly string[])[];

export function metIn({ whole, changes }: PackedPublished): Members {
  const members = unpackRows<PublishedRow>(whole).flatMap(({ pairs }) => pairs.map((pair) => pair.members));
  return [...members, ...unpackRows<ChangeRow>(changes).flatMap(({ fresh }) => fresh ?? [])];
}

/** Bytes of what has to be read. */
export function weightOf({ people, profiles, published }: PackedFacts): number {
  return sizeOf([...people.rows, ...profiles, ...published.whole, ...published.changes]);
}
