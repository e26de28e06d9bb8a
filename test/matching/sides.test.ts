import { describe, expect, test } from '@jest/globals';
import { compareWorth, solveSides, worthOf, type SidedCase, type Worth } from '../../src/matching/index.js';
import { seededRandom } from '../../src/shared/random.js';

/** People in an order; each mentors, is mentored, does both or takes either side. */
function aSidedCase(
  seed: number,
  count: number,
  { capacity = 1, both = 0.3, either = 0.4, range = 30 } = {},
): SidedCase {
  const random = seededRandom(seed);
  const kinds = Array.from({ length: count }, () => {
    const drawn = random();
    if (drawn < both) return 'both';
    if (drawn < both + either) return 'either';
    return random() < 0.5 ? 'mentor' : 'mentee';
  });
  const rows = kinds.flatMap((kind, person) => (kind === 'mentee' ? [] : [person]));
  const columns = kinds.flatMap((kind, person) => (kind === 'mentor' ? [] : [person]));
  const alike = (one: number, other: number) => ((one * 7 + other * 7 + one * other) % range) + 1;
  const scores = Int32Array.from(
    rows.flatMap((row) =>
      columns.map((column) => {
        if (row === column || random() < 0.25) return -1;
        return alike(row, column) + Math.floor(random() * 3);
      }),
    ),
  );
  return {
    ...{ mentorCount: rows.length, menteeCount: columns.length, scores },
    capacities: Int32Array.from(rows, () => 1 + Math.floor(random() * capacity)),
    employ: Uint8Array.from(rows, (row) => (kinds[row] === 'either' ? 0 : 1)),
    columnOf: Int32Array.from(rows, (row) => columns.indexOf(row)),
    isEither: Uint8Array.from(rows, (row) => (kinds[row] === 'either' ? 1 : 0)),
  };
}

function bestByTryingAll(sided: SidedCase): Worth {
  const { mentorCount, menteeCount, capacities, scores, columnOf, isEither } = sided;
  const mentorOf = new Int32Array(menteeCount).fill(-1);
  const load = new Int32Array(mentorCount);
  let best = worthOf(sided, mentorOf);
  const torn = () =>
    columnOf.some(
      (column, row) => isEither[row] === 1 && (load[row] as number) > 0 && (mentorOf[column] as number) >= 0,
    );
  const place = (mentee: number): void => {
    if (mentee === menteeCount) {
      if (torn()) return;
      const found = worthOf(sided, mentorOf);
      if (compareWorth(found, best) > 0) best = found;
      return;
    }
    place(mentee + 1);
    for (let mentor = 0; mentor < mentorCount; mentor += 1) {
      if ((scores[mentor * menteeCount + mentee] as number) < 0 || load[mentor] === capacities[mentor]) continue;
      load[mentor] = (load[mentor] as number) + 1;
      mentorOf[mentee] = mentor;
      place(mentee + 1);
      mentorOf[mentee] = -1;
      load[mentor] = (load[mentor] as number) - 1;
    }
  };
  place(0);
  return best;
}

const valuesOf = ({ matched, mutual, employed, floor, sum }: Worth) => ({ matched, mutual, employed, floor, sum });

describe('Sides are decided together with the pairs', () => {
  test.each(Array.from({ length: 80 }, (_, seed) => seed))('as good as trying everything, seed %i', (seed) => {
    const shapes = [
      { capacity: 1, both: 0, either: 0.7 },
      { capacity: 3, both: 0, either: 0.6 },
      { capacity: 1, both: 0.9, either: 0 },
      { capacity: 2, both: 0.4, either: 0.4 },
    ];
    const sided = aSidedCase(seed, 5 + (seed % 3), { range: seed % 2 === 0 ? 6 : 40, ...shapes[seed % 4] });
    const found = solveSides(sided);
    expect(valuesOf(worthOf(sided, found.mentorOf))).toEqual(valuesOf(found));
    expect(valuesOf(found)).toEqual(valuesOf(bestByTryingAll(sided)));
    expect(found.bound).toEqual(valuesOf(found));
  });
});
