import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { roleWishes } from '../../../src/pairing/intake/profile.js';
import type { DraftTask } from '../../../src/pairing/cohort/draft-cohort.rules.js';
import { makeDraft } from '../../../src/pairing/drafts/drafting.rules.js';
import { formOf, modes, type SetupChange } from '../../../src/pairing/words/setup.js';
import { noKnots } from '../../../src/pairing/measure/yardstick.rules.js';
import { people, ruled, setupWith, topics, winter } from '../people.js';

type More = Partial<Omit<DraftTask, 'setup'>> & { setup?: SetupChange };

function task(all: Parameters<typeof people>[0], { setup, ...more }: More = {}): DraftTask {
  return {
    ...{ setup: setupWith(setup), seed: 7, at: winter, lists: { topics }, people: people(all) },
    ...{ locked: [], knots: noKnots, ...more },
  };
}

const two = {
  amara: { roleWish: 'mentor' as const, strong: ['R'] },
  jonas: { roleWish: 'mentor' as const, strong: ['Writing'] },
  ana: { roleWish: 'mentee' as const, wanted: ['R'] },
  ben: { roleWish: 'mentee' as const, wanted: ['Writing'] },
};

describe('mentors with mentees', () => {
  test('get whom they can help most, with who would have been next', () => {
    const draft = makeDraft(task(two));
    expect(draft.pairs.map(({ pairId }) => pairId).sort()).toEqual(['amara.ana', 'jonas.ben']);
    expect(draft.unpaired).toEqual([]);
    const anas = draft.pairs.find(({ pairId }) => pairId === 'amara.ana');
    expect(anas?.runnerUps.map(({ personId }) => personId)).toEqual(['jonas']);
    expect(anas && anas.runnerUps[0] && anas.score > anas.runnerUps[0].score).toBe(true);
    const [next] = anas?.runnerUps ?? [];
    const exchanged = makeDraft(task(two, { locked: [{ members: ['jonas', 'ana'], lockedBy: 'tess' }] }));
    const sum = (pairs: typeof draft.pairs) => pairs.reduce((total, { score }) => total + score, 0);
    expect(next?.shortfall).toBeGreaterThan(0);
    expect(next?.shortfall).toBeLessThanOrEqual(sum(draft.pairs) - sum(exchanged.pairs));
  });

  test('keep a locked pair though another would fit better', () => {
    const draft = makeDraft(task(two, { locked: [{ members: ['amara', 'ben'], lockedBy: 'tess' }] }));
    expect(draft.pairs.map(({ pairId, lockedBy }) => [pairId, lockedBy]).sort()).toEqual([
      ['amara.ben', 'tess'],
      ['jonas.ana', undefined],
    ]);
  });

  test('forget a lock of somebody who left', () => {
    const draft = makeDraft(task(two, { locked: [{ members: ['amara', 'gone'], lockedBy: 'tess' }] }));
    expect(draft.pairs).toHaveLength(2);
  });

  test('are never paired against a rule, and who is left is told why', () => {
    const draft = makeDraft(task({ amara: two.amara, ana: two.ana }, { knots: ruled('never', 'ana', 'amara') }));
    expect(draft.pairs).toEqual([]);
    expect(draft.unpaired.map(({ reason }) => reason)).toEqual(['never', 'never']);
  });

  test('without a common language stay apart and are told so', () => {
    const draft = makeDraft(
      task({ amara: { ...two.amara, languages: ['pt'] }, ana: { ...two.ana, languages: ['de'] } }),
    );
    expect(draft.unpaired.map(({ reason }) => reason)).toEqual(['languages', 'languages']);
  });

  test('without a place are told so; a larger capacity places them', () => {
    const all = { amara: two.amara, ana: two.ana, ben: two.ben };
    expect(makeDraft(task(all)).unpaired.map(({ reason }) => reason)).toEqual(['noPlace']);
    expect(makeDraft(task(all, { setup: { capacity: 2 } })).pairs).toHaveLength(2);
  });

  test('who is one mentor too many is told so', () => {
    const draft = makeDraft(task({ ...two, mei: { roleWish: 'mentor', strong: ['Exams'] } }));
    expect(draft.unpaired).toEqual([{ personId: 'mei', reason: 'noMentee', side: 'mentor' }]);
  });

  test('do not stand idle while another has several mentees, even where that other fits better', () => {
    const all = {
      amara: { roleWish: 'mentor' as const, strong: ['R', 'Writing'] },
      mei: { roleWish: 'mentor' as const, strong: ['Exams'] },
      ana: two.ana,
      ben: two.ben,
    };
    const draft = makeDraft(task(all, { setup: { capacity: 2 } }));
    expect(draft.unpaired).toEqual([]);
    expect(new Set(draft.pairs.map(({ members }) => members[0]))).toEqual(new Set(['amara', 'mei']));
    expect(draft.proven).toBe(true);
    const locked = [['amara', 'ana'] as const, ['amara', 'ben'] as const].map((members) => ({
      members,
      lockedBy: 'tess',
    }));
    expect(makeDraft(task(all, { setup: { capacity: 2 }, locked })).unpaired).toMatchObject([
      { personId: 'mei', reason: 'noMentee' },
    ]);
  });

  const silent = { ana: undefined, ben: undefined, cleo: undefined, dan: undefined };

  test('are not found among people who said nothing, unless the teacher marked one', () => {
    const alone = makeDraft(task(silent));
    expect(alone.pairs).toEqual([]);
    expect(alone.unpaired.map(({ side }) => side)).toEqual(['mentee', 'mentee', 'mentee', 'mentee']);
    const marked = people(silent).map((one) => (one.personId === 'ben' ? { ...one, trained: true } : one));
    const draft = makeDraft(task(silent, { people: marked, setup: { capacity: 3 } }));
    expect(draft.pairs.map(({ members }) => members[0])).toEqual(['ben', 'ben', 'ben']);
  });

  test('are found among them where the course gives that rule up', () => {
    const draft = makeDraft(task(silent, { setup: { rules: { mentorsAnswered: false } } }));
    expect(draft.pairs).toHaveLength(2);
    expect(draft.unpaired).toEqual([]);
  });
});

