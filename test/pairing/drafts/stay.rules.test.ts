import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ProfileAnswers } from '../../../src/pairing/intake/profile.js';
import { makeDraft } from '../../../src/pairing/drafts/drafting.rules.js';
import { compare } from '../../../src/pairing/measure/pairing.rules.js';
import { answers, measured, ruled, setupWith, topics, winter } from '../people.js';
import type { Knots } from '../../../src/pairing/measure/yardstick.rules.js';

type Said = Readonly<Record<string, Partial<ProfileAnswers>>>;

function draftOf(
  all: Said,
  given: { stay?: string[][]; locked?: string[][]; knots?: Knots; mode?: 'mentoring' | 'peers' | 'circles' },
) {
  const { stay, locked = [], knots = { rules: [], met: [] }, mode = 'mentoring' } = given;
  return makeDraft({
    ...{ setup: setupWith({ mode }), seed: 7, at: winter, lists: { topics, stages: [] }, knots },
    people: Object.entries(all).map(([personId, said]) => ({ personId, answers: answers(said), trained: false })),
    locked: locked.map((members) => ({ members, lockedBy: 'tess' })),
    ...(stay && { stay }),
  });
}

const mentor = (...strong: string[]) => ({ roleWish: 'mentor' as const, strong });
const mentee = (...wanted: string[]) => ({ roleWish: 'mentee' as const, wanted });
const pairsIn = ({ pairs }: { pairs: readonly { members: readonly string[] }[] }) =>
  pairs.map(({ members }) => members.join('+')).sort();

/** Each would fit the other a little better. */
const swapped: Said = {
  amara: mentor('R', 'Statistics'),
  jonas: mentor('R', 'Statistics', 'Exams'),
  ana: mentee('R'),
  ben: mentee('R', 'Exams'),
};
const today = [
  ['jonas', 'ana'],
  ['amara', 'ben'],
];

describe('keeping most pairs', () => {
  test('keeps a pair of before that fits a little worse, and says what that costs', () => {
    const peers: Said = { a: { languages: ['en'] }, b: { languages: ['en'] }, c: { languages: ['en'] }, d: {} };
    const without = draftOf(peers, { mode: 'peers' });
    const stay = [
      ['a', 'd'],
      ['b', 'c'],
    ];
    const kept = draftOf(peers, { mode: 'peers', stay });
    expect(kept.pairs.map(({ members }) => [...members].sort().join('+')).sort()).toEqual(['a+d', 'b+c']);
    expect(kept.kept).toMatchObject({ pairs: 2, stay: 2, loss: sum(without) - sum(kept) });
    expect(kept.pairs.every(({ stays }) => stays)).toBe(true);
    expect(kept.proven).toBe(false);
  });

  test('the bonus is in no score: what is told of a pair still adds up to it', () => {
    const { of, yardstick } = measured(
      Object.entries(swapped).map(([personId, said]) => ({ personId, answers: answers(said), trained: false })),
    );
    for (const { members, score } of draftOf(swapped, { stay: today }).pairs) {
      const [one = '', other = ''] = members;
      const told = compare(yardstick, of(one), of(other));
      expect(score).toBe(told.findings.reduce((all, { points }) => all + points, 0));
    }
  });

  test('keeps nobody in a pair that a rule forbids now, and says that it changed', () => {
    const { kept, pairs } = draftOf(swapped, { stay: today, knots: ruled('never', 'jonas', 'ana') });
    expect(pairsIn({ pairs })).toEqual(['amara+ana', 'jonas+ben']);
    expect(kept).toMatchObject({ pairs: 2, stay: 0 });
  });

  test('whoever left takes nobody else along', () => {
    const { amara, ben, jonas, ana } = swapped;
    const all = {
      amara,
      jonas,
      ana,
      ben: { ...ben, wanted: ['R'] },
      cleo: mentor('Exams'),
      dan: mentee('Exams'),
    } as Said;
    const gone = draftOf(all, { stay: [...today, ['left', 'dan']] });
    expect(pairsIn(gone)).toEqual(['amara+ben', 'cleo+dan', 'jonas+ana']);
    expect(gone.kept).toMatchObject({ pairs: 2, stay: 2 });
  });

  test('of people who would take either side, whoever mentored goes on mentoring', () => {
    const either: Said = { a: {}, b: {}, c: {}, d: {} };
    const stay = [
      ['b', 'a'],
      ['d', 'c'],
    ];
    expect(pairsIn(draftOf(either, { stay }))).toEqual(['b+a', 'd+c']);
  });

  test('circles keep together too', () => {
    const all: Said = Object.fromEntries('abcdefgh'.split('').map((id) => [id, {}]));
    const stay = ['aceg', 'bdfh'].map((ids) => ids.split(''));
    expect(draftOf(all, { mode: 'circles', stay }).kept).toMatchObject({ pairs: 2, stay: 2 });
  });
});

