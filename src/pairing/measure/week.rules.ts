/** Free hours of a week, laid on UTC. */
import { shiftOf, type Clock } from './term.rules.js';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const weekMinutes = 7 * 24 * 60;

export type SlotMinutes = 15 | 30 | 60;

const slots = [60, 30] as const;

/** 32-bit words of {@link weekOver}. */
export function wordsOfWeek({ slotMinutes, shifts }: { slotMinutes: SlotMinutes; shifts: readonly Clock[] }): number {
  const blocks = Math.max(1, (shifts.length * (shifts.length + 1)) / 2);
  return blocks * wordsInBlock(slotMinutes);
}

function wordsInBlock(slotMinutes: SlotMinutes): number {
  return Math.ceil(weekMinutes / slotMinutes / 32);
}

/**
 * One week that stands for all of a term, in a block of bits for each two ways in which clocks change, of which two people
 * have just one in common. There the one who comes first in `shifts` has the week of the first stretch, the other those of
 * its slots that stay free as the two clocks move against each other.
 */
export function weekOver(
  availability: readonly string[],
  clock: Clock,
  { shifts, slotMinutes }: { shifts: readonly Clock[]; slotMinutes: SlotMinutes },
): Uint32Array {
  const own = shifts.findIndex((shift) => shift.join() === shiftOf(clock).join());
  const all = new Uint32Array(wordsOfWeek({ shifts, slotMinutes }));
  let at = 0;
  for (let first = 0; first < shifts.length; first += 1) {
    for (let second = first; second < shifts.length; second += 1, at += wordsInBlock(slotMinutes)) {
      if (first !== own && second !== own) continue;
      const against = first === own ? shiftOf(clock) : (shifts[first] ?? []);
      const offsets = new Set(clock.map((offset, stretch) => offset - (against[stretch] ?? 0)));
      all.set(freeInAll(availability, [...offsets], slotMinutes), at);
    }
  }
  return all;
}

function freeInAll(availability: readonly string[], offsets: readonly number[], slotMinutes: SlotMinutes): Uint32Array {
  return offsets
    .map((offset) => weekMask(availability, offset, slotMinutes))
    .reduce((one, other) => one.map((word, place) => word & (other[place] ?? 0)));
}

/** A bit for each slot of the week that begins on Monday 00:00 UTC. `offset`: minutes east of UTC. */
function weekMask(availability: readonly string[], offset: number, slotMinutes: SlotMinutes): Uint32Array {
  const mask = new Uint32Array(wordsInBlock(slotMinutes));
  for (const slot of availability) {
    const start = starts.get(slot);
    if (start === undefined) continue;
    for (let minute = 0; minute < 60; minute += slotMinutes) set(mask, start + minute - offset, slotMinutes);
  }
  return mask;
}

function set(mask: Uint32Array, minute: number, slotMinutes: SlotMinutes): void {
  const slots = weekMinutes / slotMinutes;
  const place = (((Math.round(minute / slotMinutes) % slots) + slots) % slots) | 0;
  mask[place >>> 5] = (mask[place >>> 5] ?? 0) | (1 << (place & 31));
}

/** The longest slot whose bounds every one of these clocks keeps; all of today's are quarters of an hour from UTC. */
export function slotMinutesFor(offsets: readonly (number | undefined)[]): SlotMinutes {
  const known = offsets.filter((offset) => offset !== undefined);
  return slots.find((minutes) => known.every((offset) => offset % minutes === 0)) ?? 15;
}

/** `mon-18` -> minutes since Monday 00:00, also with a zero before one digit: looked up, since a course says it 100,000 times. */
const starts: ReadonlyMap<string, number> = new Map(
  days.flatMap((day, place) =>
    Array.from({ length: 24 }, (_, hour) => hour).flatMap((hour): [string, number][] => {
      const start = (place * 24 + hour) * 60;
      return [
        [`${day}-${String(hour)}`, start],
        [`${day}-${String(hour).padStart(2, '0')}`, start],
      ];
    }),
  ),
);
