/** Whether one kind of people got worse pairs than others. */
import { wordsInBoth } from '../measure/bits.rules.js';
import type { Compared } from '../measure/compared.rules.js';
import type { Draft } from '../words/draft.js';
import { shownScore } from '../measure/pairing.rules.js';

export type Part = 'mentor' | 'mentee' | 'peer' | 'none';

export const dimensions = ['part', 'group', 'language', 'stage', 'profile'] as const;
export type Dimension = (typeof dimensions)[number];

/** Fewer people than this could be recognised, so nothing is told of them. */
export const fewest = 5;

export interface Share {
  dimension: Dimension;
  /** A part, a group's id, a language's code, a stage, `yes` or `no`. */
  value: string;
  people: number;
  matched: number;
  /** Shown points of the pairs they are in; undefined when none is. */
  average: number | undefined;
}

export interface Equity {
  shares: readonly Share[];
  /** How many kinds of people are too few to be told. */
  hidden: number;
}

/** What is compared of one person: values by dimension; somebody may have several languages and groups. */
export type Traits = Partial<Record<Dimension, readonly string[]>>;

export function equityOf(
  draft: Pick<Draft, 'form' | 'pairs' | 'unpaired'>,
  traitsOf: (personId: string, part: Part) => Traits,
): Equity {
  const { scores, parts } = standings(draft);
  const everybody = new Set([...scores.keys(), ...draft.unpaired.map(({ personId }) => personId)]);
  const kinds = new Map<string, { dimension: Dimension; value: string; people: string[] }>();
  for (const personId of everybody) {
    for (const { dimension, value } of listed(traitsOf(personId, parts.get(personId) ?? 'none'))) {
      const key = `${dimension} ${value}`;
      const kind = kinds.get(key);
      if (kind) kind.people.push(personId);
      else kinds.set(key, { dimension, value, people: [personId] });
    }
  }
  const told = [...kinds.values()].filter(({ people }) => people.length >= fewest);
  return {
    shares: told.map(({ people, ...kind }) => ({ ...kind, ...shareOf(people, scores) })),
    hidden: kinds.size - told.length,
  };
}

/** Where each person stands in the draft, with the shown points of their pairs. */
function standings({ form, pairs }: Pick<Draft, 'form' | 'pairs'>) {
  const scores = new Map<string, number[]>();
  const parts = new Map<string, Part>();
  for (const { members, score } of pairs) {
    for (const [place, member] of members.entries()) {
      scores.set(member, [...(scores.get(member) ?? []), shownScore(score)]);
      parts.set(member, partAt(form, place));
    }
  }
  return { scores, parts };
}

function partAt(form: Draft['form'], place: number): Part {
  if (form === 'peers') return 'peer';
  return place === 0 ? 'mentor' : 'mentee';
}

function listed(traits: Traits): { dimension: Dimension; value: string }[] {
  return dimensions.flatMap((dimension) => (traits[dimension] ?? []).map((value) => ({ dimension, value })));
}

function shareOf(people: readonly string[], scores: ReadonlyMap<string, readonly number[]>) {
  const own = people.flatMap((personId) => scores.get(personId) ?? []);
  return {
    people: people.length,
    matched: people.filter((personId) => scores.has(personId)).length,
    average: own.length === 0 ? undefined : Math.round(own.reduce((sum, value) => sum + value, 0) / own.length),
  };
}

/** What is known of a person for it. */
export function traitsFrom(
  person: Compared | undefined,
  part: Part,
  lists: { groupIds: readonly string[]; languages: readonly string[]; stages: readonly string[] },
): Traits {
  if (!person) return {};
  const { languages, groups, stage, hasProfile } = person;
  const stageName = stage === undefined ? undefined : lists.stages[stage];
  return {
    part: part === 'none' || part === 'peer' ? [] : [part],
    language: wordsInBoth(languages, languages, lists.languages),
    group: lists.groupIds.filter((_, place) => (((groups?.[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1),
    stage: stageName === undefined ? [] : [stageName],
    profile: [hasProfile ? 'yes' : 'no'],
  };
}
