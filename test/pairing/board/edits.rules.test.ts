import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boardFor, groupScoreOf, type Board } from '../../../src/pairing/cohort/board.rules.js';
import type { Draft } from '../../../src/pairing/words/draft.js';
import { swapOffer, withLock, withoutPair, withSwap } from '../../../src/pairing/board/edits.rules.js';
import { pairIdOf } from '../../../src/pairing/words/keys.rules.js';
import { noKnots, type Knots } from '../../../src/pairing/measure/yardstick.rules.js';
import { people, ruled, setupWith, topics, winter } from '../people.js';

function boardOf(all: Parameters<typeof people>[0], mode: Board['form'], knots: Knots = noKnots): Board {
  return boardFor(setupWith({ mode }), { people: people(all), lists: { topics }, knots }, winter);
}

function draftOf(board: Board, groups: readonly string[][], more: Partial<Draft> = {}): Draft {
  const pairs = groups.map((members) => ({
    pairId: pairIdOf(members),
    members,
    score: Math.max(0, groupScoreOf(board, members)),
    runnerUps: [],
  }));
  return {
    ...{ draftId: 'd', courseId: 'c', form: board.form, setup: board.setup, state: 'ready', revision: 0 },
    ...{ madeAt: winter, madeBy: 'tess', pairs, unpaired: [], proven: true, ...more },
  };
}

function pairIn(draft: Draft, pairId: string) {
  const pair = draft.pairs.find((one) => one.pairId === pairId);
  if (!pair) throw new Error(`No pair ${pairId}`);
  return pair;
}

const five = {
  amara: { roleWish: 'mentor', strong: ['R'] },
  jonas: { roleWish: 'mentor', strong: ['Writing'] },
  mei: { roleWish: 'mentor', strong: ['Exams'] },
  ana: { roleWish: 'mentee', wanted: ['R'] },
  ben: { roleWish: 'mentee', wanted: ['Writing'] },
} as const;
const mentoring = boardOf(five, 'mentoring');
const crossed = draftOf(mentoring, [
  ['amara', 'ben'],
  ['jonas', 'ana'],
]);

describe('a lock', () => {
  test('is set and taken off, on that pair alone', () => {
    const locked = withLock(crossed, 'amara.ben', 'tess');
    expect(locked.pairs.map(({ lockedBy }) => lockedBy)).toEqual(['tess', undefined]);
    const open = withLock({ ...crossed, ...locked }, 'amara.ben', undefined);
    expect(open.pairs).toEqual(crossed.pairs);
  });
});

describe('never together', () => {
  test('takes the pair apart and lists both without a partner', () => {
    const { pairs, unpaired } = withoutPair(crossed, pairIn(crossed, 'amara.ben'));
    expect(pairs.map(({ pairId }) => pairId)).toEqual(['jonas.ana']);
    expect(unpaired).toEqual([
      { personId: 'amara', reason: 'parted', side: 'mentor' },
      { personId: 'ben', reason: 'parted', side: 'mentee' },
    ]);
  });

  test('leaves a mentor who has another mentee among the paired', () => {
    const draft = draftOf(mentoring, [
      ['amara', 'ben'],
      ['amara', 'ana'],
    ]);
    const { unpaired } = withoutPair(draft, pairIn(draft, 'amara.ben'));
    expect(unpaired.map(({ personId }) => personId)).toEqual(['ben']);
  });
});

