import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgedPairs } from '../../../src/pairing/cohort/agreed.rules.js';
import type { Choices } from '../../../src/pairing/words/choices.js';
import { placedByRank } from '../../../src/pairing/drafts/ranked.rules.js';
import { makeDraft } from '../../../src/pairing/drafts/drafting.rules.js';
import { ScoreTable } from '../../../src/pairing/measure/scores.rules.js';
import type { PairRuleKind, SetupChange } from '../../../src/pairing/words/setup.js';
import { blockingPairs } from '../../../src/matching/index.js';
import { noKnots } from '../../../src/pairing/measure/yardstick.rules.js';
import { measured, people, ruled, setupWith, topics, winter } from '../people.js';

const four = people({
  mia: { roleWish: 'mentor', strong: ['R'], languages: ['en'] },
  max: { roleWish: 'mentor', strong: ['Exams'], languages: ['en'] },
  ana: { roleWish: 'mentee', wanted: ['R'], languages: ['en'] },
  ben: { roleWish: 'mentee', wanted: ['Exams'], languages: ['en'] },
});

function drafted(setup: SetupChange, choices: Partial<Choices>, rule?: [PairRuleKind, string, string]) {
  const result = makeDraft({
    ...{ setup: setupWith(setup), seed: 7, at: winter, lists: { topics }, people: four, locked: [] },
    knots: rule ? ruled(...rule) : noKnots,
    choices: { ranked: [], agreed: [], ...choices },
  });
  return { ...result, members: result.pairs.map(({ members }) => members.join(' with ')).sort() };
}

describe('ranked choices', () => {
  test('go before scores, and say who ranked whom where', () => {
    const ranked: Choices['ranked'] = [
      ['ana', ['max']],
      ['ben', ['mia', 'max']],
      ['max', ['ben', 'ana']],
      ['mia', ['ben']],
    ];
    const { members, pairs, proven } = drafted({ mode: 'choices' }, { ranked });
    expect(members).toEqual(['max with ana', 'mia with ben']);
    expect(pairs.find(({ members: [mentor] }) => mentor === 'max')?.choice).toEqual({
      by: 'rank',
      first: 2,
      second: 1,
    });
    expect(proven).toBe(false);
  });

  test('somebody who ranked nobody is placed by score around them', () => {
    const { members, pairs } = drafted({ mode: 'choices' }, { ranked: [['ana', ['max']]] });
    expect(members).toEqual(['max with ana', 'mia with ben']);
    expect(pairs.filter(({ choice }) => choice === undefined)).toHaveLength(1);
  });

  test('or waits, where the teacher says so', () => {
    const { members, unpaired } = drafted({ mode: 'choices', rest: 'wait' }, { ranked: [['ana', ['max']]] });
    expect(members).toEqual(['max with ana']);
    expect(unpaired).toEqual([
      { personId: 'ben', reason: 'notChosen', side: 'mentee' },
      { personId: 'mia', reason: 'notChosen', side: 'mentor' },
    ]);
  });

  test('never break a rule of the course', () => {
    const ranked: Choices['ranked'] = [
      ['ana', ['max']],
      ['max', ['ana']],
    ];
    expect(drafted({ mode: 'choices' }, { ranked }, ['never', 'ana', 'max']).members).toEqual([
      'max with ben',
      'mia with ana',
    ]);
  });

  test('leave no two who would both rather have each other, whatever the places', () => {
    const lists = fc.array(fc.uniqueArray(fc.nat(4), { maxLength: 5 }), { minLength: 5, maxLength: 5 });
    const places = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 });
    const known = measured(
      people(Object.fromEntries(Array.from({ length: 10 }, (_, place) => [`p${place}`, undefined]))),
    );
    const rows = known.people.slice(0, 5);
    const columns = known.people.slice(5);
    const table = new ScoreTable(known.yardstick, rows, columns);
    fc.assert(
      fc.property(lists, lists, places, (ofRows, ofColumns, capacities) => {
        const ranked = new Map([
          ...rows.map(({ personId }, row) => [personId, (ofRows[row] ?? []).map((one) => `p${one + 5}`)] as const),
          ...columns.map(({ personId }, one) => [personId, (ofColumns[one] ?? []).map((row) => `p${row}`)] as const),
        ]);
        const mentorOf = placedByRank({ table, capacities, settled: new Set() }, ranked);
        // Those who ranked each other: whoever was only ranked stands behind them on every list.
        const mutual = {
          capacities,
          menteeChoices: ofColumns.map((own, one) => own.filter((row) => ofRows[row]?.includes(one))),
          mentorChoices: ofRows.map((own, row) => own.filter((one) => ofColumns[one]?.includes(row))),
        };
        const held = [...mentorOf].map((row, one) => (mutual.menteeChoices[one]?.includes(row) ? row : -1));
        const seats = capacities.map((most, row) => Math.min(most, [...mentorOf].filter((one) => one === row).length));
        for (const [row, one] of blockingPairs(mutual, held)) {
          const better = ofColumns[one]?.slice(0, ofColumns[one].indexOf(mentorOf[one] as number)) ?? [];
          const wouldLeave =
            mentorOf[one] === -1 || better.includes(row) || !ofColumns[one]?.includes(mentorOf[one] as number);
          const others = [...mentorOf].flatMap((at, other) => (at === row ? [other] : []));
          const ranks = ofRows[row] ?? [];
          const worse = (other: number) => !ranks.includes(other) || ranks.indexOf(other) > ranks.indexOf(one);
          expect(wouldLeave && ((seats[row] ?? 0) < (capacities[row] ?? 0) || others.some(worse))).toBe(false);
        }
      }),
    );
  });
});

