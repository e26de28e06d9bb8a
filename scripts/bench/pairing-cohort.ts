import type { CodeTable, Criterion, Scoring, SharedBits } from '../../src/matching/scoring/criteria.js';
import { seededRandom, type Random } from '../../src/shared/random.js';

/** A made-up course: topics, languages and hours as bits; stage, channel, style, time zone as choices. A sixth of all pairs is forbidden. */
export function madeUpCohort(mentorCount: number, menteeCount: number, seed: number): Scoring {
  const random = seededRandom(seed);
  const bits = (
    mentorBits: number,
    menteeBits: number,
    of: number,
    points: (shared: number) => number,
  ): SharedBits => ({
    kind: 'bits',
    words: Math.ceil(of / 32),
    mentors: drawBits(mentorCount, mentorBits, of, random),
    mentees: drawBits(menteeCount, menteeBits, of, random),
    mentorClass: new Uint8Array(mentorCount),
    menteeClass: new Uint8Array(menteeCount),
    menteeClasses: 1,
    width: menteeBits + 1,
    points: Int32Array.from({ length: menteeBits + 1 }, (_, shared) => points(shared)),
  });
  const codes = (count: number, points: (distance: number) => number): CodeTable => ({
    kind: 'codes',
    codes: count,
    mentors: drawCodes(mentorCount, count, random),
    mentees: drawCodes(menteeCount, count, random),
    points: Int32Array.from({ length: count * count }, (_, at) =>
      points(Math.abs(Math.floor(at / count) - (at % count))),
    ),
  });
  return {
    mentorCount,
    menteeCount,
    criteria: [
      bits(8, 4, 32, (shared) => Math.min(4, shared) * 75_000),
      bits(3, 2, 8, (shared) => (shared === 0 ? 0 : 60_000)),
      bits(9, 7, 32, (shared) => (shared === 0 ? -1 : Math.min(6, shared) * 30_000)),
      codes(9, (distance) => Math.max(0, 120_000 - distance * 20_000)),
      codes(3, (distance) => (distance === 0 ? 90_000 : 0)),
      codes(101, (distance) => 130_000 - distance * 1_293),
      codes(24, (distance) => (Math.min(distance, 24 - distance) > 11 ? -1 : 120_000 - distance * 4_999)),
    ],
  };
}

/** As `madeUpCohort`, everyone on both sides: a pair's score is the same both ways. */
export function madeUpPeers(count: number, seed: number): Scoring {
  const cohort = madeUpCohort(count, count, seed);
  return {
    ...cohort,
    criteria: cohort.criteria.map((criterion) => ({ ...criterion, mentees: criterion.mentors }) as Criterion),
  };
}

/** Equal seats, the remainder to the first. */
export function seatsOf(mentorCount: number, seats: number): Int32Array {
  return Int32Array.from({ length: mentorCount }, (_, mentor) =>
    Math.floor((seats + mentorCount - 1 - mentor) / mentorCount),
  );
}

function drawBits(count: number, set: number, of: number, random: Random): Uint32Array {
  const words = Math.ceil(of / 32);
  const bits = new Uint32Array(count * words);
  for (let person = 0; person < count; person += 1) {
    for (let drawn = 0; drawn < set; drawn += 1) {
      const bit = Math.floor(random() * of);
      const word = person * words + (bit >>> 5);
      bits[word] = (bits[word] as number) | (1 << (bit & 31));
    }
  }
  return bits;
}

function drawCodes(count: number, codes: number, random: Random): Uint16Array {
  return Uint16Array.from({ length: count }, () => Math.floor(random() * codes));
}
