import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allocate as allocated, reviewsPossible } from '../../src/peer-review/allocation/allocation.rules.js';
import { nothingApart, type AllocationCase, type Pair } from '../../src/peer-review/allocation/allocation.js';

type Wish = Partial<AllocationCase> & Pick<AllocationCase, 'each'>;

/** Nothing bars a pair but what the wish says. */
function caseOf(authorIds: readonly string[], planned: readonly Pair[], wish: Wish): AllocationCase {
  const nothing = { lapsed: [], volunteerIds: [], extra: 0, seed: 1, apart: nothingApart };
  return { ...nothing, authorIds, planned, ...wish };
}

function allocate(authorIds: readonly string[], planned: readonly Pair[], wish: Wish): readonly Pair[] {
  return allocated(caseOf(authorIds, planned, wish)).pairs;
}

function people(count: number, prefix = 'p'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

function given(pairs: readonly Pair[], id: string): number {
  return pairs.filter((pair) => pair.reviewerId === id).length;
}

function received(pairs: readonly Pair[], id: string): number {
  return pairs.filter((pair) => pair.authorId === id).length;
}

/** Judges a plan without knowing how it was made. */
function faultsOf(pairs: readonly Pair[]): string[] {
  const own = pairs.filter((pair) => pair.reviewerId === pair.authorId);
  const keys = pairs.map((pair) => `${pair.reviewerId}>${pair.authorId}`);
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  return [...own.map((pair) => `own work: ${pair.authorId}`), ...twice.map((key) => `twice: ${key}`)];
}

function mutual(pairs: readonly Pair[]): number {
  const keys = new Set(pairs.map((pair) => `${pair.reviewerId}>${pair.authorId}`));
  return pairs.filter((pair) => keys.has(`${pair.authorId}>${pair.reviewerId}`)).length / 2;
}

const cohort = fc.record({
  count: fc.integer({ min: 0, max: 40 }),
  each: fc.integer({ min: 1, max: 5 }),
  seed: fc.integer(),
});

describe('the first time', () => {
  test('everyone gives and receives the same number of reviews, never their own, never one twice', () => {
    fc.assert(
      fc.property(cohort, ({ count, each, seed }) => {
        const ids = people(count);
        const pairs = allocate(ids, [], { each, seed });
        const share = reviewsPossible(each, count);
        expect(faultsOf(pairs)).toEqual([]);
        expect(ids.map((id) => [given(pairs, id), received(pairs, id)])).toEqual(ids.map(() => [share, share]));
      }),
    );
  });

  test('two people review each other only as often as the numbers force them to', () => {
    fc.assert(
      fc.property(cohort, ({ count, each, seed }) => {
        const pairs = allocate(people(count), [], { each, seed });
        const forced = Math.max(0, pairs.length - (count * (count - 1)) / 2);
        expect(mutual(pairs)).toBe(forced);
      }),
    );
  });

  test('with two people each reviews the other; alone nobody reviews', () => {
    const options = { each: 3, seed: 1 };
    expect(allocate(['ana', 'ben'], [], options)).toHaveLength(2);
    expect(allocate(['ana'], [], options)).toEqual([]);
    expect(allocate([], [], options)).toEqual([]);
  });

  test('the same seed gives the same plan, another seed another', () => {
    const plan = (seed: number) => allocate(people(20), [], { each: 2, seed });
    expect(plan(7)).toEqual(plan(7));
    expect(plan(7)).not.toEqual(plan(8));
  });

  test('10,000 people with 3 reviews each are planned at once', () => {
    const ids = people(10_000);
    allocate(ids, [], { each: 3, seed: 1 });
    const before = performance.now();
    const pairs = allocate(ids, [], { each: 3, seed: 2 });
    expect(performance.now() - before).toBeLessThan(500);
    expect(pairs).toHaveLength(30_000);
  });
});

describe('late work', () => {
  const arrivals = fc.record({
    early: fc.integer({ min: 2, max: 20 }),
    late: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
    each: fc.integer({ min: 1, max: 5 }),
    seed: fc.integer(),
  });

  function afterArrivals({ early, late, each, seed }: { early: number; late: number[]; each: number; seed: number }) {
    const ids = people(early);
    let pairs = allocate(ids, [], { each, seed });
    for (const [wave, count] of late.entries()) {
      ids.push(...people(count, `late${wave}-`));
      pairs = [...pairs, ...allocate(ids, pairs, { each, seed: seed + pairs.length })];
    }
    return { ids, pairs };
  }

  test('never brings own work, a pair twice, or more than a share to anybody', () => {
    fc.assert(
      fc.property(arrivals, (world) => {
        const { ids, pairs } = afterArrivals(world);
        const share = reviewsPossible(world.each, ids.length);
        expect(faultsOf(pairs)).toEqual([]);
        expect(Math.max(...ids.map((id) => given(pairs, id)))).toBeLessThanOrEqual(share);
      }),
    );
  });

  test('everybody who came late gives a full share', () => {
    fc.assert(
      fc.property(arrivals, (world) => {
        const { ids, pairs } = afterArrivals(world);
        const share = reviewsPossible(world.each, ids.length);
        expect(ids.filter((id) => given(pairs, id) < share)).toEqual([]);
      }),
    );
  });

  test('asking again changes nothing', () => {
    fc.assert(
      fc.property(arrivals, (world) => {
        const { ids, pairs } = afterArrivals(world);
        expect(allocate(ids, pairs, { each: world.each, seed: 3 })).toEqual([]);
      }),
    );
  });

  test('several late works are reviewed by each other, evenly', () => {
    const { ids, pairs } = afterArrivals({ early: 10, late: [4], each: 2, seed: 5 });
    const late = ids.slice(10);
    expect(late.map((id) => received(pairs, id))).toEqual([2, 2, 2, 2]);
  });

  test('one late work gets its reviews from people who take one more, when a teacher asks for it', () => {
    const { ids, pairs } = afterArrivals({ early: 6, late: [1], each: 2, seed: 5 });
    expect(received(pairs, 'late0-0')).toBe(0);
    const more = allocate(ids, pairs, { each: 2, extra: 1, seed: 1 });
    const all = [...pairs, ...more];
    expect(received(all, 'late0-0')).toBe(2);
    expect(faultsOf(all)).toEqual([]);
    expect(Math.max(...ids.map((id) => given(all, id)))).toBe(3);
  });
});

describe('who is kept apart', () => {
  const ids = people(12);
  /** Four groups of three. */
  const groupsOf = new Map(ids.map((id, place) => [id, [`g${place % 4}`]]));
  const sameGroup = ({ reviewerId, authorId }: Pair) => groupsOf.get(reviewerId)?.[0] === groupsOf.get(authorId)?.[0];
  const has = (pairs: readonly Pair[], one: string, other: string) =>
    pairs.some(({ reviewerId, authorId }) => [one, other].includes(reviewerId) && [one, other].includes(authorId));

  test('a mentor never reviews the own mentee, nor the other way, whatever the seed', () => {
    const apart = { ...nothingApart, together: [['p0', 'p1'] as const, ['p0', 'p2'] as const] };
    for (let seed = 0; seed < 30; seed += 1) {
      const { pairs, short } = allocated(caseOf(ids, [], { each: 3, seed, apart }));
      expect([has(pairs, 'p0', 'p1'), has(pairs, 'p0', 'p2'), short]).toEqual([false, false, []]);
      expect(ids.map((id) => [given(pairs, id), received(pairs, id)])).toEqual(ids.map(() => [3, 3]));
    }
  });

  test('the own group stays out, or nobody else comes in, as it was set', () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const out = allocate(ids, [], { each: 2, seed, apart: { ...nothingApart, groups: 'out', groupsOf } });
      expect(out.filter(sameGroup)).toEqual([]);
      const within = allocate(ids, [], { each: 2, seed, apart: { ...nothingApart, groups: 'in', groupsOf } });
      expect([within.length, within.filter((pair) => !sameGroup(pair))]).toEqual([24, []]);
    }
  });

  test('a work falls short only where nothing allowed helps, and it is said which', () => {
    const groups = { ...nothingApart, groups: 'in' as const, groupsOf };
    const { short } = allocated(caseOf(ids, [], { each: 3, extra: 1, apart: groups }));
    expect(short).toEqual(ids.map((authorId) => ({ authorId, lacks: 1 })));
  });

  test('pairs of another activity do not meet again, but rather that than a work without its reviews', () => {
    const first = allocate(ids, [], { each: 3, seed: 1 });
    const met = new Set(first.map(({ reviewerId, authorId }) => `${reviewerId} ${authorId}`));
    const second = allocated(caseOf(ids, [], { each: 3, seed: 2, apart: { ...nothingApart, earlier: first } }));
    expect(second.pairs.filter(({ reviewerId, authorId }) => met.has(`${reviewerId} ${authorId}`))).toEqual([]);
    expect([second.again, second.short]).toEqual([0, []]);
    const everybody = ids.flatMap((reviewerId) => ids.map((authorId) => ({ reviewerId, authorId })));
    const third = allocated(caseOf(ids, [], { each: 3, seed: 3, apart: { ...nothingApart, earlier: everybody } }));
    expect([third.short, third.again]).toEqual([[], 36]);
  });
});

