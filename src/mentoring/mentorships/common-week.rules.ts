/** When two people both have time in the coming week, each by their own clock. */
import { weekdays } from '../../pairing/intake/profile.js';
import { after, hour, minute } from '../../shared/clock.js';

export interface Week {
  /** IANA. */
  timeZone: string;
  /** Hours of the person's own week: `mon-18`. */
  availability: readonly string[];
}

export interface CommonTime {
  from: Date;
  to: Date;
}

const step = 30 * minute;
const steps = 7 * 24 * 2;

/**
 * Of the seven days from now, in order; at least an hour each. What the clocks do in these days is in it.
 */
export function commonTimes(one: Week, other: Week, now: Date): CommonTime[] {
  const [mine, theirs] = [freeAt(one), freeAt(other)];
  const first = after(now, step - (now.getTime() % step));
  const times: CommonTime[] = [];
  for (let index = 0; index < steps; index += 1) {
    const from = after(first, index * step);
    if (!mine(from) || !theirs(from)) continue;
    const last = times.at(-1);
    if (last?.to.getTime() === from.getTime()) last.to = after(from, step);
    else times.push({ from, to: after(from, step) });
  }
  return times.filter(({ from, to }) => to.getTime() - from.getTime() >= hour);
}

function freeAt({ timeZone, availability }: Week): (time: Date) => boolean {
  const free = new Set(availability);
  const slot = placeIn(timeZone);
  return (time) => {
    const { weekday, hours } = slot(time);
    return free.has(`${weekdays[weekday] ?? ''}-${String(Math.floor(hours))}`);
  };
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Where on the week of that zone a moment is: 0 is Monday; hours with their half. */
export function placeIn(timeZone: string): (time: Date) => { weekday: number; hours: number } {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone },
  });
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const hours = Number(parts.get('hour')) + Number(parts.get('minute')) / 60;
    return { weekday: days.indexOf(parts.get('weekday') ?? ''), hours };
  };
}
