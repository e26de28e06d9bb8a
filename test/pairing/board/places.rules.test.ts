import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ProfileAnswers } from '../../../src/pairing/intake/profile.js';
import { byPerson, placesOn, type Board } from '../../../src/pairing/cohort/board.rules.js';
import { differenceOf, peopleKey } from '../../../src/pairing/drafts/difference.rules.js';
import { placingsFor, withLeft, withPlacing } from '../../../src/pairing/board/places.rules.js';
import { type Standing } from '../../../src/pairing/board/placing.rules.js';

import type { Draft, DraftPair } from '../../../src/pairing/words/draft.js';
import { makeDraft } from '../../../src/pairing/drafts/drafting.rules.js';
import { placedBy, swapOffer, withLock, withoutPair, withSwap } from '../../../src/pairing/board/edits.rules.js';
import { neverKey } from '../../../src/pairing/words/keys.rules.js';
import { movedBetween } from '../../../src/pairing/drafts/moves.rules.js';
import type { Mode } from '../../../src/pairing/words/setup.js';
import { measured, people, setupWith, topics, winter } from '../people.js';

type Said = Readonly<Record<string, Partial<ProfileAnswers>>>;
const tried: readonly Mode[] = ['mentoring', 'peers', 'circles'];

/** These people with a board to judge by, and what a draft makes of all but the last one. */
function course(said: Said, mode: Mode, capacity = 2): { board: Board; draft: Draft } {
  const setup = setupWith({ mode, capacity, circleSize: 3, circleRules: [] });
  const all = people(said);
  const { yardstick, people: compared } = measured(all, { mode, capacity });
  const board: Board = { form: yardstick.form, setup, people: byPerson(compared), yardstick };
  const task = { setup, seed: 3, at: winter, lists: { topics, stages: [] }, locked: [], knots: { rules: [], met: [] } };
  const made = makeDraft({ ...task, people: all.slice(0, -1) });
  const late = all.at(-1)?.personId ?? '';
  const unpaired = [...made.unpaired, { personId: late, reason: 'nobodyLeft' as const }];
  const head = { draftId: 'd', courseId: 'c', revision: 0, madeAt: winter, madeBy: 'tess' };
  return { board, draft: { ...head, ...made, unpaired, form: yardstick.form, setup, state: 'ready' } };
}

const person = fc.record({
  roleWish: fc.constantFrom('mentor' as const, 'mentee' as const),
  strong: fc.subarray(topics),
  wanted: fc.subarray(topics),
  languages: fc.subarray(['en', 'de']),
});
const courses = fc
  .record({ said: fc.array(person, { minLength: 3, maxLength: 9 }), mode: fc.constantFrom(...tried) })
  .map(({ said, mode }) => ({ said: Object.fromEntries(said.map((one, at) => [`p${at}`, one])), mode }));

/** The laws of every draft: nobody twice, nobody lost, no mentor above their places but where they were so before. */
function holds(board: Board, before: Standing, { pairs, unpaired }: Standing): void {
  const placed = pairs.flatMap(({ members }) => (board.form === 'peers' ? members : members.slice(1)));
  expect(new Set(placed).size).toBe(placed.length);
  const inPairs = new Set(pairs.flatMap(({ members }) => members));
  expect(unpaired.filter(({ personId }) => inPairs.has(personId))).toEqual([]);
  const everybody = ({ pairs: those, unpaired: rest }: Standing) =>
    [...new Set([...those.flatMap(({ members }) => members), ...rest.map(({ personId }) => personId)])].sort();
  expect(everybody({ pairs, unpaired })).toEqual(everybody(before));
  if (board.form === 'peers') return;
  for (const mentorId of new Set(pairs.map(({ members }) => members[0] ?? ''))) {
    const count = (list: readonly DraftPair[]) => list.filter(({ members }) => members[0] === mentorId).length;
    expect(count(pairs)).toBeLessThanOrEqual(Math.max(placesOn(board, mentorId), count(before.pairs)));
  }
}

