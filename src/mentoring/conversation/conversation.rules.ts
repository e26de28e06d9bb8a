/** Threads, links in what somebody wrote, and the bounds that keep one person from flooding another. */
import { absenceOfAll, type Person } from '../../course/roster/person.js';
import { after, day, minute } from '../../shared/clock.js';
import { isSeen } from '../../shared/seen.js';
import type { Closed, Message, Thread, ThreadKey } from './conversation.js';

export const longest = 4000;
export const longestWhere = 200;
/** As on paper: what was sent by mistake, not what was said. */
export const takeBackFor = 10 * minute;
/** Of one person in all their conversations of a course. */
export const sendingBounds = [
  { atMost: 20, within: 10 * minute },
  { atMost: 200, within: day },
] as const;

/** Messages on the page as it opens, and on each page of earlier ones. */
export const latestShown = 10;
export const earlierShown = 30;

export function threadKey(memberIds: readonly string[]): ThreadKey {
  return [...new Set(memberIds)].sort().join('.');
}

export function membersOf(key: ThreadKey): string[] {
  return key.split('.');
}

export function mayTakeBack({ authorId, sentAt, takenBackAt }: Message, personId: string, now: Date): boolean {
  return authorId === personId && takenBackAt === undefined && now < after(sentAt, takeBackFor);
}

/**
 * Why nothing can be written. Only learners read conversations: whoever is one of the staff now reads none.
 * @param runs whether the people are together now
 */
export function closedFor(runs: boolean, partners: readonly Person[]): Closed | undefined {
  if (!runs) return 'apart';
  return absenceOfAll(partners);
}

/** After all that was said before, also on a clock that was stepped back. */
export function sentAtAfter(lastAt: Date | undefined, now: Date): Date {
  return lastAt && lastAt >= now ? after(lastAt, 1) : now;
}

/** Whether somebody else wrote since this person looked; what is muted is no news. */
export function mayBeNew({ lastAt, lastBy, places }: Thread, personId: string): boolean {
  const { seenAt, mutedSince } = places[personId] ?? {};
  return (
    lastAt !== undefined && lastBy !== personId && mutedSince === undefined && (seenAt === undefined || lastAt > seenAt)
  );
}

export type Said = { text: string } | { href: string; label: string };

const address = /https?:\/\/[^\s<>"]+/giu;
/** Belongs to the sentence, not to the address; a closing bracket only where none is open before it. */
const sentenceEnd = /[.,;:!?'’”…]+$/u;
const longestLabel = 60;

/**
 * Text with its addresses made links that name where they lead: the host stands first and as the browser would show it,
 * so a link cannot look like another place. One with a name and password before the host stays text.
 */
export function saidParts(text: string): Said[] {
  const parts: Said[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    const trimmed = withoutEnd(found);
    const link = linkOf(trimmed);
    if (!link) continue;
    if (index > at) parts.push({ text: text.slice(at, index) });
    parts.push(link);
    at = index + trimmed.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}

function withoutEnd(found: string): string {
  const shorter = found.replace(sentenceEnd, '');
  const isUnopened = shorter.endsWith(')') && !shorter.includes('(');
  return isUnopened ? withoutEnd(shorter.slice(0, -1)) : shorter;
}

function linkOf(written: string): Said | undefined {
  if (!URL.canParse(written)) return undefined;
  const url = new URL(written);
  if (url.username !== '' || url.password !== '') return undefined;
  const label = `${url.host}${url.pathname === '/' ? '' : url.pathname}${url.search}`;
  return { href: url.href, label: label.length > longestLabel ? `${label.slice(0, longestLabel)}…` : label };
}

/** Paragraphs as they were written: one or more empty lines between them. */
export function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/).filter(isSeen);
}

/** When a bound is reached: from when on the next message is taken. @param sent times of own messages, newest first */
export function freeFrom(sent: readonly Date[], now: Date): Date | undefined {
  const waits = sendingBounds.flatMap(({ atMost, within }) => {
    const oldest = sent[atMost - 1];
    return oldest && after(oldest, within) > now ? [after(oldest, within)] : [];
  });
  return waits.sort((one, other) => other.getTime() - one.getTime())[0];
}