describe('what lapsed', () => {
  test('goes to others, nobody more than one more, and never back to whom it lapsed with', () => {
    const ids = people(10);
    const pairs = allocate(ids, [], { each: 3, seed: 4 });
    const lapsed = pairs.filter(({ reviewerId }) => reviewerId === 'p3');
    const planned = pairs.filter(({ reviewerId }) => reviewerId !== 'p3');
    expect(allocated(caseOf(ids, planned, { each: 3, lapsed })).short).toHaveLength(3);
    const again = allocate(ids, planned, { each: 3, lapsed, extra: 1 });
    const all = [...planned, ...again];
    expect([faultsOf(all), ids.map((id) => received(all, id))]).toEqual([[], ids.map(() => 3)]);
    expect(again.filter(({ reviewerId }) => reviewerId === 'p3')).toEqual([]);
    expect(Math.max(...ids.map((id) => given(all, id)))).toBe(4);
  });

  test('goes to volunteers first', () => {
    const ids = people(10);
    const pairs = allocate(ids, [], { each: 2, seed: 4 });
    const lapsed = pairs.filter(({ reviewerId }) => reviewerId === 'p3').slice(0, 1);
    const planned = pairs.filter((pair) => !lapsed.includes(pair));
    const free = ids.filter((id) => id !== 'p3' && id !== lapsed[0]?.authorId);
    const volunteerIds = free
      .filter((id) => !planned.some((pair) => pair.reviewerId === id && pair.authorId === lapsed[0]?.authorId))
      .slice(0, 1);
    const again = allocate(ids, planned, { each: 2, lapsed, extra: 1, volunteerIds });
    expect(again).toEqual([{ reviewerId: volunteerIds[0], authorId: lapsed[0]?.authorId }]);
  });
});
