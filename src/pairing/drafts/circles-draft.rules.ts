/** A draft of circles: groups of 3 to 6 by the teacher's ordered rules, and among equals by how well all fit. */
import { circleScoresFor } from './stay.rules.js';
import type { Compared } from '../measure/compared.rules.js';
import type { DraftResult } from '../words/draft.js';
import { inOrder, type Cohort } from '../cohort/draft-cohort.rules.js';
import { freePeople, keptGroups, madeGroup, unpairedPeer } from './peers-draft.rules.js';
import { placesOf, ScoreTable } from '../measure/scores.rules.js';
import type { CircleWish } from '../words/setup.js';
import {
  circleBound,
  circleWorth,
  completed,
  coverFew,
  fewForCover,
  formCircles,
  type CircleCase,
  type CircleRule,
  type Company,
  type Completed,
} from '../../matching/index.js';

export function draftCircles(cohort: Cohort): DraftResult {
  const free = freePeople(cohort);
  const table = new ScoreTable(cohort.yardstick, free, free);
  const { setup, seed } = cohort;
  const rules = [...mustRule(cohort, free), ...setup.circleRules.map((wish) => ruleFor(wish, free))];
  const circleCase: CircleCase = {
    ...{ count: free.length, size: setup.circleSize, rules, pairScore: circleScoresFor(table, cohort.stay), seed },
  };
  const formed = formCircles(circleCase);
  const { circles, out } = withoutClashes(circleCase, formed.circles, mustsAt(cohort, free));
  const unpaired = out.flatMap((place) => unpairedPeer(cohort, free[place], 'noCircle'));
  const pairs = circles.map((members) => madeGroup(table, members));
  const parted = cohort.musts.filter(({ members }) => !isTogether(members, [...pairs, ...cohort.locked]));
  const isBest = formed.proven && out.length === 0 && rules.length === 0;
  const total = pairs.reduce((sum, { score }) => sum + score, 0);
  const bound = circleBound(circleCase);
  return {
    pairs: inOrder([...pairs, ...keptGroups(cohort)]),
    unpaired,
    proven: false,
    ...(parted.length > 0 && { parted: parted.map(({ members }) => members) }),
    ...(cohort.stay.length === 0 && {
      gap: {
        people: Math.max(0, bound.people - (free.length - out.length)),
        sum: isBest ? 0 : Math.max(0, bound.sum - total),
      },
    }),
  };
}

/** Hard rules are: nobody is with somebody a rule keeps from them, but for two whom the teacher put together. */
function withoutClashes(
  { count, rules, size, pairScore, seed }: CircleCase,
  circles: readonly (readonly number[])[],
  musts: readonly (readonly [number, number])[],
) {
  const decided = new Set(musts.flatMap(([one, other]) => [one * count + other, other * count + one]));
  const suits = (one: number, other: number) =>
    decided.has(one * count + other) || (pairScore?.[one * count + other] ?? 0) >= 0;
  const worth = circleWorth({ count, rules, size, seed, ...(pairScore && { pairScore }) });
  const company: Company = {
    ...{ count, suits, musts },
    worthOf: (members) => worth.of(Int32Array.from(members), 0, members.length),
  };
  const found = completed(circles, company);
  if (isComplete(found, musts) || count > fewForCover) return found;
  const circlesMost = coverFew(company);
  const most = { circles: circlesMost, out: allBut(circlesMost, count) };
  const [more, less] = [keptIn(most.circles, musts), keptIn(found.circles, musts)];
  return more > less || (more === less && most.out.length < found.out.length) ? most : found;
}

function allBut(circles: readonly (readonly number[])[], count: number): number[] {
  const placed = new Set(circles.flat());
  return Array.from({ length: count }, (_, place) => place).filter((place) => !placed.has(place));
}

function keptIn(circles: readonly (readonly number[])[], musts: readonly (readonly number[])[]): number {
  return musts.filter((must) => circles.some((circle) => must.every((one) => circle.includes(one)))).length;
}

function isComplete({ circles, out }: Completed, musts: readonly (readonly number[])[]): boolean {
  return out.length === 0 && keptIn(circles, musts) === musts.length;
}

function isTogether(members: readonly string[], groups: readonly { members: readonly string[] }[]): boolean {
  return groups.some((group) => members.every((member) => group.members.includes(member)));
}

function mustsAt({ musts }: Cohort, free: readonly Compared[]): [number, number][] {
  const placeOf = placesOf(free);
  return musts.flatMap(({ members: [first = '', second = ''] }): [number, number][] => {
    const [one, other] = [placeOf.get(first), placeOf.get(second)];
    return one === undefined || other === undefined ? [] : [[one, other]];
  });
}

/** Each two who must be together are a kind of their own, and nobody is to be the only one of their kind. */
function mustRule({ musts }: Cohort, free: readonly Compared[]): CircleRule[] {
  if (musts.length === 0) return [];
  const placeOf = placesOf(free);
  const values = new Int32Array(free.length);
  let kind = 0;
  for (const { members } of musts) {
    const places = members.flatMap((member) => placeOf.get(member) ?? []);
    const before = places.map((place) => values[place] ?? 0).find((value) => value > 0);
    kind += 1;
    for (const place of places) values[place] = before ?? kind;
  }
  return [{ kind: 'cluster', values }];
}

type Trait = CircleWish['trait'];

export function ruleFor({ kind, trait }: CircleWish, people: readonly Compared[]): CircleRule {
  if (kind === 'balance') return { kind, values: Int32Array.from(valuesOf(trait, people), Math.round) };
  const codes = codesOf(trait, people);
  return { kind, values: Int32Array.from(kind === 'cluster' ? fewOnly(codes) : codes) };
}

/** Who said nothing stands in the middle. */
function valuesOf(trait: Trait, people: readonly Compared[]): number[] {
  const values = people.map((person) => numberOf(trait, person));
  const known = values.filter((value) => value !== undefined);
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  return values.map((value) => value ?? mean);
}

function numberOf(trait: Trait, person: Compared): number | undefined {
  if (trait === 'stage') return person.stage;
  if (trait === 'gates') return person.gates;
  return trait === 'confidence' ? person.confidence : undefined;
}

/** A number for each value, the most common first; 0 for who said nothing. */
function codesOf(trait: Trait, people: readonly Compared[]): number[] {
  const words = people.map((person) => wordOf(trait, person));
  const counts = new Map<string, number>();
  for (const word of words) if (word !== undefined) counts.set(word, (counts.get(word) ?? 0) + 1);
  const ranked = [...counts].sort(([one, more], [other, less]) => less - more || (one < other ? -1 : 1));
  const codeOf = new Map(ranked.map(([word], rank) => [word, 1 + rank]));
  return words.map((word) => (word === undefined ? 0 : (codeOf.get(word) ?? 0)));
}

function wordOf(trait: Trait, person: Compared): string | undefined {
  if (trait === 'languages')
    return person.languages.some((word) => word !== 0) ? person.languages.join(' ') : undefined;
  if (trait === 'groups') return person.groups?.join(' ');
  if (trait === 'channel') return person.channel;
  if (trait === 'answered') return person.hasProfile ? 'yes' : undefined;
  if (trait === 'role') return person.wish;
  return numberOf(trait, person)?.toString();
}

/** Those who are few: fewer than half, and more than one, so that they can be together. */
function fewOnly(codes: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return codes.map((code) => {
    const count = counts.get(code) ?? 0;
    return count > 1 && count * 2 < codes.length ? code : 0;
  });
}
