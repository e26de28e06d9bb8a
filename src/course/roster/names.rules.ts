/** A name of one's own, where the platform shares none: what may stand in it, and when two are the same. */
import { seenLine } from '../../shared/seen.js';

/** As a browser counts: UTF-16 units. */
export const longestName = 40;

export type NameProblem = 'long' | 'hidden' | 'letters' | 'stacked';

// Zero-width joiners belong to Persian and Indic spelling; every other invisible sign can only mislead.
const invisible =
  /[\p{Cc}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u2800]|(?!\u200C|\u200D|[\uFE00-\uFE0F])[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const stacked = /\p{M}{4,}/u;

/** One space between words, composed letters. */
export function tidyName(typed: string): string {
  return typed.normalize('NFC').replace(/ +/g, ' ').trim();
}

/** @param name tidy */
export function nameProblem(name: string): NameProblem | undefined {
  if (invisible.test(name)) return 'hidden';
  if (stacked.test(name.normalize('NFD'))) return 'stacked';
  if (name.length > longestName) return 'long';
  return nameKey(name) === '' ? 'letters' : undefined;
}

/** Names with the same key read the same: "Ana", "ana ", "A.n.a" and "Aná". Empty without any letter. */
export function nameKey(name: string): string {
  const folded = seenLine(name)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]|[^\p{L}\p{N}\p{M}]/gu, '');
  return /\p{L}/u.test(folded) ? folded.toLowerCase() : '';
}

/** A path of this visit, as a page's own link carries it; anything else is none. */
export function pathInside(asked: string | undefined): string | undefined {
  return asked !== undefined && /^\/(?!\/)[\w\-/?=&.]{1,200}$/.test(asked) ? asked : undefined;
}
