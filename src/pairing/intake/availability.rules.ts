/** A week of hours in somebody's own zone: `mon-18` is Monday, 18:00 to 19:00. */
import { weekdays, type Weekday } from './profile.js';

const hours = Array.from({ length: 24 }, (_, hour) => hour);
/** Hours most people sleep; shown apart, so that the table stays short. */
export const nightHours: readonly number[] = hours.slice(0, 6);
export const dayHours: readonly number[] = hours.slice(6);

export function slotOf(weekday: Weekday, hour: number): string {
  return `${weekday}-${String(hour)}`;
}

const week = weekdays.flatMap((weekday) => hours.map((hour) => slotOf(weekday, hour)));
const placeOf = new Map(week.map((slot, place) => [slot, place]));

export function isSlot(text: string): boolean {
  return placeOf.has(text);
}

export const dayParts = ['morning', 'midday', 'evening'] as const;
export type DayPart = (typeof dayParts)[number];

/** `to` is the first hour after it. */
export const hoursOfPart: Readonly<Record<DayPart, { from: number; to: number }>> = {
  morning: { from: 8, to: 12 },
  midday: { from: 12, to: 17 },
  evening: { from: 17, to: 22 },
};

export function partOf(weekday: Weekday, part: DayPart): string {
  return `${weekday}-${part}`;
}

const slotsOfPart = new Map(
  weekdays.flatMap((weekday) =>
    dayParts.map((part): [string, string[]] => {
      const { from, to } = hoursOfPart[part];
      return [partOf(weekday, part), hours.slice(from, to).map((hour) => slotOf(weekday, hour))];
    }),
  ),
);

export function isPart(text: string): boolean {
  return slotsOfPart.has(text);
}

/** Hours ticked one by one and whole parts of days; each once, in the order of the week. */
export function weekFrom(slots: readonly string[], parts: readonly string[]): string[] {
  const chosen = new Set([...slots, ...parts.flatMap((part) => slotsOfPart.get(part) ?? [])]);
  return week.filter((slot) => chosen.has(slot));
}

/** Parts of which every hour is chosen, and the hours besides. */
export function partsIn(slots: readonly string[]): { parts: string[]; hours: string[] } {
  const chosen = new Set(slots);
  const whole = [...slotsOfPart].filter(([, all]) => all.every((slot) => chosen.has(slot)));
  for (const slot of whole.flatMap(([, all]) => all)) chosen.delete(slot);
  return { parts: whole.map(([part]) => part), hours: slots.filter((slot) => chosen.has(slot)) };
}

export interface Span {
  weekday: Weekday;
  from: number;
  /** 24 at the end of a day. */
  to: number;
}

/** Hours in a row as one span. */
export function spansOf(slots: readonly string[]): Span[] {
  const chosen = new Set(slots);
  const spans: Span[] = [];
  for (const weekday of weekdays) {
    for (const hour of hours.filter((one) => chosen.has(slotOf(weekday, one)))) {
      const last = spans.at(-1);
      if (last?.weekday === weekday && last.to === hour) last.to = hour + 1;
      else spans.push({ weekday, from: hour, to: hour + 1 });
    }
  }
  return spans;
}
