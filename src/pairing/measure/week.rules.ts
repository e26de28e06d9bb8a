/** Free hours of a week, laid on UTC. */
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const weekMinutes = 7 * 24 * 60;

export type SlotMinutes = 15 | 30 | 60;

const slots = [60, 30] as const;

/** A bit for each slot of the week that begins on Monday 00:00 UTC. `offset`: minutes east of UTC on that day. */
export function weekMask(availability: readonly string[], offset: number, slotMinutes: SlotMinutes): Uint32Array {
  const mask = new Uint32Array(Math.ceil(weekMinutes / slotMinutes / 32));
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
