/** Lists as people send them: what reads the same is the same, and nothing is lost without a word. */
import { describe, expect, test } from '@jest/globals';
import { pairsCsv } from '../../../src/pairing/lists/lists.rules.js';
import { readPairs, type PairJudge } from '../../../src/pairing/lists/pairs-csv.rules.js';
import type { Person } from '../../../src/course/roster/person.js';
import { readCsv, writeCsv } from '../../../src/shared/csv.js';

const everything = { mentor: 'learner', mentee: 'learner', peer: 'learner' } as const;

function person(personId: string, name: string): Person {
  const rest = { courseId: 'c', initials: '', hue: 0, role: 'learner', status: 'active', mayBe: everything } as const;
  return { ...rest, personId, externalId: personId, name };
}

const people = [
  person('1', 'İpek Çelik'),
  person('2', "Nora O'Brien"),
  person('3', 'Anne-Marie Roy'),
  person('4', 'Ben Example'),
];

const read = (text: string, more: Partial<PairJudge> = {}) => {
  const judge = { form: 'mentoring', people, membersAtMost: 2, forbidden: () => [], places: () => 5, ...more } as const;
  const { pairs, bad } = readPairs(text, judge);
  return { pairs: pairs.map(({ members }) => members), bad: bad.map(({ line, problem }) => [line, problem]) };
};

describe('nobody is lost', () => {
  test.each([
    ['a heading twice', "mentor,mentee,mentee\nNora O'Brien,İpek Çelik,Ben Example"],
    ['headings with numbers', "mentor,mentee 1,mentee 2\nNora O'Brien,İpek Çelik,Ben Example"],
    ['ids with a heading twice', 'mentor id,mentee id,mentee id\n2,1,4'],
    ['a name beyond the headings', "mentor,mentee\nNora O'Brien,İpek Çelik,Ben Example"],
    ['a name below a heading that nobody knows', "mentor,mentee,other\nNora O'Brien,İpek Çelik,Ben Example"],
  ])('with %s', (_what, text) => expect(read(text)).toEqual({ pairs: [], bad: [[2, 'columns']] }));

  test('where three may be together, all three are', () => {
    const three = { form: 'peers', membersAtMost: 3 } as const;
    expect(read('person,person,person\n2,1,4'.replace(/person/g, 'id'), three).pairs).toEqual([['2', '1', '4']]);
    expect(read("mentor,mentee,mentee\nNora O'Brien,İpek Çelik,Ben Example", three).pairs).toEqual([['2', '1', '4']]);
    expect(read("person 3,person 1,person 2\nNora O'Brien,İpek Çelik,Ben Example", three).pairs).toEqual([
      ['1', '4', '2'],
    ]);
  });

  test('a note beside the pair, or the score of an export, is no name', () => {
    const text = "mentor,mentee,score,note\nNora O'Brien,İpek Çelik,4,met before";
    expect(read(text)).toEqual({ pairs: [['2', '1']], bad: [] });
  });
});

describe('rows as a spreadsheet leaves them', () => {
  test.each([
    ['empty cells below', "mentor,mentee,,\nNora O'Brien,İpek Çelik,,\n,,,\n,,,\n"],
    ['empty cells above', ",,\n,,\nmentor,mentee,\nNora O'Brien,İpek Çelik,\n"],
    ['empty cells between, with semicolons', "mentor;mentee\n;\nNora O'Brien;İpek Çelik\n ; \u200B\n"],
    ['quoted nothing', 'mentor,mentee\n"",""\nNora O\'Brien,İpek Çelik\n"  ",""'],
  ])('%s', (_what, text) => expect(read(text)).toEqual({ pairs: [['2', '1']], bad: [] }));

  test('and lines keep their numbers', () => {
    expect(read('mentor,mentee\n,,\nNobody,İpek Çelik').bad).toEqual([[3, 'unknown']]);
  });
});

describe('what reads the same is the same', () => {
  test.each([
    ['signs that show nothing', "\u200BNora O'Brien\u200B,\uFEFFİpek Çelik"],
    ['a typographic apostrophe', 'Nora O’Brien,İpek Çelik'],
    ['another case, with Turkish letters', "NORA O'BRIEN,ipek çelik"],
    ['letters of full width', "Ｎｏｒａ O'Brien,İPEK ÇELİK"],
    ['ids with signs that show nothing', '2\u200B,\u00AD1'],
  ])('%s', (_what, line) => expect(read(`mentor,mentee\n${line}`)).toEqual({ pairs: [['2', '1']], bad: [] }));

  test('a dash is a dash, and a heading a heading', () => {
    expect(read('\u200BMentee , MENTOR\nAnne‑Marie Roy,Ben Example').pairs).toEqual([['4', '3']]);
  });
});

describe('nothing that leaves runs', () => {
  test.each(['=1+1', '＝1+1', '＋1', '－1', '＠x', '\u200B=1+1', '\u00A0=1', "'＝1", '\u2060\u202E@x', '\n=1'])(
    '%j is defused, and comes back as it was',
    (cell) => {
      const text = writeCsv([['a', cell]]);
      expect(text).toContain(`'${cell}`);
      expect(readCsv(text)[0]?.cells).toEqual(['a', cell]);
    },
  );

  test('also as somebody’s name in an export', () => {
    const odd = [person('1', '＝HYPERLINK("x")'), person('2', 'Ben')];
    const csv = pairsCsv(
      'peers',
      [{ pairId: 'p', members: ['1', '2'], score: 1, runnerUps: [] }],
      new Map(odd.map((one) => [one.personId, one])),
    );
    expect(csv).toContain(`"'＝HYPERLINK`);
  });
});
