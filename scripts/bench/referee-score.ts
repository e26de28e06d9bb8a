/**
 * What the score owes, judged on courses made up from a seed: the thirteen orders of a coordinator, what answering truthfully
 * gains beside leaving it empty, pairs that one more shared topic, hour or language lowers (each course measured anew before
 * and after, as drafts of it would be), and what a usual pair gets of each criterion for its weight.
 */
import { comparedPeople, type PersonSaid, type Said } from '../../src/pairing/measure/compared.rules.js';
import { compare } from '../../src/pairing/measure/pairing.rules.js';
import { noKnots, yardstickOf } from '../../src/pairing/measure/yardstick.rules.js';
import { defaultSetup, withChange, type Norms, type PairingSetup } from '../../src/pairing/words/setup.js';
import { seededRandom, type Random } from '../../src/shared/random.js';
import { orders, scoresOf, setupsOfOrders } from '../../test/pairing/measure/orders.js';
import type { Case } from './pairing-report.js';
import { hours, manyPeople, somebody, topics } from './referee-people.js';

const at = new Date('2026-07-01T00:00:00Z');
/** What of a profile may be left empty, and what stands there then. */
const emptied: Readonly<Record<string, Partial<Said>>> = {
  topics: { strong: [], wanted: [] },
  hours: { availability: [] },
  timeZone: { timeZone: undefined as never },
  channel: { channel: undefined as never },
  languages: { languages: [] },
};

export function scoreCases(): Case[] {
  return [...ordersHeld(), ...gains(), lowered('one draft'), lowered('two drafts'), ...usualShares()];
}

function ordersHeld(): Case[] {
  return Object.keys(setupsOfOrders).map((setup) => {
    const right = orders.filter((order) => scoresOf(order, setup).every(([better, worse]) => better > worse)).length;
    return { case: `orders right, ${setup}`, value: right, unit: 'of 13', owed: '13', holds: right === 13 };
  });
}

/** In points of 100, over twenty partners of each of 1,500 people. */
function gains(): Case[] {
  const random = seededRandom(7);
  const people = manyPeople(random);
  return Object.entries(emptied).map(([criterion, empty]) => {
    const silent = people.map(({ personId, answers }) => ({
      personId: `${personId} silent`,
      answers: answers && { ...answers, ...empty },
    }));
    const { people: all, lexicon } = comparedPeople([...people, ...silent], { topics }, { from: at, weeks: 4 });
    const known = all.slice(0, people.length);
    const yardstick = yardstickOf(defaultSetup, { people: known, lexicon }, noKnots);
    const each = known.flatMap((person, place) => {
      const other = all[people.length + place];
      if (!other || !person.hasProfile || !says(people[place]?.answers, empty)) return [];
      const found = Array.from({ length: 20 }, () => {
        const partner = known[Math.floor(random() * known.length)] ?? person;
        const asFirst = person.wish === 'mentor';
        const score = (one: typeof person) =>
          (asFirst ? compare(yardstick, one, partner) : compare(yardstick, partner, one)).score;
        return (score(person) - score(other)) / 1000;
      });
      return [meanOf(found)];
    });
    return gainCase(criterion, each);
  });
}

/**
 * Points by weight of pairs that may be and both answered, beside the mean of those criteria that are measured by the course;
 * topics and hours are measured by courses at large, so of them it is only shown.
 */
function usualShares(): Case[] {
  const random = seededRandom(7);
  const course = comparedPeople(manyPeople(random), { topics }, { from: at, weeks: 4 });
  const yardstick = yardstickOf(defaultSetup, course, noKnots);
  const points = new Map<string, number[]>();
  for (let turn = 0; turn < 40_000; turn += 1) {
    const [one, other] = [0, 1].map(() => course.people[Math.floor(random() * course.people.length)]);
    if (!one || !other || one.wish === 'mentee' || other.wish === 'mentor') continue;
    const { findings, forbidden } = compare(yardstick, one, other);
    if (forbidden.length > 0) continue;
    for (const { criterion, found, points: given } of findings) {
      if (found === 'unknown') continue;
      const all = points.get(criterion) ?? [];
      all.push(given);
      points.set(criterion, all);
    }
  }
  const weightOf = (name: string) => defaultSetup.criteria.find(({ criterion }) => criterion === name)?.weight ?? 1;
  const usual = [...points].map(([name, all]) => ({ name, value: meanOf(all) / weightOf(name) }));
  const stands = ['topics', 'hours'];
  const common = meanOf(usual.filter(({ name }) => !stands.includes(name)).map(({ value }) => value));
  return usual.map(({ name, value }) => {
    const share = Math.round((value / common) * 1000) / 1000;
    const judged = !stands.includes(name);
    const holds = !judged || Math.abs(share - 1) <= 0.05;
    const owed = judged ? '0.95 to 1.05' : 'shown only';
    return { case: `points of a usual pair for the weight: ${name}`, value: share, unit: 'of the mean', owed, holds };
  });
}

