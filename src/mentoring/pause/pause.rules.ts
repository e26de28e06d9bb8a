/** How long a break may be, whether it still holds, and what falls into it. */
import { after } from '../../shared/clock.js';
import { dayOf, daysAfter, fromLocal, startOfDay } from '../../shared/local-time.js';
import { partnersOf, type TogetherAs } from '../mentorships/mentorship.js';
import type { Pause, Pauses, ShownPause, Span } from './pause.js';

/** Days as a date field writes them ("2026-12-05"), in the person's zone. */
export interface Choice {
  zone: string;
  earliest: string;
  latest: string;
}

/** By person: the partners who are in the course as well. */
export type Together = ReadonlyMap<string, readonly string[]>;

const keptSpans = 50;

export function lastDayOf({ until, zone }: ShownPause): string {
  return dayOf(after(until, -1), zone);
}

/** The first moment of the next day; undefined when the text names no day. */
export function endOfDay(date: string, zone: string): Date | undefined {
  return fromLocal(`${date}T00:00`, zone) && startOfDay(daysAfter(date, 1), zone);
}

/** @param running keeps its first day, and a day that was once allowed */
export function choiceOf(
  { zone, longest }: { zone: string; longest: number },
  running: ShownPause | undefined,
  now: Date,
): Choice {
  const today = dayOf(now, zone);
  if (!running) return { zone, earliest: today, latest: daysAfter(today, longest) };
  const most = daysAfter(dayOf(running.from, zone), longest);
  const last = dayOf(after(running.until, -1), zone);
  return { zone, earliest: today, latest: most > last ? most : last };
}

/** When a break to this day ends; undefined when it is none of the days to choose from. */
export function endWithin({ zone, earliest, latest }: Choice, date: string): Date | undefined {
  return date >= earliest && date <= latest ? endOfDay(date, zone) : undefined;
}

/** The others with whom each is in a pair or circle that runs, as far as both are in the course. */
export function togetherIn(running: readonly TogetherAs[], isHere: (personId: string) => boolean): Together {
  const together = new Map<string, string[]>();
  for (const mentorship of running) {
    for (const personId of partnersOf(mentorship, '').filter(isHere)) {
      const others = partnersOf(mentorship, personId).filter(isHere);
      together.set(personId, [...new Set([...(together.get(personId) ?? []), ...others])]);
    }
  }
  return together;
}

/** It runs until its time, while one of those it began with is still a partner. */
export function holds(pause: Pause, partnerIds: readonly string[], now: Date): boolean {
  return isWithin(pause, now) && pause.withIds.some((withId) => partnerIds.includes(withId));
}

/** The later break replaces one that runs, and goes on from its first moment. */
export function paused(
  before: Pauses | undefined,
  given: { personId: string; zone: string; until: Date; reason?: string },
  { partnerIds, now }: { partnerIds: readonly string[]; now: Date },
): Pauses {
  const { personId, ...wish } = given;
  const running = before && holds(before.last, partnerIds, now);
  const from = running ? before.last.from : now;
  const gone = before && !running ? keptOf(spansOf(before, false, now)) : (before?.past ?? []);
  return { personId, last: { ...wish, from, withIds: partnerIds }, past: gone };
}

/** What was said of it is forgotten with it. */
export function ended(before: Pauses, now: Date): Pauses {
  const { from, until, zone, withIds } = before.last;
  return { ...before, last: { from, zone, withIds, until: now < until ? now : until } };
}

function keptOf(spans: readonly Span[]): Span[] {
  return spans.filter(({ from, until }) => from < until).slice(-keptSpans);
}

/** All breaks as far as they count: one that no longer holds counts up to now. */
export function spansOf({ last, past }: Pauses, held: boolean, now: Date): Span[] {
  const { from, until } = last;
  return [...past, { from, until: held || until < now ? until : now }];
}

export function isWithin({ from, until }: Span, time: Date): boolean {
  return from <= time && time < until;
}

export function isQuiet(spans: readonly Span[] | undefined, time: Date): boolean {
  return spans?.some((span) => isWithin(span, time)) ?? false;
}

export interface Standing {
  /** The breaks that hold now, by person. */
  held: ReadonlyMap<string, Pause>;
  /** When nothing is expected of a person: in their own breaks, and while all their partners take one. */
  quiet: ReadonlyMap<string, readonly Span[]>;
}

export function standingOf(all: readonly Pauses[], together: Together, now: Date): Standing {
  const held = new Map<string, Pause>();
  const own = new Map<string, Span[]>();
  for (const pauses of all) {
    const holding = holds(pauses.last, together.get(pauses.personId) ?? [], now);
    if (holding) held.set(pauses.personId, pauses.last);
    own.set(pauses.personId, spansOf(pauses, holding, now));
  }
  const quiet = new Map<string, readonly Span[]>(own);
  // Of most people no partner has ever taken a break.
  const concerned = new Set([...own.keys()].flatMap((personId) => together.get(personId) ?? []));
  for (const personId of concerned) {
    const others = together.get(personId) ?? [];
    if (!others.every((other) => own.has(other))) continue;
    const shared = others.map((other) => own.get(other) ?? []).reduce(common, everAfter);
    if (shared.length > 0) quiet.set(personId, [...(own.get(personId) ?? []), ...shared]);
  }
  return { held, quiet };
}

const everAfter: readonly Span[] = [{ from: new Date(0), until: new Date(8.64e15) }];

function common(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const from = one.from > other.from ? one.from : other.from;
      const until = one.until < other.until ? one.until : other.until;
      return from < until ? [{ from, until }] : [];
    }),
  );
}
