/**
 * Text is what is seen: signs that show nothing are no content, and what reads the same is the same. Every text that somebody
 * types or a platform tells comes through here once, where it comes in.
 */

/** What nobody sees: spaces of all kinds, controls, format signs and fillers (U+200B, U+00AD, U+2060, U+3164), empty Braille. */
const unseenSigns = String.raw`\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800`;
/** Marks stand on a letter: alone they are no words, and more than a language ever stacks hide the lines beside them. */
const something = new RegExp(`[^${unseenSigns}\\p{M}]`, 'u');
const marksAtMost = 8;
const stacked = new RegExp(`(\\p{M}{${String(marksAtMost)}})\\p{M}+`, 'gu');
const ends = new RegExp(`^[${unseenSigns}]+|[${unseenSigns}]+$`, 'gu');
// Joiners spell Persian, Indic scripts and emoji; variation selectors choose between emoji: kept inside a line.
const spelling = String.raw`\u200C|\u200D|[\uFE00-\uFE0F]`;
const hiddenInside = new RegExp(`(?!${spelling})[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u034F\\u17B4\\u17B5]`, 'gu');
const asSpace = /[\s\p{Cc}\p{Z}\u115F\u1160\u2800\u3164\uFFA0]+/gu;
/** Plain ASCII on one line, as nearly every name is. */
const plainLine = /^[!-~]+(?: [!-~]+)*$/;

/** Whether there is anything to see. */
export function isSeen(text: string): boolean {
  return something.test(text);
}

/** One line as it is shown (a name, a title, a topic): no controls, no direction overrides, one space between words. */
export function seenLine(text: string): string {
  if (plainLine.test(text)) return text;
  const shown = text.replace(asSpace, ' ').replace(hiddenInside, '').replace(/ +/g, ' ').replace(ends, '');
  return isSeen(shown) ? shown.normalize('NFC').replace(stacked, '$1') : '';
}

/** Somebody's own words, which may be several lines: line ends as one character, nothing unseen around them. */
export function seenText(text: string): string {
  const shown = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(stacked, '$1')
    .replace(ends, '');
  return isSeen(shown) ? shown : '';
}

/**
 * A key: two lines with the same one read the same, whatever their case, their width, the form of their apostrophes and
 * dashes, and signs that show nothing. Accents stay: they tell people apart.
 */
export function readsAs(text: string): string {
  return (
    seenLine(text.normalize('NFKC'))
      .replace(/\u200C|\u200D|[\uFE00-\uFE0F]/g, '')
      .replace(/[\u2018\u2019\u201B\u02BC\u02B9\u2032\u0060\u00B4]/g, "'")
      .replace(/[\u201C\u201D\u201E\u2033]/g, '"')
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .toUpperCase()
      .toLowerCase()
      // Of Turkish names: i, İ, I and ı are one letter in a list that lost its language.
      .replace(/i\u0307/g, 'i')
  );
}

/** Whether somebody who looks for these words means this text: as it reads, and without its accents. */
export function mentions(text: string, wanted: string): boolean {
  return searchKey(text).includes(searchKey(wanted));
}

function searchKey(text: string): string {
  return readsAs(text).normalize('NFD').replace(/\p{M}/gu, '');
}
