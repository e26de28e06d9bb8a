/** A break as the one who takes it sets it, and as teachers see all of them. */
import { formPage, listPage, type FormModel } from '../../pairing/shown/pages.view.js';
import { fieldsFor, type Problems } from '../../web/forms.js';
import type { Banner, Page } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { dateText, lastDayText } from './pause-words.view.js';
import type { Pause } from './pause.js';
import { lastDayOf } from './pause.rules.js';
import type { Pausing, PauseSheet } from './pause.service.js';

export function ownPauseView(asked: Asked, sheet: PauseSheet, problems?: Problems): Page {
  const { t } = asked;
  const { pause, partnerIds } = sheet;
  const stored = pause ? { until: lastDayOf(pause), reason: pause.reason ?? '' } : {};
  const form = fieldsFor(t, stored, problems);
  return formPage({
    title: pause ? t('pause.own.runs', { date: lastDayText(asked, pause) }) : t('pause.own.title'),
    lede: t('pause.own.lede'),
    problems: form.summary,
    narrow: true,
    text: partnerIds.length === 0 ? t('pause.own.none') : undefined,
    action: '/pause',
    fields: [],
    questions: [
      untilField(asked, sheet, form, t('pause.own.dayWho')),
      form.field('textarea', 'reason', {
        ...{ label: t('pause.own.reason'), whoSees: t('pause.own.reasonWho') },
        ...{ optional: true, maxLength: 500, private: true },
      }),
    ],
    whoSees: t('pause.own.who'),
    ...buttonsOf(asked, sheet),
  });
}

/** A teacher who plays student is offered nothing to send. */
function buttonsOf({ t, visit }: Asked, { pause, partnerIds }: PauseSheet): Pick<FormModel, 'button' | 'others'> {
  const back = { label: t('after.back'), href: '/mentoring', tone: 'quiet' } as const;
  if (partnerIds.length === 0 || visit.preview) return { button: undefined, others: [back] };
  if (!pause) return { button: t('pause.own.button'), others: [back] };
  return { button: t('pause.own.change'), others: [{ label: t('pause.own.end'), action: '/pause/end' }, back] };
}

function untilField(
  asked: Asked,
  { choice: { earliest, latest, zone } }: PauseSheet,
  form: ReturnType<typeof fieldsFor>,
  whoSees: string,
): FormModel['questions'][number] {
  const { t } = asked;
  const days = { from: dateText(asked, earliest), to: dateText(asked, latest), zone };
  const hint = t('pause.own.dayHint', days);
  return form.field('text', 'until', { label: t('pause.own.day'), hint, whoSees, type: 'date', size: 'short' });
}

/** For a teacher. */
export function pauseOfView(asked: Asked, sheet: PauseSheet & { pause: Pause }, problems?: Problems): Page {
  const { t } = asked;
  const { pause, person } = sheet;
  const form = fieldsFor(t, { until: lastDayOf(pause) }, problems);
  const path = `/pauses/${person.personId}`;
  return formPage({
    title: t('pause.says', { name: person.name, date: lastDayText(asked, pause) }),
    lede: pause.reason === undefined ? t('pause.list.noReason') : t('pause.list.reason', { reason: pause.reason }),
    problems: form.summary,
    trail: [...home(asked), { label: t('pause.list.trail'), href: '/pauses' }],
    tab: '/mentoring',
    narrow: true,
    text: undefined,
    action: path,
    fields: [],
    questions: [untilField(asked, sheet, form, t('pause.of.dayWho', { name: person.name }))],
    whoSees: t('pause.of.who'),
    button: t('pause.of.button'),
    others: [
      { label: t('pause.of.end'), action: `${path}/end` },
      { label: t('after.back'), href: '/pauses', tone: 'quiet' },
    ],
  });
}

const doneTones: Readonly<Record<string, Banner['tone']>> = { changed: 'good', ended: 'good', over: 'info' };

export function pausesView(asked: Asked, running: readonly Pausing[]): Page {
  const { t, format, query } = asked;
  const tone = doneTones[query.done ?? ''];
  const rows = running.map(({ person, pause }) => ({
    title: person.name,
    text: t('pause.list.row', { from: format.date(pause.from), date: lastDayText(asked, pause) }),
    ...(pause.reason !== undefined && { meta: t('pause.list.reason', { reason: pause.reason }) }),
    ...{ icon: 'clock', tone: 'calm' as const },
    actions: [
      { label: t('pause.of.end'), action: `/pauses/${person.personId}/end` },
      { label: t('pause.list.change'), href: `/pauses/${person.personId}`, tone: 'quiet' as const },
    ],
  }));
  return listPage({
    title: t('pause.list.title', { count: running.length }),
    lede: t('pause.list.lede'),
    banner: tone && { tone, text: t(`pause.done.${query.done ?? ''}`) },
    trail: home(asked),
    tab: '/mentoring',
    sections: rows.length === 0 ? [] : [{ id: 'pauses', title: t('pause.list.who'), rows }],
    empty: rows.length === 0 ? t('pause.list.none') : undefined,
    paging: undefined,
    others: [],
  });
}

function home({ t }: Asked) {
  return [{ label: t('web.tab.home'), href: '/mentoring' }];
}
