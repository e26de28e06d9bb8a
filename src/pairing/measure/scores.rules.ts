/** Scores of everybody with everybody, by tables and bits; always the same numbers as `score`. */
import type { Compared } from './compared.rules.js';
import type { BitsPart, CodePart, PairPart } from './parts.js';
import {
  scoreAll,
  scorePeers,
  type Criterion,
  type LeftOut,
  type PairScores,
  type Scoring,
} from '../../matching/index.js';
import { leavesOut, pointsLeft } from './left-out.rules.js';
import { pointsOf } from './verdicts.rules.js';
import { highestScore, scoreOfNothing, type Yardstick } from './yardstick.rules.js';

type People = readonly Compared[];

/** Scores among people that one can look up; `-1` where a rule keeps two apart. */
export interface Scored {
  readonly rows: People;
  at(row: number, column: number): number;
}

/** Row by row. */
export class ScoreTable implements Scored {
  readonly scores: Int32Array;

  constructor(
    yardstick: Yardstick,
    readonly rows: People,
    readonly columns: People,
  ) {
    this.scores = scoreAll(scoringFor(yardstick, rows, columns));
    forbidBelow(yardstick, this.scores);
  }

  at(row: number, column: number): number {
    return this.scores[row * this.columns.length + column] ?? -1;
  }
}

/** Of equals, who score the same both ways: each two once. */
export class PeerScores implements Scored {
  readonly scores: PairScores;

  constructor(
    yardstick: Yardstick,
    readonly rows: People,
  ) {
    this.scores = scorePeers(scoringFor(yardstick, rows, rows));
    forbidBelow(yardstick, this.scores.all);
  }

  at(one: number, other: number): number {
    return this.scores.at(one, other);
  }
}

function forbidBelow({ lowest }: Yardstick, scores: Int32Array): void {
  if (lowest <= 0) return;
  for (let place = 0; place < scores.length; place += 1) if ((scores[place] ?? 0) < lowest) scores[place] = -1;
}

export function scoringFor(yardstick: Yardstick, rows: People, columns: People): Scoring {
  const { parts } = yardstick;
  const pairs = parts.filter((part) => part.kind === 'pairs');
  const places = { rowOf: placesOf(rows), columnOf: placesOf(columns) };
  return {
    mentorCount: rows.length,
    menteeCount: columns.length,
    criteria: parts.flatMap((part): Criterion[] => {
      if (part.kind === 'pairs') return [];
      return [part.kind === 'codes' ? codeTable(part, rows, columns) : sharedBits(part, rows, columns)];
    }),
    base: pairs.reduce((sum, { usual, possible }) => sum + pointsOf(usual, possible), 0),
    extra: pairs.flatMap((part) => extras(part, places)),
    ...leftOutOf(yardstick, rows, columns),
    never: [...selves(rows, places), ...[...yardstick.never, ...yardstick.met].flatMap((key) => placed(key, places))],
  };
}

/** Nothing where nobody withholds anything that is compared. */
function leftOutOf(yardstick: Yardstick, rows: People, columns: People): { leftOut?: LeftOut } {
  const { parts } = yardstick;
  const mentors = numbered(rows.map((person) => leavesOut(parts, person, 0)));
  const mentees = numbered(columns.map((person) => leavesOut(parts, person, 1)));
  if (mentors.kinds.length === 1 && mentees.kinds.length === 1) return {};
  const points = mentors.kinds.flatMap((one) => mentees.kinds.map((other) => pointsLeft(parts, one | other)));
  return {
    leftOut: {
      ...{ mentors: mentors.numbers, mentees: mentees.numbers, menteeKinds: mentees.kinds.length },
      ...{ points: Int32Array.from(points), whole: highestScore, ofNothing: scoreOfNothing(yardstick) },
    },
  };
}

