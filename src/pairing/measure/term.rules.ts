/** Clocks over the time for which people are paired: they change, and not everywhere on one day. */
import { day } from '../../shared/clock.js';
import { changesOfClock, isTimeZone, offsetAt } from '../../shared/local-time.js';

/** What two people share is what they share in every week of it. */
export interface Term {
  from: Date;
  weeks: number;
}

/** As long as a term usually is. */
export function termFrom(from: Date, weeks = 15): Term {
  return { from, weeks };
}

/** Minutes east of UTC in each stretch of the term in which none of the course's clocks changes. */
export type Clock = readonly number[];

/** By zone; a zone that this machine does not know is left out. */
export function clocksIn(zones: readonly string[], { from, weeks }: Term): Map<string, Clock> {
  const known = [...new Set(zones)].filter(isTimeZone);
  const until = new Date(from.getTime() + weeks * 7 * day);
  const changes = known.flatMap((zone) => changesOfClock(zone, from, until).map((change) => change.getTime()));
  const stretches = [from.getTime(), ...new Set(changes)].sort((one, other) => one - other);
  return new Map(known.map((zone) => [zone, stretches.map((start) => offsetAt(new Date(start), zone))]));
}

/** How a clock changes against its first stretch. */
export function shiftOf(clock: Clock): Clock {
  return clock.map((offset) => offset - (clock[0] ?? 0));
}

/** Each once, in an order of their own. */
export function distinctClocks(clocks: readonly (Clock | undefined)[]): Clock[] {
  const byName = new Map(clocks.flatMap((clock) => (clock ? [[clock.join(), clock] as const] : [])));
  return [...byName].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, clock]) => clock);
}
