/** When a check-in is asked: once, by the rhythm of the course, or on dates. */
import type { CourseClock } from '../../course/clock/clock.js';
import { occurrencesIn } from '../../course/clock/clock.rules.js';
import { after, day, minute } from '../../shared/clock.js';
import { once } from './checkin.js';
import type { CheckinSettings } from './checkins.settings.js';

/** One occurrence as it is planned. Without a time it is there always, and never due. */
export interface Planned {
  occurrence: string;
  /** Of the course; of a rhythm. */
  week?: number;
  /** Its place among all that are planned, from 1. */
  place: number;
  opensAt?: Date;
  dueAt?: Date;
}

/** More would be no rhythm but a diary. */
export const occurrencesAtMost = 60;

/** In their order. None of a rhythm while nobody has said when the course begins. */
export function planOf(settings: CheckinSettings, clock: CourseClock | undefined): Planned[] {
  const { when, dueAt, rhythm, dates } = settings;
  if (when === 'once') return [{ occurrence: once, place: 1, ...(dueAt && { dueAt }) }];
  if (when === 'dates') return placed(onDates(dates));
  if (!rhythm || !clock) return [];
  const until = rhythm.firstWeek + 2 * occurrencesAtMost * rhythm.every;
  const all = occurrencesIn(clock, rhythm, { from: rhythm.firstWeek, until });
  return placed(
    all.slice(0, occurrencesAtMost).map(({ week, opensAt, dueAt: due }) => ({
      ...{ occurrence: `week-${week}`, week, opensAt, dueAt: due },
    })),
  );
}

/** A date opens a week before it, at the earliest when the one before is due. */
function onDates(dates: CheckinSettings['dates']): Omit<Planned, 'place'>[] {
  const sorted = [...dates].sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
  return sorted.map(({ id, dueAt }, index) => {
    const [weekBefore, last] = [after(dueAt, -7 * day), sorted[index - 1]?.dueAt];
    return { occurrence: `date-${id}`, opensAt: last && last > weekBefore ? after(last, 1) : weekBefore, dueAt };
  });
}

function placed(all: readonly Omit<Planned, 'place'>[]): Planned[] {
  return all.map((one, index) => ({ ...one, place: index + 1 }));
}

export interface PlanTurn {
  /** The last one that has opened: open until it is due, and then to be sent late until the next one opens. */
  current?: Planned;
  next?: Planned;
}

export function turnOf(plan: readonly Planned[], now: Date): PlanTurn {
  const hasOpened = ({ opensAt }: Planned) => opensAt === undefined || opensAt <= now;
  const current = plan.findLast(hasOpened);
  const next = plan.find((one) => !hasOpened(one));
  return { ...(current && { current }), ...(next && { next }) };
}

/** Those that were due, oldest first, without what was due before the plan was made: nobody owed it. */
export function wereDue(
  { plan, settings: { sinceAt } }: { plan: readonly Planned[]; settings: Pick<CheckinSettings, 'sinceAt'> },
  now: Date,
): (Planned & { dueAt: Date })[] {
  return plan.flatMap((one) => {
    const { dueAt } = one;
    return dueAt && dueAt <= now && !(sinceAt && dueAt < sinceAt) ? [{ ...one, dueAt }] : [];
  });
}

/** Somebody who was writing when the next one opened. */
const grace = 15 * minute;

/** Which one the answers are for that somebody sends; undefined when its time is over. */
export function takenNow(plan: readonly Planned[], wanted: string | undefined, now: Date): Planned | undefined {
  const { current } = turnOf(plan, now);
  if (wanted === undefined || wanted === current?.occurrence) return current;
  const before = turnOf(plan, after(now, -grace)).current;
  return before?.occurrence === wanted ? before : undefined;
}

/** Answers can be sent again while it is open; somebody who is late may still send once. */
export function isOpen({ dueAt }: Pick<Planned, 'dueAt'>, now: Date): boolean {
  return dueAt === undefined || now.getTime() <= dueAt.getTime();
}

export function isLate(sentAt: Date, { dueAt }: Pick<Planned, 'dueAt'>): boolean {
  return dueAt !== undefined && sentAt.getTime() > dueAt.getTime();
}

/**
 * The dates that a teacher wrote, each with the name it has: one that stays keeps its name, and of those that changed the
 * first takes the first name that is free, so that a date that was only moved stays the same check-in.
 */
export function namedDates(known: CheckinSettings['dates'], times: readonly Date[]): CheckinSettings['dates'] {
  const wanted = [...new Set(times.map((time) => time.getTime()))].sort((one, other) => one - other);
  const stays = known.filter(({ dueAt }) => wanted.includes(dueAt.getTime()));
  const free = known.filter((one) => !stays.includes(one)).map(({ id }) => id);
  let last = Math.max(0, ...known.map(({ id }) => id));
  return wanted.map((time) => {
    const same = stays.find(({ dueAt }) => dueAt.getTime() === time);
    if (same) return same;
    const id = free.shift() ?? (last += 1);
    return { id, dueAt: new Date(time) };
  });
}

/** Who counts for whom: what one has sent, and what was asked of one. */
export interface Counted {
  sent: ReadonlySet<string>;
  plan: readonly Planned[];
  /** What was due before is not owed: the plan was made, or somebody came, later. */
  owedFrom?: Date | undefined;
  isExcused: (planned: Planned) => boolean;
}

/** How many were sent, of how many that count; what was sent counts always. */
export function countOf({ sent, plan, owedFrom, isExcused }: Counted): { sent: number; all: number } {
  const owed = plan.filter(
    (one) => !sent.has(one.occurrence) && !(owedFrom && one.dueAt && one.dueAt < owedFrom) && !isExcused(one),
  );
  return { sent: sent.size, all: sent.size + owed.length };
}

/** Less than a gradebook tells apart. */
const tolerance = 1e-5;

/** Of 100, as the gradebook rounds. Undefined: what is recorded is as much already, and nobody loses anything. */
export function scoreOf(count: { sent: number; all: number }, recorded: number | undefined): number | undefined {
  const given = count.sent >= count.all ? 100 : Math.round((count.sent / count.all) * 1e7) / 1e5;
  return recorded !== undefined && recorded > given - tolerance ? undefined : given;
}
