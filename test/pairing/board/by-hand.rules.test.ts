import { expect, test } from '@jest/globals';
import { aloneNow } from '../../../src/pairing/cohort/alone-now.rules.js';
import { byPerson, mentorsIn, placesOn, runnersUpOn, type Board } from '../../../src/pairing/cohort/board.rules.js';
import { placingsFor } from '../../../src/pairing/board/places.rules.js';

import { swapOffer } from '../../../src/pairing/board/edits.rules.js';
import type { DraftPair } from '../../../src/pairing/words/draft.js';
import { measured, people, setupWith, topics } from '../people.js';

const both = { roleWish: 'both' as const, strong: topics, wanted: topics };
const said = { ana: both, ben: both, cem: both, dua: both };

function boardOf(trainedOnly = false): Board {
  const rules = { trainedOnly };
  const { yardstick, people: compared } = measured(people(said), { mode: 'mentoring', rules });
  return { form: 'mentoring', setup: setupWith({ mode: 'mentoring', rules }), people: byPerson(compared), yardstick };
}

const pairOf = (mentor: string, mentee: string): DraftPair => ({
  ...{ pairId: `${mentor}-${mentee}`, members: [mentor, mentee], score: 0, runnerUps: [] },
});

/** Ana mentors Ben, Ben mentors Cem: neither a swap nor a place makes Ben the mentor of Ana. */
const pairs = [pairOf('ana', 'ben'), pairOf('ben', 'cem'), pairOf('dua', 'ana')];

test('nobody is offered to mentor their own mentor by a swap', () => {
  const draft = { pairs, unpaired: [{ personId: 'dua', reason: 'nobodyLeft' as const }] };
  const offer = swapOffer(boardOf(), draft, pairs[2] as DraftPair, { staysId: 'ana', outId: 'dua' });
  expect(offer.choices.map(({ personId }) => personId)).not.toContain('ben');
});

test('nor by being given a place', () => {
  const standing = { pairs: pairs.slice(0, 1), unpaired: [{ personId: 'ana', reason: 'nobodyLeft' as const }] };
  const withBen = { ...standing, pairs: [...standing.pairs, pairOf('ben', 'dua')] };
  for (const one of [standing, withBen]) {
    const found = placingsFor(boardOf(), one, 'ana');
    expect(found.filter(({ comes }) => comes.some(({ members }) => members.join() === 'ben,ana'))).toEqual([]);
  }
});

test('who is not trained has no place for anybody where only trained people mentor', () => {
  expect(placesOn(boardOf(true), 'ana')).toBe(0);
  expect(placesOn(boardOf(), 'ana')).toBe(1);
});

test('who would mentor, both or either counts as a mentor wherever they are free, and the next best have a free place', () => {
  const { yardstick, people: compared } = measured(
    people({
      ...said,
      eva: { ...both, roleWish: 'either' },
      fay: { ...both, roleWish: 'mentee' },
      gil: { ...both, roleWish: 'mentor' },
    }),
    { mode: 'mentoring' },
  );
  const board: Board = {
    form: 'mentoring',
    setup: setupWith({ mode: 'mentoring' }),
    people: byPerson(compared),
    yardstick,
  };
  const alone = ['cem', 'dua', 'eva', 'fay', 'gil'].map((personId) => ({ personId, reason: 'nobodyLeft' as const }));
  const standing = { pairs: [pairOf('ana', 'ben')], unpaired: alone };
  expect(mentorsIn(board, standing).sort()).toEqual(['ana', 'ben', 'cem', 'dua', 'eva', 'gil']);
  const next = runnersUpOn(board, standing, ['dua', 'fay']).map(({ personId }) => personId);
  expect(next).not.toContain('ana');
  expect(next).toHaveLength(3);
  const places = placingsFor(board, standing, 'eva').map(({ comes }) => comes[0]?.members.indexOf('eva'));
  expect([places.includes(0), places.includes(1)]).toEqual([true, true]);
});

test('why somebody is alone is told by what holds after the edit', () => {
  const board = boardOf();
  const waiting = { personId: 'cem', reason: 'noPlace' as const, side: 'mentee' as const };
  const full = [pairOf('ana', 'ben'), pairOf('ben', 'dua'), pairOf('dua', 'ana')];
  expect(aloneNow(board, { pairs: full, unpaired: [waiting] })).toEqual([waiting]);
  const parted = { personId: 'ben', reason: 'parted' as const, side: 'mentee' as const };
  expect(aloneNow(board, { pairs: full.slice(1), unpaired: [waiting, parted] }, ['ben'])).toEqual([
    { ...waiting, reason: 'open' },
    parted,
  ]);
});

test('who waits for a place finds one by two moves, where one does not do', () => {
  const said = {
    eve: { roleWish: 'mentee' as const, languages: ['de'] },
    fay: { roleWish: 'mentee' as const, languages: ['de', 'pt'] },
    gil: { roleWish: 'mentee' as const, languages: ['pt', 'it'] },
    ida: { roleWish: 'mentor' as const, languages: ['de'] },
    jan: { roleWish: 'mentor' as const, languages: ['pt'] },
    kim: { roleWish: 'mentor' as const, languages: ['it'] },
  };
  const { yardstick, people: compared } = measured(people(said), { mode: 'mentoring' });
  const board: Board = { form: 'mentoring', setup: setupWith(), people: byPerson(compared), yardstick };
  const before = [pairOf('ida', 'fay'), pairOf('jan', 'gil')];
  const unpaired = [
    { personId: 'eve', reason: 'noPlace' as const },
    { personId: 'kim', reason: 'noMentee' as const },
  ];
  const [way, ...more] = placingsFor(board, { pairs: before, unpaired }, 'eve');
  expect(more).toEqual([]);
  expect(way).toMatchObject({ withIds: ['ida'], movesIds: ['fay', 'gil'], leavesIds: [] });
  expect(way?.comes.map(({ members }) => members)).toEqual([
    ['ida', 'eve'],
    ['jan', 'fay'],
    ['kim', 'gil'],
  ]);
  expect(way?.gain).toBe(way?.comes.reduce((sum, { score }) => sum + score, 0));
});
