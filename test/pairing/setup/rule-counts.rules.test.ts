import { describe, expect, test } from '@jest/globals';
import { boardFor, scoreOf, type Facts } from '../../../src/pairing/cohort/board.rules.js';
import { ruleCountsOf, type CountedRule } from '../../../src/pairing/setup/rule-counts.rules.js';
import { ruleValuesOf } from '../../../src/pairing/words/rule-values.js';
import { withChange, type SetupChange } from '../../../src/pairing/words/setup.js';
import { noKnots } from '../../../src/pairing/measure/yardstick.rules.js';
import { people, setupWith, topics, winter } from '../people.js';

const free = ['mon-10', 'mon-11', 'mon-12'];
const said = { timeZone: 'Europe/Vienna', languages: ['en'], availability: free };
const five = people({
  amara: { ...said, roleWish: 'mentor' },
  jonas: { ...said, roleWish: 'mentor', languages: ['pt'], availability: ['tue-10'] },
  ana: { ...said, roleWish: 'mentee' },
  ben: { ...said, roleWish: 'mentee', languages: ['en', 'pt'] },
  mute: undefined,
});
const factsOf = (all: Facts['people']): Facts => ({ people: all, lists: { topics }, knots: noKnots });

function countsOf(change: SetupChange = {}, facts = factsOf(five)) {
  const setup = setupWith(change);
  return ruleCountsOf(facts, { setup, values: ruleValuesOf(setup.rules), at: winter });
}

const effectOf = (rule: CountedRule, counts = countsOf()) => counts?.effects.find((one) => one.rule === rule);

describe('what a rule does to the pairs of a course', () => {
  test('two mentors, two mentees and somebody who said nothing: who could be a pair at all', () => {
    // The four of two sides, and the silent one with each of the other four.
    expect(countsOf()?.possible).toBe(8);
    expect(countsOf({ mode: 'peers' })?.possible).toBe(10);
  });

  test('it forbids pairs, and names who fits nobody', () => {
    expect(effectOf('shareLanguage')).toMatchObject({ holds: true, forbidden: 1, alone: [] });
    expect(effectOf('minimumSharedHours')).toMatchObject({ holds: false, forbidden: 2, alone: [] });
    const answered = factsOf(five.filter(({ personId }) => personId !== 'mute'));
    expect(effectOf('minimumSharedHours', countsOf({}, answered))).toMatchObject({ forbidden: 2, alone: ['jonas'] });
    expect(effectOf('profileNeeded')).toMatchObject({ forbidden: 4, alone: ['mute'] });
  });

  test('nobody without a profile mentors: they may still be mentored', () => {
    expect(effectOf('mentorsAnswered')).toMatchObject({ holds: true, forbidden: 2, alone: [] });
    const marked = five.map((person) => (person.personId === 'mute' ? { ...person, trained: true } : person));
    expect(effectOf('mentorsAnswered', countsOf({}, factsOf(marked)))?.forbidden).toBe(0);
    expect(effectOf('mentorsAnswered', countsOf({ mode: 'circles' }))).toBeUndefined();
  });

  test('what is left keeps all of them together, and is what can be scored', () => {
    const rules = { minimumSharedHours: 2, maximumHoursApart: 0, lowestScore: 40, mentorsAnswered: false };
    const setup = withChange(setupWith(), { mode: 'peers', rules });
    const board = boardFor(setup, factsOf(five), winter);
    const ids = five.map(({ personId }) => personId);
    const scored = ids.flatMap((one, place) => ids.slice(place + 1).filter((other) => scoreOf(board, one, other) >= 0));
    expect(countsOf({ mode: 'peers', rules })?.left).toBe(scored.length);
  });

  test('a course of nobody and one of one have no pair', () => {
    expect(countsOf({}, factsOf([]))).toMatchObject({ possible: 0, left: 0 });
    expect(countsOf({}, factsOf(five.slice(0, 1)))).toMatchObject({ possible: 0, left: 0 });
  });

  test('300 people are counted, 1,500 are not while somebody waits', () => {
    const many = (count: number) =>
      factsOf(people(Object.fromEntries(Array.from({ length: count }, (_, place) => [`p${String(place)}`, said]))));
    expect(countsOf({ mode: 'peers' }, many(300))?.possible).toBe((300 * 299) / 2);
    expect(countsOf({ mode: 'peers' }, many(1500))).toBeUndefined();
  });
});
