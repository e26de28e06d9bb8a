import type { Translate } from './texts.js';

/** Activities that a teacher inserted and nobody has opened yet; undefined when there are none. */
export function unopenedText(t: Translate, key: string, titles: readonly string[]): string | undefined {
  return titles.length === 0 ? undefined : t(key, { count: titles.length, titles: titles.join(', ') });
}
