/** When somebody has time: parts of days, single hours on demand, and on whose clock. */
import { isTimeZone } from '../../shared/local-time.js';
import { cityOf, spoken, zonesMeant } from '../../shared/zones.js';
import type { FieldModel } from '../../web/forms.js';
import type { Asked } from '../../web/routing.js';
import { dayParts, hoursOfPart, partOf, slotOf } from './availability.rules.js';
import type { Making } from './making.view.js';
import { weekdays } from './profile.js';

interface Cell {
  value: string;
  label: string;
  checked: boolean;
}

interface Table {
  caption: string;
  rows: readonly { title: string; hint?: string; cells: readonly Cell[] }[];
}

export interface WeekParts {
  /** Absent where only the time zone is asked. */
  week:
    | { days: readonly { short: string; long: string }[]; parts: Table; hours: Table; open: string; isOpen: boolean }
    | undefined;
  /** Absent where it is not asked. */
  clock: Clock | undefined;
}

interface Clock {
  /** Which zone counts unless another city is named, in words. */
  text: string | undefined;
  /** It, posted again. */
  zone: string | undefined;
  /** What the named city may mean; one of them is chosen. */
  meant: FieldModel | undefined;
  elsewhere: { label: string; isOpen: boolean; field: FieldModel };
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);

export function weekBlock(making: Making): WeekParts {
  const { shown } = making;
  return {
    week: shown.includes('availability') ? weekOf(making) : undefined,
    clock: shown.includes('timeZone') ? clockOf(making) : undefined,
  };
}

function weekOf({ asked: { t }, field }: Making): WeekParts['week'] {
  const ticked = (name: string, values: readonly string[]) => {
    const options = values.map((value) => ({ value, label: value }));
    const made = field('checkboxes', name, { label: '', options }).options ?? [];
    return new Set(made.filter(({ checked }) => checked).map(({ value }) => value));
  };
  const days = weekdays.map((day) => ({ short: t(`intake.day.${day}.short`), long: t(`intake.day.${day}.long`) }));
  const parts = ticked(
    'part',
    weekdays.flatMap((day) => dayParts.map((part) => partOf(day, part))),
  );
  const single = ticked(
    'availability',
    weekdays.flatMap((day) => hours.map((hour) => slotOf(day, hour))),
  );
  const cells = (
    chosen: ReadonlySet<string>,
    valueOf: (day: (typeof weekdays)[number]) => string,
    named: (day: string) => string,
  ) =>
    weekdays.map((day, index): Cell => {
      const value = valueOf(day);
      return { value, label: named(days[index]?.long ?? ''), checked: chosen.has(value) };
    });
  return {
    days,
    parts: {
      caption: t('intake.availability.parts'),
      rows: dayParts.map((part) => {
        const { from, to } = hoursOfPart[part];
        const title = t(`intake.part.${part}`);
        const span = t('intake.part.span', { from: String(from), to: String(to) });
        const named = (day: string) => t('intake.part.cell', { day, part: title, span });
        return { title, hint: span, cells: cells(parts, (day) => partOf(day, part), named) };
      }),
    },
    hours: {
      caption: t('intake.availability.hours'),
      rows: hours.map((hour) => {
        const named = (day: string) => t('intake.availability.cell', { day, from: clock(hour), to: clock(hour + 1) });
        return { title: clock(hour), cells: cells(single, (day) => slotOf(day, hour), named) };
      }),
    },
    open: t('intake.availability.single', { count: single.size }),
    isOpen: single.size > 0,
  };
}

function clockOf(making: Making): Clock {
  const { asked, field, valueOf } = making;
  const { t, visit, format, now } = asked;
  const posted = valueOf('timeZone');
  const zone = isTimeZone(posted) ? posted : '';
  const city = valueOf('city');
  const named = field('text', 'city', {
    label: t('intake.timeZone.city'),
    hint: t('intake.timeZone.cityHint'),
    maxLength: 100,
  });
  const meant = city === '' ? [] : zonesMeant(city, visit.locale);
  const options = meant.map((one) => ({ value: one, label: zoneText(asked, one) }));
  return {
    text:
      zone === '' ? undefined : t('intake.timeZone.clock', { city: cityOf(zone), time: format.inZone(zone).time(now) }),
    zone: zone === '' || meant.length > 0 ? undefined : zone,
    meant:
      meant.length > 0
        ? field('radios', 'timeZone', { label: t('intake.timeZone.meant', { city }), options })
        : undefined,
    elsewhere: {
      label: t(zone === '' ? 'intake.timeZone.label' : 'intake.timeZone.elsewhere'),
      isOpen: zone === '' || city !== '',
      field: { ...named, value: city },
    },
  };
}

/** "Buenos Aires, now 10:20 (America/Argentina/Buenos Aires)". */
function zoneText({ t, format, now }: Asked, zone: string): string {
  const values = { city: cityOf(zone), time: format.inZone(zone).time(now), zone: spoken(zone) };
  return t('intake.timeZone.option', values);
}

export function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