/** Holds where the mean is not below zero; its 95 % interval is in the name. */
function gainCase(criterion: string, each: readonly number[]): Case {
  const mean = meanOf(each);
  const spread = Math.sqrt(meanOf(each.map((value) => (value - mean) ** 2)) / each.length) * 1.96;
  const interval = `${(mean - spread).toFixed(2)} to ${(mean + spread).toFixed(2)}`;
  const name = `gain of answering truthfully: ${criterion}, ${String(each.length)} people, 95 % interval ${interval}`;
  return { case: name, value: Math.round(mean * 1000) / 1000, unit: 'points', owed: '>= 0', holds: mean >= 0 };
}

/** In one draft the figures of the course stay; in two they are found anew, with the one answer more. */
function lowered(within: 'one draft' | 'two drafts'): Case {
  const random = seededRandom(11);
  let count = 0;
  for (let turn = 0; turn < 10_000; turn += 1) {
    const size = 2 + Math.floor(random() * 14);
    const people = Array.from({ length: size }, (_, place) => somebody(`p${String(place)}`, random, 0.35));
    const setup = withChange(defaultSetup, { mode: random() < 0.5 ? 'mentoring' : 'peers' });
    const before = scoreOfFirst(setup, people);
    const after = within === 'one draft' ? { ...setup, norms: before.norms } : setup;
    if (scoreOfFirst(after, withMore(people, turn % 3, random)).score < before.score) count += 1;
  }
  const name = `pairs of 10,000 that score lower for one more shared topic, hour or language, within ${within}`;
  return { case: name, value: count, unit: 'pairs', owed: '0', holds: count === 0 };
}

/** The first two share one more: a topic that one wants and one is strong in, an hour on both clocks, or a language. */
function withMore([first, second, ...rest]: readonly PersonSaid[], what: number, random: Random): PersonSaid[] {
  const [one, other] = [first?.answers, second?.answers];
  if (!first || !second || !one || !other) return [first, second, ...rest].filter((person) => person !== undefined);
  const added = (list: readonly string[], item: string) => (list.includes(item) ? list : [...list, item]);
  const topic = topics[Math.floor(random() * topics.length)] ?? '';
  const hour = hours[Math.floor(random() * hours.length)] ?? '';
  const same = one.timeZone === other.timeZone;
  const more: readonly [Partial<Said>, Partial<Said>][] = [
    [{ strong: added(one.strong, topic) }, { wanted: added(other.wanted, topic) }],
    same
      ? [{ availability: added(one.availability ?? [], hour) }, { availability: added(other.availability ?? [], hour) }]
      : [{}, {}],
    [{ languages: added(one.languages, 'eo') }, { languages: added(other.languages, 'eo') }],
  ];
  const [ofFirst, ofSecond] = more[what] ?? [{}, {}];
  return [{ ...first, answers: { ...one, ...ofFirst } }, { ...second, answers: { ...other, ...ofSecond } }, ...rest];
}

function scoreOfFirst(setup: PairingSetup, people: readonly PersonSaid[]): { score: number; norms: Norms } {
  const course = comparedPeople(people, { topics }, { from: at, weeks: 4 });
  const [first, second] = course.people;
  if (!first || !second) throw new Error('A course of two at least');
  const yardstick = yardstickOf(setup, course, noKnots);
  return { score: compare(yardstick, first, second).score, norms: yardstick.norms };
}

function says(answers: Said | undefined, empty: Partial<Said>): boolean {
  return Object.keys(empty).some((field) => {
    const value: unknown = answers?.[field as keyof Said];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