describe('peers', () => {
  const four = {
    ana: { strong: ['R'], wanted: ['Writing'] },
    ben: { strong: ['Writing'], wanted: ['R'] },
    cleo: { strong: ['Exams'], wanted: ['R'] },
    dan: { strong: ['R'], wanted: ['Exams'] },
  };

  test('are told who came next and what all pairs would lose at least', () => {
    const draft = makeDraft(task(four, { setup: { mode: 'peers' } }));
    expect(draft.proven).toBe(true);
    const sum = (pairs: typeof draft.pairs) => pairs.reduce((total, { score }) => total + score, 0);
    const next = draft.pairs.flatMap(({ members: [first = ''], runnerUps }) =>
      runnerUps.map((other) => ({ first, other })),
    );
    expect(next.length).toBeGreaterThan(0);
    for (const { first, other } of next) {
      const locked = [{ members: [first, other.personId], lockedBy: 'tess' }];
      const exchanged = makeDraft(task(four, { setup: { mode: 'peers' }, locked }));
      expect(other.shortfall).toBeLessThanOrEqual(sum(draft.pairs) - sum(exchanged.pairs));
    }
    expect(next.some(({ other }) => (other.shortfall ?? 0) > 0)).toBe(true);
  });

  test('are proven together with the group of three, also where it is the weakest', () => {
    const all = { ...four, eva: { strong: [], wanted: [] } };
    const draft = makeDraft(task(all, { setup: { mode: 'peers' } }));
    const triple = draft.pairs.find(({ members }) => members.length === 3);
    const others = draft.pairs.filter(({ members }) => members.length === 2);
    expect(triple?.score).toBeLessThan(Math.min(...others.map(({ score }) => score)));
    expect(draft.proven).toBe(true);
  });

  test('of an odd number have one group of three', () => {
    const draft = makeDraft(task({ ana: {}, ben: {}, cleo: {}, dan: {}, eva: {} }, { setup: { mode: 'peers' } }));
    expect(draft.pairs.map(({ members }) => members.length).sort()).toEqual([2, 3]);
    expect(draft.unpaired).toEqual([]);
  });

  test('keep a locked group of three', () => {
    const locked = [{ members: ['ana', 'ben', 'cleo'], lockedBy: 'tess' }];
    const draft = makeDraft(
      task({ ana: {}, ben: {}, cleo: {}, dan: {}, eva: {} }, { setup: { mode: 'peers' }, locked }),
    );
    expect(draft.pairs.find(({ lockedBy }) => lockedBy === 'tess')?.members).toEqual(['ana', 'ben', 'cleo']);
    expect(draft.pairs).toHaveLength(2);
  });

  test('who find each other forbidden stay alone with the reason', () => {
    const draft = makeDraft(
      task({ ana: { languages: ['pt'] }, ben: { languages: ['de'] } }, { setup: { mode: 'peers' } }),
    );
    expect(draft.unpaired.map(({ reason }) => reason)).toEqual(['languages', 'languages']);
  });
});

