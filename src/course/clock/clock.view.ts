/** *Weeks and holidays*: in which week the course is, what that is counted from, and when nothing is due. */
import { spoken } from '../../shared/zones.js';
import { fieldsFor, summaryOf, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { CourseClock, Holiday } from './clock.js';
import { weekOf, weeksIn, type Days } from './clock.rules.js';
import type { ClockSheet } from './clock.service.js';

interface HolidayRow {
  title: string;
  meta: string | undefined;
  actions: readonly [
    {
      action: string;
      label: string;
      tone: 'quiet';
      fields: readonly { name: string; value: string }[];
    },
  ];
}

interface ClockModel extends PageModel {
  zone: string;
  days: { action: string; fields: readonly FieldModel[]; note: string | undefined };
  holidays: readonly HolidayRow[];
  none: string | undefined;
  holiday: { action: string; fields: readonly FieldModel[] };
}

export const clockPath = '/weeks';
export type ClockForm = 'days' | 'holiday';

const clockPage: PageOf<ClockModel> = pageOf('course/clock/clock');

export function clockView(asked: Asked, sheet: ClockSheet, wrong?: { form: ClockForm; problems: Problems }): Page {
  const { t } = asked;
  const { clock, zone, said } = sheet;
  return clockPage({
    title: clock ? stateOf(asked, clock) : t('clock.title.none'),
    lede: clock ? countedFrom(asked, sheet, clock) : t('clock.lede.none'),
    banner: bannerOf(asked),
    problems: wrong && summaryOf(t, wrong.problems),
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    narrow: true,
    zone: zone === undefined ? t('clock.zone.none') : t('clock.zone.known', { zone: spoken(zone) }),
    days: daysOf(asked, sheet, wrong?.form === 'days' ? wrong.problems : undefined),
    holidays: said.holidays.map((holiday) => rowOf(asked, holiday)),
    none: said.holidays.length === 0 ? t('clock.holidays.none') : undefined,
    holiday: holidayOf(asked, wrong?.form === 'holiday' ? wrong.problems : undefined),
  });
}

const done = ['days', 'holiday', 'removed'] as const;

function bannerOf({ t, query }: Asked): Banner | undefined {
  const said = done.find((one) => one === query.done);
  return said && { tone: 'good', text: t(`clock.done.${said}`) };
}

/** "Week 4 of 15". */
function stateOf({ t, now }: Asked, clock: CourseClock): string {
  const [week, all] = [weekOf(clock, now), weeksIn(clock)];
  if (week < 1) return t('clock.title.before');
  if (all === undefined) return t('clock.title.week', { week });
  return week > all ? t('clock.title.over', { all }) : t('clock.title.of', { week, all });
}

function countedFrom(asked: Asked, { told, said }: ClockSheet, { firstDay, lastDay }: Days): string {
  const { t } = asked;
  const source = told && !said.instead ? 'moodle' : 'own';
  const first = asked.format.day(firstDay);
  if (lastDay === undefined) return t(`clock.lede.${source}`, { first });
  return t(`clock.lede.${source}Until`, { first, last: asked.format.day(lastDay) });
}

function daysOf(asked: Asked, { told, said }: ClockSheet, problems?: Problems): ClockModel['days'] {
  const { t } = asked;
  const { firstDay = '', lastDay = '' } = said.days ?? {};
  const stored = { by: said.instead ? 'own' : 'moodle', firstDay, lastDay };
  const { field } = fieldsFor(t, stored, problems);
  const days = [
    field('text', 'firstDay', {
      ...{ label: t('clock.first.label'), hint: t('clock.first.hint') },
      ...{ type: 'date', size: 'short', optional: told !== undefined },
    }),
    field('text', 'lastDay', {
      ...{ label: t('clock.last.label'), hint: t('clock.last.hint'), type: 'date', size: 'short', optional: true },
    }),
  ];
  const options = [
    { value: 'moodle', label: t('clock.by.moodle'), hint: told && spanText(asked, told) },
    { value: 'own', label: t('clock.by.own') },
  ].map(({ hint, ...option }) => ({ ...option, ...(hint !== undefined && { hint }) }));
  return {
    action: clockPath,
    fields: told ? [field('radios', 'by', { label: t('clock.by.label'), options }), ...days] : days,
    note: told ? undefined : t('clock.untold'),
  };
}

function spanText(asked: Asked, { firstDay, lastDay }: Days): string {
  const { t } = asked;
  const first = asked.format.day(firstDay);
  return lastDay === undefined
    ? t('clock.by.from', { first })
    : t('clock.by.fromTo', { first, last: asked.format.day(lastDay) });
}

function holidayOf({ t }: Asked, problems?: Problems): ClockModel['holiday'] {
  const { field } = fieldsFor(t, { from: '', until: '', name: '' }, problems);
  const day = { type: 'date', size: 'short' } as const;
  return {
    action: `${clockPath}/holidays`,
    fields: [
      field('text', 'from', { label: t('clock.holiday.from'), ...day }),
      field('text', 'until', {
        label: t('clock.holiday.until'),
        hint: t('clock.holiday.untilHint'),
        optional: true,
        ...day,
      }),
      field('text', 'name', { label: t('clock.holiday.name'), optional: true, maxLength: 60 }),
    ],
  };
}

function rowOf(asked: Asked, { from, until, name }: Holiday): HolidayRow {
  const { t } = asked;
  const [first, last] = [asked.format.day(from), asked.format.day(until)];
  const days = from === until ? first : t('clock.holidays.days', { first, last });
  const remove = {
    action: `${clockPath}/holidays/remove`,
    ...{ label: t('clock.holidays.remove'), tone: 'quiet' as const },
    fields: [
      { name: 'from', value: from },
      { name: 'until', value: until },
    ],
  };
  return { title: days, meta: name === '' ? undefined : name, actions: [remove] };
}
