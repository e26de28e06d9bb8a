import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCsv, writeCsv } from '../../src/shared/csv.js';

const cells = (text: string) => readCsv(text).map((row) => row.cells);

describe('reading', () => {
  test.each([
    ['commas', 'a,b\n1,2'],
    ['semicolons and Windows lines', '\uFEFFa;b\r\n1;2\r\n'],
    ['tabs', 'a\tb\n1\t2\n\n'],
    ['quotes', '"a","b"\n"1" , "2"'],
  ])('takes %s', (_how, text) => {
    expect(cells(text)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  test('keeps separators, quotes and new lines inside quotes, and counts lines as an editor does', () => {
    expect(readCsv('x,"two\nlines"\n\n"say ""a, b""",y')).toEqual([
      { line: 1, cells: ['x', 'two\nlines'], found: 'x,"two' },
      { line: 4, cells: ['say "a, b"', 'y'], found: '"say ""a, b""",y' },
    ]);
  });

  test('names the line whose quote is not closed, and reads on', () => {
    const read = readCsv('a,"open\nb,c\n"d" e,f\ng,h');
    expect(read.map(({ line, cells: found }) => [line, found])).toEqual([
      [1, undefined],
      [2, ['b', 'c']],
      [3, undefined],
      [4, ['g', 'h']],
    ]);
  });

  test('never throws, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(readCsv(text).every(({ line }) => line > 0)).toBe(true);
      }),
    );
  });
});

describe('writing', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', "'=1"])('makes no formula of %j', (cell) => {
    const [row] = writeCsv([[cell, 'x']]).split('\r\n');
    expect(row?.replace(/^\uFEFF"?/, '')).toMatch(/^'/);
  });

  test('begins with a byte order mark and ends every line as RFC 4180 does', () => {
    expect(writeCsv([['a', 'b c'], ['d']])).toBe('\uFEFFa,b c\r\nd\r\n');
  });

  test('is read back as it was', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\r')),
      fc
        .array(fc.constantFrom("'", '=', '-', '"', ',', ';', '\t', ' ', '\n', 'a'), { maxLength: 8 })
        .map((all) => all.join('')),
    );
    // A row of one empty cell is a blank line.
    const rows = fc.array(
      fc.array(cell, { minLength: 2, maxLength: 5 }).filter((row) => row.some((one) => one.trim() !== '')),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(rows, (table) => {
        expect(cells(writeCsv([['first', 'line'], ...table])).slice(1)).toEqual(table);
      }),
    );
  });
});
