import { bitCount } from './bits.js';
import { byBits, byCode, type Counted, type Kinds } from './kinds.js';
import type { Scoring } from './criteria.js';

/** Tables of one mentor stay in the processor's nearest caches. */
const MOST_KINDS = 2048;

interface Table extends Kinds {
  readonly points: Int32Array;
  /** One mentor's kinds of all mentees. */
  readonly kinds: Uint16Array;
}

/**
 * Scores one mentor with everybody, or with the first of all where the row is shorter, row by row; never-pairs and extra points are left out. Criteria are merged into few tables
 * over kinds of mentees, so that a pair costs one look for several criteria, and shared bits are counted along the lists of
 * those who have them: people say few of the many hours of a week.
 */
export function rowScorer({ criteria, base = 0 }: Scoring): (mentor: number, row: Int32Array) => void {
  const tables = merged(
    criteria.map((criterion) => (criterion.kind === 'codes' ? byCode(criterion) : byBits(criterion))),
  );
  return (mentor, row) => {
    for (const table of tables) prepare(table, mentor, row.length);
    if (tables.length === 0) row.fill(base);
    for (let at = 0; at < tables.length; at += 3) {
      if (at > 0) addPoints(tables.slice(at, at + 3), row);
      else setPoints(tables.slice(0, 3), base, row);
    }
  };
}

function prepare({ fill, points, counted, kinds: all, kindOf }: Table, mentor: number, length: number): void {
  fill(mentor, points);
  if (counted.length === 0) return;
  const kinds = all.subarray(0, length);
  kinds.set(kindOf.subarray(0, length));
  for (const bits of counted) {
    if (bits.lists) countAlong(bits, bits.lists, mentor, kinds);
    else countInWords(bits, mentor, kinds);
  }
}

function countAlong(
  { words, mentors, step }: Counted,
  lists: readonly Uint32Array[],
  mentor: number,
  kinds: Uint16Array,
): void {
  for (let word = 0; word < words; word += 1) {
    for (let bits = mentors[mentor * words + word] as number; bits !== 0; bits &= bits - 1) {
      const list = lists[word * 32 + 31 - Math.clz32(bits & -bits)] as Uint32Array;
      for (let at = 0; at < list.length; at += 1) {
        const mentee = list[at] as number;
        if (mentee >= kinds.length) break;
        kinds[mentee] = (kinds[mentee] as number) + step;
      }
    }
  }
}

function countInWords({ words, mentors, mentees, step }: Counted, mentor: number, kinds: Uint16Array): void {
  for (let word = 0; word < words; word += 1) {
    const own = mentors[mentor * words + word] as number;
    if (own === 0) continue;
    for (let mentee = 0, at = word; mentee < kinds.length; mentee += 1, at += words) {
      kinds[mentee] = (kinds[mentee] as number) + step * bitCount(own & (mentees[at] as number));
    }
  }
}

function setPoints([one, two, three]: readonly Table[], base: number, row: Int32Array): void {
  if (!one) return;
  const { points, kinds } = one;
  if (two && three) {
    const [points2, kinds2, points3, kinds3] = [two.points, two.kinds, three.points, three.kinds];
    for (let at = 0; at < row.length; at += 1) {
      row[at] =
        base +
        (points[kinds[at] as number] as number) +
        (points2[kinds2[at] as number] as number) +
        (points3[kinds3[at] as number] as number);
    }
  } else {
    for (let at = 0; at < row.length; at += 1) row[at] = base + (points[kinds[at] as number] as number);
    if (two) addPoints([two], row);
  }
}

function addPoints(tables: readonly Table[], row: Int32Array): void {
  for (const { points, kinds } of tables) {
    for (let at = 0; at < row.length; at += 1) row[at] = (row[at] as number) + (points[kinds[at] as number] as number);
  }
}

/** Smallest first, each into the first table that has room. */
function merged(kinds: readonly Kinds[]): Table[] {
  const tables: Kinds[] = [];
  for (const next of [...kinds].sort(
    (one, other) => other.counted.length - one.counted.length || one.count - other.count,
  )) {
    const at = tables.findIndex(({ count }) => count * next.count <= MOST_KINDS);
    const table = tables[at];
    if (table) tables[at] = mergedWith(table, next);
    else tables.push(next);
  }
  return tables.map((table) => ({
    ...table,
    points: new Int32Array(table.count),
    kinds: table.counted.length === 0 ? table.kindOf : new Uint16Array(table.kindOf.length),
  }));
}

function mergedWith(one: Kinds, other: Kinds): Kinds {
  const [ofOne, ofOther] = [new Int32Array(one.count), new Int32Array(other.count)];
  return {
    count: one.count * other.count,
    kindOf: one.kindOf.map((kind, mentee) => kind * other.count + (other.kindOf[mentee] as number)),
    counted: [...one.counted.map((bits) => ({ ...bits, step: bits.step * other.count })), ...other.counted],
    fill: (mentor, points) => {
      one.fill(mentor, ofOne);
      other.fill(mentor, ofOther);
      for (let first = 0, at = 0; first < ofOne.length; first += 1) {
        const own = ofOne[first] as number;
        for (let second = 0; second < ofOther.length; second += 1, at += 1)
          points[at] = own + (ofOther[second] as number);
      }
    },
  };
}
