import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { textOf } from '../../src/shared/text-file.js';

const said = 'Zoë;Łukasz\n';
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

test.each([
  ['UTF-8', Buffer.from(said), 'utf8'],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${said}`), 'utf8'],
  ['UTF-16 as Excel writes "Unicode text"', utf16(`\uFEFF${said}`, 'le'), 'utf16'],
  ['UTF-16 the other way round', utf16(`\uFEFF${said}`, 'be'), 'utf16'],
])('reads %s', (_how, bytes, lettering) => {
  expect(textOf(bytes)).toEqual({ ok: true, text: said, lettering });
});

test('tells UTF-16 without a mark by its zeros', () => {
  expect(textOf(utf16('Ana,Ben', 'le'))).toEqual({ ok: true, text: 'Ana,Ben', lettering: 'utf16' });
  expect(textOf(utf16('Ana,Ben', 'be'))).toEqual({ ok: true, text: 'Ana,Ben', lettering: 'utf16' });
});

test('takes what is no UTF-8 for Windows letters, and says that it guessed', () => {
  const bytes = Uint8Array.from([0x5a, 0x6f, 0xeb, 0x3b, 0x93, 0x78, 0x94]);
  expect(textOf(bytes)).toEqual({ ok: true, text: 'Zoë;“x”', lettering: 'windows1252' });
});

test.each([
  ['a workbook', [0x50, 0x4b, 0x03, 0x04, 0x14], 'spreadsheet'],
  ['an older workbook', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], 'spreadsheet'],
  ['zeros among letters', [0x41, 0x2c, 0x42, 0x00, 0x0a], 'binary'],
  ['half a letter of UTF-16', [0xff, 0xfe, 0x41], 'binary'],
  ['bytes that are no letters', [0x41, 0x81, 0x8d, 0x42], 'letters'],
])('refuses %s', (_what, bytes, why) => {
  expect(textOf(Uint8Array.from(bytes))).toEqual({ ok: false, why });
});

test('answers whatever the bytes, and never with a zero in the text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const found = textOf(bytes);
      expect(found.ok && found.text.includes('\0')).toBe(false);
    }),
  );
});
