import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupsCsv, pairsCsv } from '../../../src/pairing/lists/lists.rules.js';
import { judgePairs, readPairs, type PairJudge } from '../../../src/pairing/lists/pairs-csv.rules.js';
import type { Person } from '../../../src/course/roster/person.js';
import { textOf } from '../../../src/shared/text-file.js';

const everything = { mentor: 'learner', mentee: 'learner', peer: 'learner' } as const;

function person(personId: string, name: string, more: Partial<Person> = {}): Person {
  const rest = { courseId: 'c', initials: '', hue: 0, role: 'learner', status: 'active', mayBe: everything } as const;
  return { ...rest, personId, externalId: `x${personId}`, name, ...more };
}

const people = [
  person('1', 'Amara Obi'),
  person('2', 'Jonas Weber'),
  person('3', 'Ana Example'),
  person('4', 'Ben Example'),
  person('5', 'Sam Twice'),
  person('6', 'Sam Twice'),
  person('7', 'Lea Gone', { status: 'left' }),
  person('8', 'Tess Teacher', { role: 'teacher', mayBe: {} }),
];

function judge(more: Partial<PairJudge> = {}): PairJudge {
  return { form: 'mentoring', people, membersAtMost: 2, forbidden: () => [], places: () => 2, ...more };
}

const members = (text: string, more?: Partial<PairJudge>) =>
  readPairs(text, judge(more)).pairs.map((pair) => pair.members);
const problems = (text: string, more?: Partial<PairJudge>) =>
  readPairs(text, judge(more)).bad.map(({ line, problem }) => [line, problem]);

describe('a list of pairs', () => {
  test.each([
    ['commas', 'mentor,mentee\nAmara Obi,Ana Example'],
    ['semicolons with commas in names elsewhere', 'mentor;mentee;note\r\nAmara Obi;Ana Example;a, b'],
    ['tabs', 'mentor\tmentee\nAmara Obi\tAna Example'],
    ['Excel’s own first line', 'sep=;\r\nmentor;mentee\r\nAmara Obi;Ana Example'],
    ['ids', 'mentor id,mentee id\nx1,x3'],
    ['no heading', ' amara  obi , ANA EXAMPLE'],
    ['a line break inside quotes', '"mentor","mentee","note"\n"Amara Obi","Ana Example","two\nlines"'],
  ])('may have %s', (_what, text) => {
    expect(readPairs(text, judge()).bad).toEqual([]);
    expect(members(text)).toEqual([['1', '3']]);
  });

  test('says who is the mentor, whichever column comes first', () => {
    expect(members('mentee,mentor\nAna Example,Amara Obi')).toEqual([['1', '3']]);
    expect(members('mentee id,mentee,mentor,mentor id\nx3,Ana Example,Amara Obi,x1')).toEqual([['1', '3']]);
  });

  test('names nobody twice: who changed the name and left the id is asked which', () => {
    const text = 'mentor,mentee,mentor id,mentee id\nAmara Obi,Ben Example,x1,x3\nJonas Weber,Ana Example,x2,';
    expect(problems(text)).toEqual([[2, 'mismatch']]);
    expect(members(text)).toEqual([['2', '3']]);
  });

  test('has every line named that cannot be', () => {
    const text = [
      'mentor,mentee',
      'Nobody,Ana Example',
      'Sam Twice,Ana Example',
      'Lea Gone,Ana Example',
      'Tess Teacher,Ana Example',
      'Amara Obi,Amara Obi',
      'Amara Obi',
      'Amara Obi,"Ana Example" x',
      'Amara Obi,Ana Example',
      'Ana Example,Amara Obi',
      'Jonas Weber,Ana Example',
      'Amara Obi,x5',
      'Amara Obi,x6',
    ].join('\n');
    const found = [
      ...['unknown', 'sameName', 'left', 'staff', 'self', 'columns', 'quote'].map((problem, at) => [at + 2, problem]),
      ...[
        [10, 'pairTwice'],
        [11, 'personTwice'],
        [13, 'full'],
      ],
    ];
    expect(problems(text)).toEqual(found);
  });

  test('asks whether a first line of nobody is a heading in another language', () => {
    expect(problems('Mentorin;Mentee-Name\nAmara Obi;Ana Example')).toEqual([[1, 'heading']]);
    expect(problems('Nobody;Ana Example')).toEqual([[1, 'unknown']]);
  });

  test('is judged again when the course has changed since', () => {
    const pairs = [
      ['1', '3'],
      ['2', '7'],
      ['2', '9'],
      ['2', '4'],
    ];
    expect(judgePairs(pairs, judge({ forbidden: (_one, other) => (other === '4' ? ['never'] : []) }))).toEqual({
      good: [['1', '3']],
      bad: [
        { members: ['2', '7'], problem: 'left' },
        { members: ['2', '9'], problem: 'left' },
        { members: ['2', '4'], problem: 'never' },
      ],
    });
  });
});

describe('properties', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('=1+1', '-Ana', '"O""Neill', "'=x", 'a;b', 'c\td', 'mentor', 'sep=;', '', 'Weber, Jonas'),
  );
  const cohort = fc.array(name, { minLength: 2, maxLength: 9 });

  test('what goes out comes in as the same pairs', () => {
    fc.assert(
      fc.property(cohort, fc.constantFrom('mentoring' as const, 'peers' as const), (names, form) => {
        const course = names.map((one, place) => person(String(place), one));
        const half = Math.floor(course.length / 2);
        const pairs = Array.from({ length: half }, (_, place) => [String(place), String(half + place)]);
        const drawn = pairs.map((one) => ({ pairId: one.join('.'), members: one, score: 51_000, runnerUps: [] }));
        const text = pairsCsv(form, drawn, new Map(course.map((one) => [one.personId, one])));
        expect(readPairs(text, judge({ form, people: course }))).toMatchObject({
          bad: [],
          pairs: pairs.map((one) => ({ members: one })),
        });
      }),
    );
  });

  test('any bytes are read or refused, line by line', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text)),
      fc
        .array(fc.constantFrom('Amara Obi', ',', ';', '"', '\n', '\r', '\t', 'x3', 'mentor', 'sep=', '\uFEFF'))
        .map((all) => Buffer.from(all.join(''))),
    );
    fc.assert(
      fc.property(bytes, (raw) => {
        const found = textOf(raw);
        if (!found.ok) return;
        const { pairs, bad } = readPairs(found.text, judge());
        expect(pairs.every((pair) => pair.members.length === 2)).toBe(true);
        expect(bad.every(({ line }) => line >= 1)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test('groups for Moodle are told apart where mentors share a name', () => {
  const drawn = [
    { pairId: 'a', members: ['5', '3'], score: 1, runnerUps: [] },
    { pairId: 'b', members: ['6', '4'], score: 1, runnerUps: [] },
  ];
  const byId = new Map(people.map((one) => [one.personId, one]));
  expect(groupsCsv('mentoring', drawn, byId, 'Mentoring').replace('\uFEFF', '').split('\r\n')).toEqual([
    'groupname,description,groupingname',
    'Sam Twice,"Sam Twice, Ana Example",Mentoring',
    'Sam Twice (2),"Sam Twice, Ben Example",Mentoring',
    '',
  ]);
});
