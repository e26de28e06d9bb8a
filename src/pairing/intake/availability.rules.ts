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

const workdays = weekdays.slice(0, 5);
const weekend = weekdays.slice(5);

export const quickPicks = ['mornings', 'afternoons', 'evenings', 'weekends'] as const;
export type QuickPick = (typeof quickPicks)[number];

const picked: Readonly<Record<QuickPick, { days: readonly Weekday[]; from: number; to: number }>> = {
  mornings: { days: workdays, from: 8, to: 12 },
  afternoons: { days: workdays, from: 12, to: 17 },
  evenings: { days: workdays, from: 17, to: 22 },
  weekends: { days: weekend, from: 9, to: 21 },
};

/** Hours ticked one by one and hours picked by the dozen; each once, in the order of the week. */
export function weekFrom(slots: readonly string[], picks: readonly QuickPick[]): string[] {
  const expanded = picks.flatMap((pick) => {
    const { days, from, to } = picked[pick];
    return days.flatMap((weekday) => hours.slice(from, to).map((hour) => slotOf(weekday, hour)));
  });
  const chosen = new Set([...slots, ...expanded]);
  return week.filter((slot) => chosen.has(slot));
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