/** Number 0 is who leaves nothing out. */
function numbered(leaving: readonly number[]): { kinds: readonly number[]; numbers: Uint16Array } {
  const numbers = new Map([[0, 0]]);
  for (const bits of leaving) if (!numbers.has(bits)) numbers.set(bits, numbers.size);
  return { kinds: [...numbers.keys()], numbers: Uint16Array.from(leaving, (bits) => numbers.get(bits) ?? 0) };
}

/** Of all codes only those that somebody has: a small table can be looked up together with others. */
function codeTable({ possible, first, second, verdict }: CodePart, rows: People, columns: People): Criterion {
  const [rowCodes, columnCodes] = [rows.map(first), columns.map(second)];
  const used = [...new Set([...rowCodes, ...columnCodes])];
  const placeOf = new Map(used.map((code, place) => [code, place]));
  const points = Int32Array.from(
    used.flatMap((one) =>
      used.map((other) => {
        const found = verdict(one, other);
        return found.forbidden ? -1 : pointsOf(found, possible);
      }),
    ),
  );
  const packedCodes = (codes: readonly number[]) => Uint16Array.from(codes, (code) => placeOf.get(code) ?? 0);
  const codes = Math.max(1, used.length);
  return { kind: 'codes', codes, mentors: packedCodes(rowCodes), mentees: packedCodes(columnCodes), points };
}

function sharedBits(part: BitsPart, rows: People, columns: People): Criterion {
  const { words, most, classes, possible, verdict } = part;
  const width = most + 1;
  const points = new Int32Array(classes * classes * width);
  for (let one = 0; one < classes; one += 1) {
    for (let other = 0; other < classes; other += 1) {
      for (let shared = 0; shared < width; shared += 1) {
        const found = verdict(shared, one, other);
        points[(one * classes + other) * width + shared] = found.forbidden ? -1 : pointsOf(found, possible);
      }
    }
  }
  const mentor = packed(rows, words, part.first);
  const mentee = packed(columns, words, part.second);
  return {
    ...{ kind: 'bits', words, width, menteeClasses: classes, points },
    ...{ mentors: mentor.masks, mentorClass: mentor.classes, mentees: mentee.masks, menteeClass: mentee.classes },
  };
}

function packed(people: People, words: number, read: BitsPart['first']) {
  const masks = new Uint32Array(people.length * words);
  const classes = new Uint8Array(people.length);
  for (const [index, person] of people.entries()) {
    const { mask, class: own } = read(person);
    for (let word = 0; word < mask.length; word += 1) masks[index * words + word] = mask[word] ?? 0;
    classes[index] = own;
  }
  return { masks, classes };
}

interface Places {
  rowOf: ReadonlyMap<string, number>;
  columnOf: ReadonlyMap<string, number>;
}

function extras({ listed, usual, possible }: PairPart, places: Places): [number, number, number][] {
  const before = pointsOf(usual, possible);
  return [...listed].flatMap(([key, verdict]) =>
    placed(key, places).map(([row, column]): [number, number, number] => {
      return [row, column, pointsOf(verdict, possible) - before];
    }),
  );
}

/** Nobody is paired with themselves, though somebody may stand on both sides. */
function selves(rows: People, { columnOf }: Places): [number, number][] {
  return rows.flatMap(({ personId }, row): [number, number][] => {
    const column = columnOf.get(personId);
    return column === undefined ? [] : [[row, column]];
  });
}

/** Where a pair stands in the table, whichever of the two is the row. */
function placed(key: string, { rowOf, columnOf }: Places): [number, number][] {
  const [one = '', other = ''] = key.split(' ');
  return [
    [one, other],
    [other, one],
  ].flatMap(([first = '', second = '']): [number, number][] => {
    const row = rowOf.get(first);
    const column = columnOf.get(second);
    return row === undefined || column === undefined ? [] : [[row, column]];
  });
}

export function placesOf(people: People): Map<string, number> {
  return new Map(people.map((person, place) => [person.personId, place]));
}