describe('pairs that two people agreed on', () => {
  test('are in the draft, not locked, and marked', () => {
    const { members, pairs } = drafted({ mode: 'chosen' }, { agreed: [['ana', 'max']] });
    expect(members).toEqual(['max with ana', 'mia with ben']);
    const chosen = pairs.find(({ members: [mentor] }) => mentor === 'max');
    expect(chosen?.choice).toEqual({ by: 'both' });
    expect(chosen?.lockedBy).toBeUndefined();
  });

  test('are all there is, where the teacher leaves the rest out', () => {
    const { members, unpaired } = drafted({ mode: 'chosenPeers', rest: 'wait' }, { agreed: [['ana', 'max']] });
    expect(members).toEqual(['ana with max']);
    expect(unpaired.map(({ reason }) => reason)).toEqual(['notChosen', 'notChosen']);
  });

  test('are refused by the same rules as every pair', () => {
    const agreed: Choices['agreed'] = [['ana', 'max']];
    expect(drafted({ mode: 'chosen', rest: 'wait' }, { agreed }, ['never', 'ana', 'max']).members).toEqual([]);
  });

  test('are not read where the course pairs in another way', () => {
    expect(drafted({}, { agreed: [['ana', 'max']] }).members).toEqual(['max with ben', 'mia with ana']);
  });

  test('say what is against them: rules, places, earlier agreements, people who are gone', () => {
    const known = measured(four, {}, ruled('never', 'ben', 'mia'));
    const field = {
      ...{ setup: setupWith({ mode: 'chosen' }), yardstick: known.yardstick, settled: [] },
      people: new Map(known.people.map((person) => [person.personId, person])),
    };
    const judged = judgedPairs(field, [
      ['ben', 'mia'],
      ['ana', 'mia'],
      ['ana', 'max'],
      ['ben', 'gone'],
      ['max', 'mia'],
    ]);
    expect(judged).toEqual([
      { members: ['mia', 'ben'], forbidden: ['never'] },
      { members: ['mia', 'ana'] },
      { members: ['max', 'ana'], refusal: 'taken' },
      { members: ['ben', 'gone'], refusal: 'gone' },
      { members: ['max', 'mia'] },
    ]);
    const trainedOnly = { ...field, setup: setupWith({ mode: 'chosen', rules: { trainedOnly: true } }) };
    expect(judgedPairs(trainedOnly, [['ana', 'max']])).toEqual([{ members: ['ana', 'max'], refusal: 'untrained' }]);
    const full = { ...field, settled: [['max', 'mia']] };
    expect(judgedPairs(full, [['ana', 'max']])).toEqual([{ members: ['max', 'ana'], refusal: 'noSeat' }]);
  });
});
