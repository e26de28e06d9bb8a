import { after, day } from '../../shared/clock.js';
import type { Letter } from './letter.js';

export const longestLetter = 2000;
/** As long as a term: an older one is no news to somebody who comes now. */
export const newsFor = 30 * day;
/** Whom one letter may name; to more it is one to everybody. */
export const namedAtMost = 100;

export function isNews(at: Date, now: Date): boolean {
  return after(at, newsFor) > now;
}

/** Letters that this person has not read and that are not old, the first one first. */
export function unread(letters: readonly Letter[], readIds: ReadonlySet<string>, now: Date): Letter[] {
  const news = letters.filter(({ letterId, at }) => !readIds.has(letterId) && isNews(at, now));
  return news.sort((one, other) => one.at.getTime() - other.at.getTime());
}
