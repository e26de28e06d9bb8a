/** Forms by which people of a mentorship plan: two times, a rhythm, or a session that took place already. */
import { dayOf, daysAfter, toLocal } from '../../shared/local-time.js';
import { spoken } from '../../shared/zones.js';
import { fieldsFor, type FieldModel, type FieldOptions, type Posted, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { minutesOf } from './agenda.rules.js';
import type { Library } from './agenda.js';
import { minuteChoices } from './sessions.forms.js';
import { lastLink, nextOf, proposedAgenda } from './sessions.rules.js';
import type { PairSheet } from './sessions.service.js';
import { rhythms, sameTimeAfter } from './times.rules.js';
import { elsewhereTexts } from './times.view.js';
import { namesOf, pairPath } from './words.view.js';

interface PlanModel extends PageModel {
  action: string;
  hidden: readonly { name: string; value: string }[];
  whoSees: string;
  fields: readonly FieldModel[];
  button: string;
  note: string | undefined;
}

const planPage: PageOf<PlanModel> = pageOf('mentoring/sessions/plan');

const usualMinutes = '45';
/** A rhythm is proposed for so long. */
const rhythmDays = 12 * 7;

type Forms = ReturnType<typeof fieldsFor>;

export function offerView(asked: Asked, sheet: PairSheet, proposed: readonly Date[], problems?: Problems): Page {
  const { t, visit, query, now } = asked;
  const { pair, book, once } = sheet;
  const names = namesOf(asked, pair.partners);
  const [first, second] = proposed;
  const moved = book.sessions.find((one) => one.sessionId === query.instead && one.startsAt > now && !one.cancelled);
  const local = (time: Date | undefined) => (time ? toLocal(time, visit.timeZone) : '');
  const form = fieldsFor(t, { ...storedWish(sheet), first: local(first), second: local(second) }, problems);
  return planPage({
    ...frameOf(asked, sheet, form),
    title: moved ? t('sessions.offer.moveTitle', { names }) : t('sessions.offer.title', { names }),
    lede: t('sessions.offer.lede', { zone: spoken(visit.timeZone) }),
    action: `${pairPath(book.key)}/offer`,
    hidden: [
      { name: 'once', value: postedOnce(problems) ?? once },
      ...(moved ? [{ name: 'instead', value: moved.sessionId }] : []),
    ],
    fields: [
      timeField(form, 'first', { label: t('sessions.form.first'), ...hintOf(asked, sheet, first, problems) }),
      timeField(form, 'second', {
        label: t('sessions.form.second'),
        optional: true,
        ...hintOf(asked, sheet, second, problems),
      }),
      ...meetingFields(asked, sheet.library, form),
      linkField(asked, form),
    ],
    button: t('sessions.offer.button', { names }),
    note: t('sessions.offer.note', { names }),
  });
}

export function rhythmView(asked: Asked, sheet: PairSheet, problems?: Problems): Page {
  const { t, visit, now } = asked;
  const { pair, book, once } = sheet;
  const names = namesOf(asked, pair.partners);
  const next =
    nextOf(book, now) ?? book.sessions.filter(({ cancelled, way }) => !cancelled && way === 'meeting').at(-1);
  const first = next && nextAfter(next.startsAt, visit.timeZone, now);
  const stored = {
    ...{ ...storedWish(sheet), weeks: '2', first: first ? toLocal(first, visit.timeZone) : '' },
    until: daysAfter(dayOf(now, visit.timeZone), rhythmDays),
  };
  const form = fieldsFor(t, stored, problems);
  const weeks = rhythms.map((value) => ({ value, label: t('sessions.form.every', { count: Number(value) }) }));
  return planPage({
    ...frameOf(asked, sheet, form),
    title: t('sessions.series.formTitle'),
    lede: t('sessions.series.formLede', { names, zone: spoken(visit.timeZone) }),
    action: `${pairPath(book.key)}/rhythm`,
    hidden: [{ name: 'once', value: postedOnce(problems) ?? once }],
    fields: [
      timeField(form, 'first', { label: t('sessions.form.firstDate') }),
      form.field('radios', 'weeks', { label: t('sessions.form.rhythm'), options: weeks }),
      form.field('text', 'until', { label: t('sessions.form.until'), type: 'date', size: 'short' }),
      ...meetingFields(asked, sheet.library, form),
      linkField(asked, form),
    ],
    button: t('sessions.series.button', { names }),
    note: t('sessions.series.note'),
  });
}

export function logView(asked: Asked, sheet: PairSheet, problems?: Problems): Page {
  const { t, visit } = asked;
  const { pair, book, once } = sheet;
  const names = namesOf(asked, pair.partners);
  const form = fieldsFor(t, storedWish(sheet), problems);
  return planPage({
    ...frameOf(asked, sheet, form),
    title: t('sessions.log.title'),
    lede: t('sessions.log.lede', { names, zone: spoken(visit.timeZone) }),
    action: `${pairPath(book.key)}/log`,
    hidden: [{ name: 'once', value: postedOnce(problems) ?? once }],
    fields: [
      timeField(form, 'first', { label: t('sessions.form.when') }),
      ...meetingFields(asked, sheet.library, form),
    ],
    button: t('sessions.log.button'),
    note: undefined,
  });
}

function frameOf(asked: Asked, { pair, book }: PairSheet, form: Forms) {
  const { t } = asked;
  const names = namesOf(asked, pair.partners);
  return {
    problems: form.summary,
    trail: [{ label: t('sessions.pair.link', { names }), href: pairPath(book.key) }],
    narrow: true,
    whoSees: t('sessions.who.plan', { names }),
  };
}

/** The same page again, so that what is sent twice from it is one. */
function postedOnce(problems: Problems | undefined): string | undefined {
  const once = problems?.posted.once;
  return typeof once === 'string' ? once : undefined;
}

function storedWish({ book, library }: PairSheet): Posted {
  const last = book.sessions.at(-1);
  const minutes = last && last.way === 'meeting' ? (last.endsAt.getTime() - last.startsAt.getTime()) / 60_000 : 0;
  const known = minuteChoices.find((choice) => Number(choice) === minutes);
  return { minutes: known ?? usualMinutes, agendaId: proposedAgenda(book, library), link: lastLink(book) };
}

function timeField(form: Forms, name: string, options: FieldOptions): FieldModel {
  return form.field('text', name, { type: 'datetime-local', size: 'short', ...options });
}

/** What the proposed time is for the others; of a time that was typed nothing is said before it is sent. */
function hintOf(asked: Asked, { clocks }: PairSheet, time: Date | undefined, problems?: Problems): { hint?: string } {
  return time && !problems ? { hint: elsewhereTexts(asked, clocks, time).join(' ') } : {};
}

function meetingFields({ t }: Asked, { agendas }: Library, form: Forms): FieldModel[] {
  return [
    form.field('radios', 'minutes', {
      label: t('sessions.form.length'),
      options: minuteChoices.map((value) => ({ value, label: t('sessions.form.minutesLong', { minutes: value }) })),
    }),
    form.field('select', 'agendaId', {
      label: t('sessions.form.agenda'),
      options: agendas.map((agenda) => ({
        value: agenda.agendaId,
        label: t('sessions.form.agendaOption', { title: agenda.title, minutes: minutesOf(agenda) }),
      })),
    }),
  ];
}

export function linkField({ t }: Asked, form: Forms): FieldModel {
  return form.field('text', 'link', {
    label: t('sessions.form.linkLabel'),
    hint: t('sessions.form.linkHint'),
    optional: true,
    type: 'url',
    maxLength: 500,
  });
}

function nextAfter(time: Date, zone: string, now: Date): Date {
  const next = sameTimeAfter(time, 14, zone);
  return next > now ? next : nextAfter(next, zone, now);
}