describe('whatever people said', () => {
  const person = fc.record({
    roleWish: fc.constantFrom('mentor', 'mentee', 'either', 'both' as const),
    strong: fc.subarray(topics),
    wanted: fc.subarray(topics),
    languages: fc.subarray(['en', 'de', 'fr']),
  });

  test('as many are placed as without the bonus, nobody twice, no mentor above their places, locks kept', () => {
    fc.assert(
      fc.property(
        fc.array(person, { minLength: 2, maxLength: 9 }),
        fc.constantFrom('mentoring', 'peers'),
        (people, mode) => {
          const all = Object.fromEntries(people.map((said, index) => [`p${index}`, said as Partial<ProfileAnswers>]));
          const before = draftOf(all, { mode });
          const stay = before.pairs.map(({ members }) => [...members]);
          const changed = { ...all, p0: { ...all.p0, wanted: [], strong: topics } };
          const locked = stay.slice(0, 1);
          const kept = draftOf(changed, { mode, stay, locked });
          const free = draftOf(changed, { mode, locked });
          // Who would be both may take the place of somebody else as a mentee: mentees are counted, as the solver does.
          const seatedIn = ({ pairs }: typeof kept) =>
            pairs.flatMap(({ members }) => (mode === 'peers' ? members : members.slice(1)));
          const seated = seatedIn(kept);
          expect(seated).toHaveLength(seatedIn(free).length);
          expect(new Set(seated).size).toBe(seated.length);
          const mentors = kept.pairs.map(({ members }) => members[0]);
          if (mode === 'mentoring') expect(new Set(mentors).size).toBe(mentors.length);
          for (const members of locked) expect(pairsIn(kept)).toContain(members.join('+'));
          const { stay: staying, stayWithout } = kept.kept ?? { stay: 0, stayWithout: 0 };
          expect(staying).toBeGreaterThanOrEqual(stayWithout);
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });

  test('nobody moves where nothing changed', () => {
    fc.assert(
      fc.property(
        fc.array(person, { minLength: 2, maxLength: 10 }),
        fc.constantFrom('mentoring', 'peers'),
        (people, mode) => {
          const all = Object.fromEntries(people.map((said, index) => [`p${index}`, said as Partial<ProfileAnswers>]));
          const stay = draftOf(all, { mode }).pairs.map(({ members }) => [...members]);
          // Peers stand in no order: of three who fit each other alike anybody may be named first.
          const together = (pairs: readonly { members: readonly string[] }[]) =>
            pairsIn({
              pairs: pairs.map(({ members }) => ({ members: mode === 'peers' ? [...members].sort() : members })),
            });
          expect(together(draftOf(all, { mode, stay }).pairs)).toEqual(together(stay.map((members) => ({ members }))));
        },
      ),
      { numRuns: 60, seed: 12 },
    );
  });
});

function sum({ pairs }: { pairs: readonly { score: number }[] }): number {
  return pairs.reduce((all, { score }) => all + score, 0);
}
