/** Sides of many people, on cases so small that the whole objective is known. */
import { describe, expect, test } from '@jest/globals';
import { bestByHighs } from '../../scripts/bench/referee-program.js';
import { compareWorth, worthOf, type SidedCase } from '../../src/matching/index.js';
import { withSides } from '../../src/matching/sides/course.js';
import { seededRandom } from '../../src/shared/random.js';

type Kind = 'mentor' | 'mentee' | 'both' | 'either';

function courseOf(seed: number, { people, capacity }: { people: number; capacity: number }): SidedCase {
  const random = seededRandom(seed);
  const kinds = Array.from({ length: people }, (_, at): Kind => {
    const drawn = random();
    if (drawn < 0.4) return 'either';
    if (drawn < 0.5) return 'both';
    return at % 3 === 0 ? 'mentor' : 'mentee';
  });
  const rows = kinds.flatMap((kind, person) => (kind === 'mentee' ? [] : [person]));
  const columns = kinds.flatMap((kind, person) => (kind === 'mentor' ? [] : [person]));
  const forbidden = seed % 2 === 0 ? 0.2 : 0.7;
  return {
    ...{ mentorCount: rows.length, menteeCount: columns.length },
    scores: Int32Array.from(
      rows.flatMap((row) =>
        columns.map((column) => (row === column || random() < forbidden ? -1 : Math.floor(random() * 1000) * 100)),
      ),
    ),
    capacities: new Int32Array(rows.length).fill(capacity),
    employ: Uint8Array.from(rows, (row) => (kinds[row] === 'either' ? 0 : 1)),
    columnOf: Int32Array.from(rows, (row) => columns.indexOf(row)),
    isEither: Uint8Array.from(rows, (row) => (kinds[row] === 'either' ? 1 : 0)),
  };
}

const seeds = Array.from({ length: 24 }, (_, seed) => seed);

describe('Sides of many', () => {
  test.each(seeds)('are no better than the best there is, and the bound is no worse, seed %i', async (seed) => {
    const sided = courseOf(seed, { people: 10 + (seed % 6), capacity: 1 + (seed % 3) });
    const found = withSides(sided, {});
    const best = await bestByHighs(sided);
    const own = worthOf(sided, found.mentorOf);
    expect({ ...found, mentorOf: undefined, bound: undefined }).toMatchObject(own);
    expect(compareWorth(best, own)).toBeGreaterThanOrEqual(0);
    expect(found.bound.matched).toBeGreaterThanOrEqual(best.matched);
    expect(found.bound.mutual).toBeLessThanOrEqual(best.mutual);
    if (best.matched > own.matched) return;
    expect(found.bound.employed).toBeGreaterThanOrEqual(best.employed);
    if (best.mutual < own.mutual || best.employed > own.employed) return;
    expect(found.bound.floor).toBeGreaterThanOrEqual(best.floor);
    if (best.floor === own.floor) expect(found.bound.sum).toBeGreaterThanOrEqual(best.sum);
  });

  test('nobody happy with either side has both, whoever is locked stays', () => {
    const sided = courseOf(2, { people: 60, capacity: 2 });
    const mentor = sided.isEither.indexOf(0);
    const mentee = sided.scores.subarray(mentor * sided.menteeCount).findIndex((score) => score >= 0);
    const isEither = sided.isEither.map((is, row) => (sided.columnOf[row] === mentee ? 0 : is));
    const { mentorOf } = withSides({ ...sided, isEither, locked: [[mentor, mentee]] }, {});
    expect(mentorOf[mentee]).toBe(mentor);
    const busy = new Set(mentorOf);
    const torn = [...isEither.keys()].filter(
      (row) => isEither[row] === 1 && busy.has(row) && (mentorOf[sided.columnOf[row] as number] as number) >= 0,
    );
    expect(torn).toEqual([]);
  });
});
