/** What a file says, whichever program wrote it: text editors and spreadsheets differ in how they store letters. */

/**
 * - `utf8`, `utf16`: the file says so, or can be nothing else
 * - `windows1252`: a guess; what Excel writes as "CSV" in western Europe and the Americas
 */
export type Lettering = 'utf8' | 'utf16' | 'windows1252';

/** `spreadsheet`: a workbook and not a list. `binary`: no text at all. `letters`: text in letters we cannot tell. */
export type Unreadable = 'spreadsheet' | 'binary' | 'letters';

export type TextRead = { ok: true; text: string; lettering: Lettering } | { ok: false; why: Unreadable };

/** First bytes of zip files (xlsx, ods) and of the older xls. */
const workbooks = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

export function textOf(bytes: Uint8Array): TextRead {
  if (workbooks.some((start) => begins(bytes, start))) return { ok: false, why: 'spreadsheet' };
  const wide = wideEncoding(bytes);
  if (wide) return decoded(bytes, wide, 'utf16') ?? { ok: false, why: 'binary' };
  if (bytes.includes(0)) return { ok: false, why: 'binary' };
  return decoded(bytes, 'utf-8', 'utf8') ?? western(bytes);
}

function begins(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, place) => bytes[place] === byte);
}

/** By its byte order mark; without one, by the zeros that Latin letters and separators have for their other half. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (begins(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (begins(bytes, [0xfe, 0xff])) return 'utf-16be';
  if (bytes.length < 4 || bytes.length % 2 === 1) return undefined;
  const zeros = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  if (zeros === 'x0x0') return 'utf-16le';
  return zeros === '0x0x' ? 'utf-16be' : undefined;
}

/** Undefined where the bytes are not of this encoding. */
function decoded(bytes: Uint8Array, encoding: string, lettering: Lettering): TextRead | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : { ok: true, text, lettering };
  } catch {
    return undefined;
  }
}

/** Of the bytes 0x80 to 0x9F (encoding.spec.whatwg.org/#windows-1252); a space where it has no letter. */
const westernLetters = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/**
 * Every byte is some letter there; what no western text has are control characters and the five bytes left free.
 * By hand: Node 20 decodes `windows-1252` as ISO 8859-1 (nodejs/node issue 56542).
 */
function western(bytes: Uint8Array): TextRead {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (byte) => (westernLetters[byte.charCodeAt(0) - 0x80] ?? ' ').replace(' ', byte));
  return /[^\P{Cc}\t\r\n]/u.test(text) ? { ok: false, why: 'letters' } : { ok: true, text, lettering: 'windows1252' };
}