test.each(modes)('a course without learners has an empty draft of %s', (mode) => {
  expect(makeDraft(task({}, { setup: { mode } }))).toMatchObject({ pairs: [], unpaired: [] });
  expect(makeDraft(task({ ana: {} }, { setup: { mode } })).pairs).toEqual([]);
});

test('in every draft everybody stands once, or as a mentor up to the capacity; the same seed makes the same draft', () => {
  const person = fc.option(
    fc.record({
      roleWish: fc.constantFrom(...roleWishes),
      strong: fc.subarray(topics),
      wanted: fc.subarray(topics),
      languages: fc.subarray(['en', 'de', 'pt']),
    }),
    { nil: undefined },
  );
  const cohort = fc.array(person, { maxLength: 14 });
  fc.assert(
    fc.property(
      cohort,
      fc.constantFrom('mentoring', 'peers', 'reverse'),
      fc.integer({ min: 1, max: 3 }),
      (list, mode, capacity) => {
        const form = formOf(mode);
        const all = Object.fromEntries(list.map((given, index) => [`p${index}`, given]));
        const asked = task(all, { setup: { mode, capacity } });
        const draft = makeDraft(asked);
        const alone = draft.unpaired.map(({ personId }) => personId);
        const learning = draft.pairs.flatMap(({ members }) => (form === 'peers' ? members : members.slice(1)));
        const mentors = new Map<string, number>();
        if (form === 'mentoring') {
          for (const { members } of draft.pairs)
            mentors.set(members[0] ?? '', (mentors.get(members[0] ?? '') ?? 0) + 1);
        }
        const twice = [...mentors.keys()].filter((one) => learning.includes(one));
        expect(twice.every((one) => all[one]?.roleWish === 'both')).toBe(true);
        expect(new Set(learning).size).toBe(learning.length);
        const once = [...mentors.keys()].filter((one) => !learning.includes(one));
        expect([...alone, ...learning, ...once].sort()).toEqual(Object.keys(all).sort());
        for (const count of mentors.values()) expect(count).toBeLessThanOrEqual(capacity);
        expect(draft.pairs.map(({ score }) => score)).toEqual(
          draft.pairs.map(({ score }) => score).sort((a, b) => a - b),
        );
        expect(makeDraft(asked)).toEqual(draft);
      },
    ),
    { numRuns: 60 },
  );
});

test('nobody gets more mentees than the course says, nor than they wish for, but where the teacher says so of one', () => {
  const wishes = { most: { roleWish: 'mentor', maxMentees: 3 }, least: { roleWish: 'mentor', maxMentees: 1 } } as const;
  const mentees = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => [id, { roleWish: 'mentee' as const }]));
  const loads = (capacity: number, said: Readonly<Record<string, number>> = {}) => {
    const all = people({ ...wishes, ...mentees }).map((person) => ({
      ...person,
      ...(said[person.personId] !== undefined && { capacity: said[person.personId] ?? 0 }),
    }));
    const { pairs } = makeDraft({ ...task({}, { setup: { capacity } }), people: all });
    return ['most', 'least'].map((id) => pairs.filter(({ members }) => members[0] === id).length);
  };
  expect(loads(1)).toEqual([1, 1]);
  expect(loads(2)).toEqual([2, 1]);
  expect(loads(5)).toEqual([3, 1]);
  expect(loads(1, { most: 2, least: 4 })).toEqual([2, 1]);
  expect(loads(2, { most: 1 })).toEqual([1, 1]);
});
