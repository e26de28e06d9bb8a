import { bitCount } from './bits.js';
import type { CodeTable, SharedBits } from './criteria.js';

/** Low enough that no points of other criteria bring a forbidden pair back, high enough that all of them may forbid. */
const RULED_OUT = -(2 ** 26);
/**
 * Mentees of one kind get the same points from a mentor. The kind is what a mentee said (`kindOf`), plus a step for each bit
 * both have (`lists` of the mentees who have it); `fill` writes one mentor's points for each kind.
 */
export interface Kinds {
  readonly count: number;
  readonly kindOf: Uint16Array;
  readonly counted: readonly Counted[];
  readonly fill: (mentor: number, points: Int32Array) => void;
}

export interface Counted {
  readonly words: number;
  readonly mentors: Uint32Array;
  readonly mentees: Uint32Array;
  /** Undefined where so many have so many bits that counting in every mentee's word is quicker. */
  readonly lists: readonly Uint32Array[] | undefined;
  readonly step: number;
}

export function byCode({ mentors, mentees, codes, points }: CodeTable): Kinds {
  const { kindOf, examples } = numbered(mentees.length, codes, (mentee) => mentees[mentee] as number);
  const codeOf = Uint16Array.from(examples, (mentee) => mentees[mentee] as number);
  return {
    count: examples.length,
    kindOf,
    counted: [],
    fill: (mentor, into) => {
      const row = (mentors[mentor] as number) * codes;
      for (let kind = 0; kind < codeOf.length; kind += 1) {
        into[kind] = forbidding(points[row + (codeOf[kind] as number)] as number);
      }
    },
  };
}

/** When few kinds of mentees said all there is, each is scored once; else bits are counted. */
export function byBits(criterion: SharedBits): Kinds {
  const { words, mentors, mentees, menteeClass, mentorClass, menteeClasses, width, points } = criterion;
  const few = Math.min(256, Math.max(64, menteeClass.length >> 4));
  const { kindOf, examples } = numbered(menteeClass.length, few, (mentee) =>
    words === 1
      ? (menteeClass[mentee] as number) * 2 ** 32 + (mentees[mentee] as number)
      : [menteeClass[mentee], ...mentees.subarray(mentee * words, (mentee + 1) * words)].join(),
  );
  if (examples.length > few) return byCount(criterion);
  const bits = Uint32Array.from(
    examples.flatMap((mentee) => [...mentees.subarray(mentee * words, (mentee + 1) * words)]),
  );
  const classes = examples.map((mentee) => menteeClass[mentee] as number);
  return {
    count: examples.length,
    kindOf,
    counted: [],
    fill: (mentor, into) => {
      const row = (mentorClass[mentor] as number) * menteeClasses;
      for (let kind = 0; kind < classes.length; kind += 1) {
        let shared = 0;
        for (let word = 0; word < words; word += 1) {
          shared += bitCount((mentors[mentor * words + word] as number) & (bits[kind * words + word] as number));
        }
        const at = (row + (classes[kind] as number)) * width + Math.min(shared, width - 1);
        into[kind] = forbidding(points[at] as number);
      }
    },
  };
}

function byCount({
  words,
  mentors,
  mentees,
  mentorClass,
  menteeClass,
  menteeClasses,
  width,
  points,
}: SharedBits): Kinds {
  const lists = Array.from({ length: words * 32 }, (): number[] => []);
  let most = 0;
  for (let mentee = 0; mentee < menteeClass.length; mentee += 1) {
    let said = 0;
    for (let word = 0; word < words; word += 1) {
      for (let bits = mentees[mentee * words + word] as number; bits !== 0; bits &= bits - 1, said += 1) {
        lists[word * 32 + 31 - Math.clz32(bits & -bits)]?.push(mentee);
      }
    }
    most = Math.max(most, said);
  }
  const isSparse = stepsAlong(mentors, lists) < (mentors.length / words) * menteeClass.length * words;
  return {
    count: menteeClasses * (most + 1),
    kindOf: Uint16Array.from(menteeClass, (of) => of * (most + 1)),
    counted: [
      { words, mentors, mentees, step: 1, lists: isSparse ? lists.map((list) => Uint32Array.from(list)) : undefined },
    ],
    fill: (mentor, into) => {
      const row = (mentorClass[mentor] as number) * menteeClasses;
      for (let of = 0, at = 0; of < menteeClasses; of += 1) {
        for (let shared = 0; shared <= most; shared += 1, at += 1) {
          into[at] = forbidding(points[(row + of) * width + Math.min(shared, width - 1)] as number);
        }
      }
    },
  };
}

function stepsAlong(mentors: Uint32Array, lists: readonly (readonly number[])[]): number {
  const words = lists.length / 32;
  let steps = 0;
  mentors.forEach((own, at) => {
    for (let bits = own; bits !== 0; bits &= bits - 1) {
      steps += lists[(at % words) * 32 + 31 - Math.clz32(bits & -bits)]?.length ?? 0;
    }
  });
  return steps;
}

/** Numbers the kinds in order of appearance, with a mentee of each; stops beyond `few`. */
function numbered(count: number, few: number, keyOf: (mentee: number) => number | string) {
  const kinds = new Map<number | string, number>();
  const examples: number[] = [];
  const kindOf = new Uint16Array(count);
  for (let mentee = 0; mentee < count && examples.length <= few; mentee += 1) {
    const key = keyOf(mentee);
    let kind = kinds.get(key);
    if (kind === undefined) {
      kind = kinds.size;
      kinds.set(key, kind);
      examples.push(mentee);
    }
    kindOf[mentee] = kind;
  }
  return { kindOf, examples };
}

function forbidding(points: number): number {
  return points < 0 ? RULED_OUT : points;
}
