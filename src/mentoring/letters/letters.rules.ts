import { after, day } from '../../shared/clock.js';
import type { Letter } from './letter.js';

export const longestLetter = 2000;
/** As long as a term: an older one is no news to somebody who comes now. */
const newsFor = 30 * day;
/** Whom one letter may name; to more it is one to everybody. */
export const namedAtMost = 100;

/** Letters that this person has not read and that are not old, the first one first. */
export function unread(letters: readonly Letter[], readIds: ReadonlySet<string>, now: Date): Letter[] {
  const news = letters.filter(({ letterId, at }) => !readIds.has(letterId) && after(at, newsFor) > now);
  return news.sort((one, other) => one.at.getTime() - other.at.getTime());
}
