/** The hours that two people both have: a picture, and the same in words. */
import { cityOf } from '../../shared/zones.js';
import { weekdays } from '../../pairing/intake/profile.js';
import type { Asked } from '../../web/routing.js';
import { placeIn, type CommonTime } from './common-week.rules.js';

export interface CommonWeek {
  title: string;
  /** What the picture shows, in words. */
  label: string;
  days: readonly { x: number; middle: number; name: string }[];
  blocks: readonly { x: number; y: number; height: number }[];
  hours: readonly { y: number; mine: string; theirs: string }[];
  key: string;
  next: readonly { text: string; theirs: string | undefined }[];
}

const column = 42;
const left = 48;
const top = 24;
const perHour = 8;

/** @param zones the reader's and the partner's */
export function commonWeek(
  asked: Asked,
  times: readonly CommonTime[],
  { mine, theirs, name }: { mine: string; theirs: string; name: string },
): CommonWeek | undefined {
  const { t } = asked;
  if (times.length === 0) return undefined;
  const sameClock = offsetBetween(asked, mine, theirs);
  const hours = Math.round(times.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()), 0) / 3_600_000);
  const values = { name, mine: cityOf(mine), theirs: cityOf(theirs) };
  return {
    title: t('mentorships.week.title', { count: hours }),
    label: t('mentorships.week.label', {
      ...values,
      times: times.map((time) => spanText(asked, time, mine)).join('; '),
    }),
    days: weekdays.map((day, index) => ({
      ...{ x: left + index * column, middle: left + index * column + 19 },
      name: t(`intake.day.${day}.short`),
    })),
    blocks: times.flatMap((time) => blocksOf(time, mine)),
    hours: [0, 6, 12, 18, 24].map((hour) => ({
      y: top + hour * perHour + 5,
      mine: clockText(hour * 60),
      theirs: sameClock === 0 ? '' : clockText(hour * 60 + sameClock),
    })),
    key: t(sameClock === 0 ? 'mentorships.week.sameKey' : 'mentorships.week.key', values),
    next: times.slice(0, 3).map((time) => ({
      text: spanText(asked, time, mine),
      theirs:
        sameClock === 0 ? undefined : t('mentorships.week.theirs', { ...values, span: clocks(asked, time, theirs) }),
    })),
  };
}

/** A time over midnight stands in two columns. */
function blocksOf({ from, to }: CommonTime, zone: string): CommonWeek['blocks'] {
  const place = placeIn(zone)(from);
  const length = (to.getTime() - from.getTime()) / 3_600_000;
  const parts: { weekday: number; from: number; length: number }[] = [];
  for (let begin = place.hours, rest = length, weekday = place.weekday; rest > 0; weekday = (weekday + 1) % 7) {
    const here = Math.min(rest, 24 - begin);
    parts.push({ weekday, from: begin, length: here });
    rest -= here;
    begin = 0;
  }
  return parts.map((part) => ({
    x: left + part.weekday * column,
    y: top + part.from * perHour,
    height: part.length * perHour,
  }));
}

/** Minutes by which the partner's clock is ahead of the reader's. */
function offsetBetween({ now }: Asked, mine: string, theirs: string): number {
  const [one, other] = [placeIn(mine)(now), placeIn(theirs)(now)];
  const apart = Math.round((other.weekday * 24 + other.hours - one.weekday * 24 - one.hours) * 60);
  return apart > 3.5 * 1440 ? apart - 10_080 : apart < -3.5 * 1440 ? apart + 10_080 : apart;
}

function clockText(minutes: number): string {
  const day = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(day / 60))}:${String(day % 60).padStart(2, '0')}`;
}

function clocks({ format }: Asked, { from, to }: CommonTime, zone: string): string {
  const { time } = format.inZone(zone);
  return `${time(from)}–${time(to)}`;
}

/** "Tuesday 27 October, 18:00–20:00". */
function spanText(asked: Asked, time: CommonTime, zone: string): string {
  const date = asked.format.inZone(zone).date(time.from);
  return asked.t('mentorships.week.time', { date, span: clocks(asked, time, zone) });
}
