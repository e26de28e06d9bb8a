/** Where a mentorship stands on the ladder, from what was expected and what was done; also as it would have been. */
import { after, day } from '../../shared/clock.js';
import type { Expected } from '../mentorships/watched.js';
import type { Act, LadderSettings, Span, Standing, WatchedPair } from './ladder.js';

/** When one knows that it was missed. */
function noticedAt({ at, state }: Expected, { silentDateDays }: LadderSettings): Date {
  return state === 'open' ? after(at, silentDateDays * day) : at;
}

export function isIn(spans: readonly Span[], time: Date): boolean {
  return spans.some(({ from, until }) => from <= time && time < until);
}

/** Dates that count, in order of time; one that nobody said anything of counts once its time is over. */
export function countedDates(pair: WatchedPair, settings: LadderSettings, now: Date): Expected[] {
  const { expected, from, free, excused } = pair;
  const counts = (one: Expected) =>
    one.state !== 'excused' &&
    one.at >= from &&
    noticedAt(one, settings) <= now &&
    !excused.has(one.expectedId) &&
    !isIn(free, one.at);
  return expected.filter(counts).sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** Dates and check-ins each by themselves, and silence. */
export function standingOf(pair: WatchedPair, settings: LadderSettings, now: Date): Standing {
  const counted = countedDates(pair, settings, now);
  const kinds = (['meeting', 'checkin'] as const).map((kind) => {
    const some = counted.filter((one) => one.kind === kind).slice(-settings.among);
    return ofOneKind(some, settings);
  });
  const silence = silenceOf(pair, settings, now);
  const called = kinds.filter(({ rung }) => rung === 'called');
  const warned = kinds.filter(({ rung }) => rung === 'text');
  if (called.length > 0 || silence) {
    const times = [...called.flatMap(({ since }) => since ?? []), ...(silence ? [silence.calledAt] : [])];
    const misses = inTime([...called, ...warned].flatMap((one) => one.misses));
    return { rung: 'called', misses, since: earliest(times), ...(silence && { silentSince: silence.since }) };
  }
  if (warned.length === 0) return { rung: 'fine', misses: [] };
  const since = earliest(warned.flatMap((one) => one.since ?? []));
  return { rung: 'text', misses: inTime(warned.flatMap((one) => one.misses)), since };
}

/** Two that were kept one after the other mend it; one mends what only the partner knows of. */
function ofOneKind(dates: readonly Expected[], settings: LadderSettings): Standing {
  const misses = dates.filter(({ state }) => state !== 'kept');
  const last = dates.slice(-2);
  const second = misses[settings.callAfter - 1];
  const isMended = last.length === 2 && last.every(({ state }) => state === 'kept');
  if (second && !isMended) return { rung: 'called', misses, since: noticedAt(second, settings) };
  const latest = last.at(-1);
  if (!latest || latest.state === 'kept') return { rung: 'fine', misses: [] };
  return { rung: 'text', misses, since: noticedAt(latest, settings) };
}

/** Free days do not count, wherever in the silence they fall. */
function silenceOf(pair: WatchedPair, settings: LadderSettings, now: Date) {
  if (pair.memberIds.length < 2) return undefined;
  const signs = [...pair.signs, ...pair.expected.filter(({ state }) => state === 'kept').map(({ at }) => at)];
  const last = signs.filter((time) => time <= now && time > pair.from).reduce(later, pair.from);
  const calledAt = afterCounted(last, settings.silentDays * day, pair.free);
  return calledAt <= now ? { since: last, calledAt } : undefined;
}

/** The moment at which so much time has passed that is not free. */
export function afterCounted(from: Date, length: number, free: readonly Span[]): Date {
  let end = after(from, length);
  let at = from;
  for (const span of merged(free)) {
    if (span.until <= at) continue;
    if (span.from >= end) break;
    const begin = span.from > at ? span.from : at;
    end = after(end, span.until.getTime() - begin.getTime());
    at = span.until;
  }
  return end;
}

function merged(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.from.getTime() - other.from.getTime())) {
    const last = found.at(-1);
    if (last && span.from <= last.until) last.until = later(last.until, span.until);
    else found.push({ ...span });
  }
  return found;
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}

function earliest(times: readonly Date[]): Date {
  return new Date(Math.min(...times.map((time) => time.getTime())));
}

function inTime(dates: readonly Expected[]): Expected[] {
  return [...dates].sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** Who should send the ready text: not whoever is known to have missed it. @param first asked where nobody knows who */
export function askedToWrite(
  { memberIds, misses }: { memberIds: readonly string[]; misses: readonly Expected[] },
  first: readonly string[],
): string[] {
  const missed = new Set(misses.at(-1)?.missedBy ?? []);
  const others = memberIds.filter((personId) => !missed.has(personId));
  if (missed.size > 0 && others.length > 0) return others;
  return first.length > 0 ? [...first] : [...memberIds];
}

/** Whether somebody did something about it since it came to this. */
export function isDealtWith({ since }: Pick<Standing, 'since'>, acts: readonly Act[], kind: 'staff' | 'partner') {
  const theirs = acts.filter((act) => (act.kind === 'text') === (kind === 'partner'));
  return since !== undefined && theirs.some(({ at }) => at >= since);
}

/** From when on it counts again: the last act of staff. */
export function begunAnew(from: Date, acts: readonly Act[]): Date {
  return acts
    .filter(({ kind }) => kind !== 'text')
    .map(({ at }) => at)
    .reduce(later, from);
}

/** When the coordinator would have been called, day by day; nobody is called twice for one thing. */
export function callsBetween(pairs: readonly WatchedPair[], settings: LadderSettings, span: Span): Date[] {
  return pairs.flatMap((pair) => {
    const found: Date[] = [];
    let before = false;
    for (let time = span.from; time <= span.until; time = after(time, day)) {
      if (time < pair.from) continue;
      const seen = { ...pair, signs: pair.signs.filter((sign) => sign <= time), expected: keptUntil(pair, time) };
      const isCalled = standingOf(seen, settings, time).rung === 'called';
      if (isCalled && !before) found.push(time);
      before = isCalled;
    }
    return found;
  });
}

function keptUntil({ expected }: WatchedPair, time: Date): Expected[] {
  return expected.filter(({ at }) => at <= time);
}

export function actsByPair(acts: readonly Act[]): Map<string, Act[]> {
  const byKey = new Map<string, Act[]>();
  for (const act of acts) {
    const some = byKey.get(act.key);
    if (some) some.push(act);
    else byKey.set(act.key, [act]);
  }
  return byKey;
}