describe('a swap of mentors', () => {
  test('with a full mentor exchanges the mentees and tells what it does to the other pair', () => {
    const offer = swapOffer(mentoring, crossed, pairIn(crossed, 'amara.ben'), { staysId: 'ben', outId: 'amara' });
    const [best] = offer.choices;
    expect(best).toMatchObject({ personId: 'jonas', other: { movesId: 'ana', members: ['amara', 'ana'] } });
    if (!best) throw new Error('a choice');
    const { pairs, unpaired, proven } = withSwap(mentoring, crossed, offer, best);
    expect(pairs.map(({ pairId }) => pairId).sort()).toEqual(['amara.ana', 'jonas.ben']);
    expect({ unpaired, proven }).toEqual({ unpaired: [], proven: false });
    for (const pair of pairs) expect(pair.score).toBe(groupScoreOf(mentoring, pair.members));
  });

  test('with a mentor who has a free place moves nobody else, and may leave the old one without a mentee', () => {
    const draft = { ...crossed, unpaired: [{ personId: 'mei', reason: 'noMentee' as const }] };
    const offer = swapOffer(mentoring, draft, pairIn(draft, 'amara.ben'), { staysId: 'ben', outId: 'amara' });
    const toMei = offer.choices.find(({ personId }) => personId === 'mei');
    expect(toMei).toMatchObject({ leavesId: 'amara' });
    if (!toMei) throw new Error('a choice');
    const { pairs, unpaired } = withSwap(mentoring, draft, offer, toMei);
    expect(pairs.map(({ pairId }) => pairId).sort()).toEqual(['jonas.ana', 'mei.ben']);
    expect(unpaired.map(({ personId }) => personId)).toEqual(['amara']);
  });

  test('does not touch a locked pair', () => {
    const locked = { ...crossed, ...withLock(crossed, 'jonas.ana', 'tess') };
    const offer = swapOffer(mentoring, locked, pairIn(locked, 'amara.ben'), { staysId: 'ben', outId: 'amara' });
    expect(offer).toMatchObject({ choices: [], impossible: 1 });
  });

  test('does not offer who a rule forbids', () => {
    const board = boardOf(five, 'mentoring', ruled('never', 'jonas', 'ben'));
    expect(swapOffer(board, crossed, pairIn(crossed, 'amara.ben'), { staysId: 'ben', outId: 'amara' }).choices).toEqual(
      [],
    );
  });
});

describe('a swap of peers', () => {
  const peers = boardOf({ ana: {}, ben: {}, cleo: {}, dan: {}, eva: {}, finn: {} }, 'peers');
  const draft = draftOf(
    peers,
    [
      ['ana', 'ben'],
      ['cleo', 'dan', 'eva'],
    ],
    {
      unpaired: [{ personId: 'finn', reason: 'nobodyLeft' }],
    },
  );

  test('takes somebody out of another group, or who has nobody yet', () => {
    const offer = swapOffer(peers, draft, pairIn(draft, 'ana.ben'), { staysId: 'ana', outId: 'ben' });
    expect(offer.choices.map(({ personId }) => personId).sort()).toEqual(['cleo', 'dan', 'eva', 'finn']);
    expect(offer.choices.find(({ personId }) => personId === 'finn')).toMatchObject({ leavesId: 'ben' });
  });

  test('keeps everybody exactly once, whatever is chosen and whoever stays', () => {
    const everybody = ['ana', 'ben', 'cleo', 'dan', 'eva', 'finn'];
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (one, two, three) => {
        const pair = draft.pairs[one % draft.pairs.length];
        const staysId = pair?.members[two % pair.members.length];
        if (!pair || staysId === undefined) throw new Error('a pair');
        const outId = pair.members.find((member) => member !== staysId) ?? '';
        const offer = swapOffer(peers, draft, pair, { staysId, outId });
        const choice = offer.choices[three % offer.choices.length];
        if (!choice) throw new Error('a choice');
        const after = withSwap(peers, draft, offer, choice);
        const all = [
          ...after.pairs.flatMap(({ members }) => members),
          ...after.unpaired.map(({ personId }) => personId),
        ];
        expect(all.sort()).toEqual(everybody);
        expect(after.pairs.find(({ members }) => members.includes(staysId))?.members).toContain(choice.personId);
        for (const { members, score } of after.pairs) expect(score).toBe(groupScoreOf(peers, members));
      }),
    );
  });
});
