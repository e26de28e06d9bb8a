/** Languages as people write them. */
import { readsAs, seenLine } from '../../shared/seen.js';

/** Longest name of a language in characters. */
export const longestLanguage = 40;
/** More than anybody works in. */
export const mostLanguages = 20;

/** Shown as chips: what the person said, the language of the page, and the first of the list. */
export function languagesInSight(said: readonly string[], offered: readonly string[], locale: string): string[] {
  const own = locale.split('-')[0] ?? '';
  return [...new Set([...said, ...(offered.includes(own) ? [own] : []), ...offered.slice(0, inSight)])];
}

const inSight = 5;

/**
 * Names that somebody typed, with commas between them, as codes of the list where it knows them: by their name in the
 * language of the page, in English, or in the language itself. What it does not know stays as it was typed.
 */
export function languagesTyped(text: string, offered: readonly string[], locale: string): string[] {
  const names = text.split(/[,;،、\n]/u).map((name) => seenLine(name).slice(0, longestLanguage));
  return [...new Set(names.filter((name) => name !== '').map((name) => codeOf(name, offered, locale) ?? titled(name)))];
}

function codeOf(name: string, offered: readonly string[], locale: string): string | undefined {
  const wanted = readsAs(name);
  const known = [namesIn(locale), namesIn('en')];
  return offered.find(
    (code) =>
      known.some((names) => readsAs(names.of(code) ?? '') === wanted) ||
      readsAs(namesIn(code).of(code) ?? '') === wanted,
  );
}

/** Never like a code: those are two or three small letters. */
function titled(name: string): string {
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}

function namesIn(locale: string): Intl.DisplayNames {
  return new Intl.DisplayNames([locale, 'en'], { type: 'language' });
}

/** Typed, not chosen from the list. */
export function isTyped(language: string): boolean {
  return !/^[a-z]{2,3}$/.test(language);
}
