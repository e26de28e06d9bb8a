import { describe, expect, test } from '@jest/globals';
import { isSeen, mentions, readsAs, seenLine, seenText } from '../../src/shared/seen.js';

const invisible = [
  '\u200B',
  '\u00AD',
  '\u2060',
  '\u2800',
  '\u3164',
  '\uFEFF',
  '\u202E',
  '\u00A0',
  '\u180E',
  '\uFFA0',
  '\u{E0041}',
  '\0',
  '\u200D',
];

describe('what shows nothing is nothing', () => {
  test.each(invisible.map((sign): [string, string] => [sign.codePointAt(0)?.toString(16) ?? '', sign]))(
    'U+%s',
    (_code, sign) => {
      expect(isSeen(sign)).toBe(false);
      expect(isSeen(` ${sign}\n${sign}`)).toBe(false);
      expect(seenLine(`${sign} ${sign}`)).toBe('');
      expect(seenText(`\n${sign}`)).toBe('');
      expect(seenText(`${sign}one${sign}`)).toBe('one');
      expect(seenLine(`${sign}Ana${sign} Lee${sign}`)).toMatch(/^Ana\u200D? Lee$/);
    },
  );

  test.each(['a', '0', '.', 'ن', '語', '👩‍🏫', 'é'])('but %s is something', (text) => {
    expect([isSeen(text), seenLine(text), seenText(text)]).toEqual([true, text, text]);
  });
});

describe('a line', () => {
  test.each([
    ['  Ana \t\n Lee ', 'Ana Lee'],
    ['Peer\r\nreview\u0007', 'Peer review'],
    ['\u202EanA', 'anA'],
    ['Ana\u3164Lee', 'Ana Lee'],
    ['A\u0301na', 'Ána'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
    ['❤️ maps', '❤️ maps'],
    ['half \uD800', 'half'],
  ])('%j is %j', (text, line) => expect(seenLine(text)).toBe(line));
});

test.each(['\u0301', '\u20E3', '\u0301\u200B \u0489', '\u093E'])('%j is marks without a letter: nothing', (marks) => {
  expect([isSeen(marks), seenLine(marks), seenText(marks)]).toEqual([false, '', '']);
});

test('a stack of marks is no taller than a language makes one', () => {
  const tower = `Z${'\u0301'.repeat(60)}oe`;
  expect(seenLine(tower).length).toBeLessThan(13);
  expect(seenText(`a ${tower} b`)).toHaveLength(4 + 3 + 8);
  for (const text of ['Nguyễn Thị Hạnh', 'שָׁלוֹם', 'བསྒྲུབས', 'हिन्दी']) {
    expect([seenLine(text), seenText(text)]).toEqual([text.normalize('NFC'), text]);
  }
});

test('several lines keep their shape', () => {
  expect(seenText('\r\n one\r\n\ttwo \u0000\u202E three \n\n')).toBe('one\n\ttwo  three');
});

describe('what reads the same is the same', () => {
  test.each([
    ['İpek', 'ipek'],
    ['İPEK', 'ıpek'],
    ['IŞIK Çelik', 'ışık çelik'],
    ['O’Brien', "O'Brien"],
    ['Oʼbrien', 'O`Brien'],
    ['Anne‑Marie', 'anne-marie'],
    ['\u200BAna\u00A0 Lee\uFEFF', 'ana lee'],
    ['Ａｎａ', 'Ana'],
    ['Straße', 'STRASSE'],
    ['Σοφίας', 'ΣΟΦΊΑΣ'],
    ['Zoe\u0308', 'Zoë'],
  ])('%s and %s', (one, other) => expect(readsAs(one)).toBe(readsAs(other)));

  test('and accents tell people apart', () => expect(readsAs('José')).not.toBe(readsAs('Jose')));
});

test.each([
  ['İpek Işık', 'ipek', true],
  ['ipek', 'İPEK', true],
  ['Işık', 'isik', true],
  ['Álvarez', 'alvarez', true],
  ['Zoë Ångström', 'zoe ang', true],
  ['Zoë Ångström', 'zob', false],
  ["O'Brien", 'o’brien', true],
  ['O’Brien', "O'B", true],
  ['Ana\u200BLee', 'analee', true],
  ['Ana', '\u200Bana ', true],
  ['Ana', '', true],
  ['Ana', 'Anab', false],
])('%s is found by %s: %s', (text, wanted, expected) => {
  expect(mentions(text, wanted)).toBe(expected);
});