describe('ways to a place', () => {
  test('keep every law, lock and other pair, whoever is placed', () => {
    fc.assert(
      fc.property(courses, ({ said, mode }) => {
        const { board, draft } = course(said, mode);
        const first = draft.pairs[0];
        const standing: Standing = first ? withLock(draft, first.pairId, 'tess') : draft;
        for (const personId of Object.keys(said)) {
          for (const placing of placingsFor(board, standing, personId)) {
            const after = withPlacing(board, standing, placing);
            holds(board, standing, after);
            for (const { pairId } of standing.pairs) {
              if (!placing.goes.includes(pairId)) expect(after.pairs.map((one) => one.pairId)).toContain(pairId);
            }
            const locked = standing.pairs.filter(({ lockedBy, members }) => lockedBy && !members.includes(personId));
            expect(placing.goes.filter((id) => locked.some(({ pairId }) => pairId === id))).toEqual([]);
            expect(placing.comes.every(({ score }) => score >= 0)).toBe(true);
          }
        }
      }),
      { numRuns: 80, seed: 5 },
    );
  });

  test('come with the least disturbance first, move nobody where nobody may be moved, and skip who was refused', () => {
    fc.assert(
      fc.property(courses, ({ said, mode }) => {
        const { board, draft } = course(said, mode);
        const late = Object.keys(said).at(-1) ?? '';
        const all = placingsFor(board, draft, late);
        const disturbed = all.map(({ movesIds, leavesIds }) => movesIds.length + 2 * leavesIds.length);
        expect(disturbed).toEqual([...disturbed].sort((one, other) => one - other));
        for (const { movesIds, leavesIds } of placingsFor(board, draft, late, { onlyFree: true })) {
          expect([...movesIds, ...leavesIds]).toEqual([]);
        }
        const [other] = all[0]?.withIds ?? [];
        if (other === undefined) return;
        const refused = new Set([neverKey(late, other)]);
        expect(placingsFor(board, draft, late, { refused }).flatMap(({ withIds }) => withIds)).not.toContain(other);
      }),
      { numRuns: 80, seed: 6 },
    );
  });

  test('whoever is left stands among the unpaired once', () => {
    const standing = { pairs: [], unpaired: [{ personId: 'a', reason: 'noPlace' as const }] };
    expect(withLeft(standing, [], ['a', 'b']).map(({ personId }) => personId)).toEqual(['a', 'b']);
  });
});

describe('swaps', () => {
  test('keep every law and every lock, and are the teacher’s doing', () => {
    fc.assert(
      fc.property(courses, ({ said, mode }) => {
        const { board, draft } = course(said, mode);
        const [pair, kept] = draft.pairs;
        if (!pair) return;
        const { pairs } = kept ? withLock(draft, kept.pairId, 'tess') : draft;
        const locked = { ...draft, pairs };
        const [one = '', other = ''] = pair.members;
        const who = mode === 'mentoring' ? { staysId: other, outId: one } : { staysId: one, outId: other };
        const offer = swapOffer(board, locked, pair, who);
        for (const choice of offer.choices) {
          const edited = withSwap(board, locked, offer, choice);
          holds(board, locked, edited);
          if (kept) expect(edited.pairs.some(({ pairId }) => pairId === kept.pairId)).toBe(true);
          const told = placedBy('tess', locked.pairs, edited.pairs);
          const before = new Set(locked.pairs.map(({ pairId }) => pairId));
          expect(told.every(({ pairId, placedBy: by }) => before.has(pairId) === (by === undefined))).toBe(true);
        }
        holds(board, locked, withoutPair(locked, pair));
      }),
      { numRuns: 80, seed: 8 },
    );
  });
});

describe('differences', () => {
  test('of a draft to itself are none, and every pair either stays or goes', () => {
    fc.assert(
      fc.property(courses, courses, (one, other) => {
        const [first, second] = [course(one.said, one.mode).draft, course(other.said, other.mode).draft];
        expect(movedBetween(first, first).changed).toBe(0);
        const before = first.pairs.map(({ members }) => members);
        const { stay, change, gone, isNew } = differenceOf(before, second.pairs);
        expect(stay + change).toBe(second.pairs.length);
        expect(isNew.size).toBe(change);
        expect(stay + gone.length).toBe(new Set(before.map(peopleKey)).size);
      }),
      { numRuns: 40, seed: 9 },
    );
  });
});
