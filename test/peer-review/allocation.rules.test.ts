import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allocate, reviewsPossible, type Pair } from '../../src/peer-review/allocation.rules.js';
import { seededRandom } from '../../src/shared/random.js';

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
        const pairs = allocate(ids, [], { each, random: seededRandom(seed) });
        const share = reviewsPossible(each, count);
        expect(faultsOf(pairs)).toEqual([]);
        expect(ids.map((id) => [given(pairs, id), received(pairs, id)])).toEqual(ids.map(() => [share, share]));
      }),
    );
  });

  test('two people review each other only as often as the numbers force them to', () => {
    fc.assert(
      fc.property(cohort, ({ count, each, seed }) => {
        const pairs = allocate(people(count), [], { each, random: seededRandom(seed) });
        const forced = Math.max(0, pairs.length - (count * (count - 1)) / 2);
        expect(mutual(pairs)).toBe(forced);
      }),
    );
  });

  test('with two people each reviews the other; alone nobody reviews', () => {
    const options = { each: 3, random: seededRandom(1) };
    expect(allocate(['ana', 'ben'], [], options)).toHaveLength(2);
    expect(allocate(['ana'], [], options)).toEqual([]);
    expect(allocate([], [], options)).toEqual([]);
  });

  test('the same seed gives the same plan, another seed another', () => {
    const plan = (seed: number) => allocate(people(20), [], { each: 2, random: seededRandom(seed) });
    expect(plan(7)).toEqual(plan(7));
    expect(plan(7)).not.toEqual(plan(8));
  });

  test('10,000 people with 3 reviews each are planned at once', () => {
    const ids = people(10_000);
    allocate(ids, [], { each: 3, random: seededRandom(1) });
    const before = performance.now();
    const pairs = allocate(ids, [], { each: 3, random: seededRandom(2) });
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
    const random = seededRandom(seed);
    const ids = people(early);
    let pairs = allocate(ids, [], { each, random });
    for (const [wave, count] of late.entries()) {
      ids.push(...people(count, `late${wave}-`));
      pairs = [...pairs, ...allocate(ids, pairs, { each, random })];
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
        expect(allocate(ids, pairs, { each: world.each, random: seededRandom(3) })).toEqual([]);
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
    const more = allocate(ids, pairs, { each: 2, extra: 1, random: seededRandom(1) });
    const all = [...pairs, ...more];
    expect(received(all, 'late0-0')).toBe(2);
    expect(faultsOf(all)).toEqual([]);
    expect(Math.max(...ids.map((id) => given(all, id)))).toBe(3);
  });
});
