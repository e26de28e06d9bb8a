/** Kept cases in which somebody leaves and somebody comes after the draft: what is then offered by hand obeys the rules of the draft. */
import { describe, expect, test } from '@jest/globals';
import type { Board } from '../../../src/pairing/cohort/board.rules.js';
import { swapOffer, withSwap } from '../../../src/pairing/board/edits.rules.js';
import { placingsFor, withPlacing } from '../../../src/pairing/board/places.rules.js';
import { type Standing } from '../../../src/pairing/board/placing.rules.js';

import { makeDraft } from '../../../src/pairing/drafts/drafting.rules.js';
import { boardIn, keptIn, type KeptCase } from '../../support/pairing-cases.js';

const cases = ['life-swap-mutual', 'life-placing-mutual'].flatMap((name) =>
  keptIn(name).map((kept) => [name, kept] as const),
);

/** The pairs of the first draft whose people are all still there; whoever came or lost a partner has none. */
function lifeOf({ task, gone, late }: KeptCase): { board: Board; standing: Standing } {
  const first = makeDraft({ ...task, people: task.people.filter(({ personId }) => !late.includes(personId)) });
  const left = task.people.filter(({ personId }) => !gone.includes(personId));
  const pairs = first.pairs.filter(({ members }) => !members.some((member) => gone.includes(member)));
  const paired = new Set(pairs.flatMap(({ members }) => members));
  const alone = left.filter(({ personId }) => !paired.has(personId));
  return {
    board: boardIn({ ...task, people: left }),
    standing: { pairs, unpaired: alone.map(({ personId }) => ({ personId, reason: 'nobodyLeft' })) },
  };
}

function mutualIn({ pairs }: Standing): string[] {
  const directions = new Set(pairs.map(({ members }) => members.join()));
  return pairs
    .map(({ members: [one = '', other = ''] }) => `${other},${one}`)
    .filter((turned) => directions.has(turned));
}

describe.each(cases)('%s', (_name, kept) => {
  const { board, standing } = lifeOf(kept);

  test('no place makes two mentor each other', () => {
    const found = [...board.people.keys()].flatMap((personId) =>
      placingsFor(board, standing, personId).map((placing) => withPlacing(board, standing, placing)),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.flatMap(mutualIn)).toEqual([]);
  });

  test('nor does a swap', () => {
    const found = standing.pairs.flatMap((pair) => {
      const [outId = '', staysId = ''] = pair.members;
      const offer = swapOffer(board, standing, pair, { staysId, outId });
      return offer.choices.map((choice) => withSwap(board, standing, offer, choice));
    });
    expect(found.length).toBeGreaterThan(0);
    expect(found.flatMap(mutualIn)).toEqual([]);
  });
});
