/** Which question is asked of a pair this week. */
import { day } from '../../shared/clock.js';
import { isSeen, seenLine } from '../../shared/seen.js';

export const stages = ['first', 'middle'] as const;
export type Stage = (typeof stages)[number];
export type Prompts = Readonly<Record<Stage, readonly string[]>>;

const week = 7 * day;
/** Weeks in which two are getting to know each other. */
const firstWeeks = 2;

/**
 * The same for both all week, another one the next; `skipped` leads on through the others.
 * @returns undefined where a course asks none at this stage
 */
export function promptFor(prompts: Prompts, since: Date, { now, skipped }: { now: Date; skipped: number }) {
  const weeks = Math.max(0, Math.floor((now.getTime() - since.getTime()) / week));
  const isFirst = weeks < firstWeeks;
  const list = isFirst ? prompts.first : prompts.middle;
  const turn = (isFirst ? weeks : weeks - firstWeeks) + skipped;
  return list.length === 0 ? undefined : list[turn % list.length];
}

/** One question a line; empty lines are none. */
export function promptsIn(text: string): string[] {
  return text.split('\n').filter(isSeen).map(seenLine);
}
