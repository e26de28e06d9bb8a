import { fieldsFor, type Problems } from '../../web/forms.js';
import type { Page } from '../../web/page.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import type { DraftSheet } from '../cohort/cohorts.service.js';
import type { DraftPair } from '../words/draft.js';
import { trailTo, formPage, listPage, type ListModel, type ListRow } from '../shown/pages.view.js';
import { endReasons } from '../words/history.js';
import type { AfterSettings } from '../words/invitation.js';
import { namesOf } from '../shown/names.view.js';
import type { SeekersSheet } from './amendments.service.js';
import { isNearlyFull, type Load } from './load.rules.js';
import { seekReasons, type Ask } from './standing.rules.js';

const doneWords = ['placed', 'ended'];

export function seekersView(asked: Asked, { seekers, people, published, againFrom, load, short }: SeekersSheet): Page {
  const { t, format, query, visit, now } = asked;
  const names = namesOf(t, format, people);
  const row = ({ personId, why, asks = [] }: SeekersSheet['seekers'][number]): ListRow => ({
    title: names.name(personId),
    text: asks.some((ask) => ask.personId !== personId)
      ? t('after.seekers.partnerAsks', { people: names.several(asks.map((ask) => ask.personId)) })
      : t(`after.why.${why}`),
    ...asksText(asked, names, personId, asks),
    ...{ icon: 'person', tone: why === 'waiting' ? 'calm' : 'warn' },
    actions: [{ label: t('after.seekers.button'), href: `/pairing/place/${personId}` }],
  });
  const asSeekers = seekReasons
    .map((why) => ({
      id: why,
      title: t(`after.seekers.${why}`, { count: seekers.filter((one) => one.why === why).length }),
      rows: seekers.filter((one) => one.why === why).map(row),
    }))
    .filter(({ rows }) => rows.length > 0);
  const sections = [...fullSection(asked, load), ...shortSection(asked, names, short), ...asSeekers];
  const word = query.done ?? '';
  return listPage({
    title: t('after.seekers.title', { count: seekers.length }),
    lede:
      againFrom && againFrom > now
        ? t('after.seekers.ledeEarly', { date: format.date(againFrom) })
        : t('after.seekers.lede'),
    banner: doneWords.includes(word) ? { tone: 'good', text: t(`after.done.${word}`) } : undefined,
    trail: trailTo(asked),
    tab: '/pairing',
    sections,
    empty: sections.length > 0 ? undefined : t(published ? 'after.seekers.none' : 'after.seekers.unpublished'),
    paging: undefined,
    others: may(visit.role, 'configure')
      ? [{ label: t('after.settings.link'), href: '/pairing/after', tone: 'quiet' }]
      : [],
  });
}

function asksText(
  { t }: Asked,
  names: ReturnType<typeof namesOf>,
  personId: string,
  asks: readonly Ask[],
): Pick<ListRow, 'meta'> {
  const told = asks.flatMap(({ personId: by, note }) => {
    if (note === undefined) return [];
    return [
      by === personId ? t('after.seekers.note', { note }) : t('after.seekers.noteOf', { name: names.name(by), note }),
    ];
  });
  return told.length === 0 ? {} : { meta: told.reduce((one, other) => t('pairing.sentences', { one, other })) };
}

/** Said before somebody has to wait. */
function fullSection({ t, format }: Asked, load: Load | undefined): ListModel['sections'] {
  if (!load || !isNearlyFull(load)) return [];
  const values = { taken: format.number(load.taken), all: format.number(load.all) };
  return [
    {
      id: 'full',
      title: t('after.full.title', { count: load.all - load.taken }),
      rows: [{ title: t('after.full.row', values), text: t('after.full.text'), icon: 'people', tone: 'warn' }],
    },
  ];
}

function shortSection(
  { t, format }: Asked,
  names: ReturnType<typeof namesOf>,
  short: SeekersSheet['short'],
): ListModel['sections'] {
  if (short.length === 0) return [];
  return [
    {
      id: 'short',
      title: t('after.short.title', { count: short.length }),
      rows: short.map(({ pairId, members }) => ({
        ...{ title: format.list(members.map(names.name)), text: t('after.short.text'), icon: 'people', tone: 'warn' },
        actions: [
          ...members.map((personId) => ({
            label: t('after.short.place', { name: names.name(personId) }),
            href: `/pairing/place/${personId}`,
          })),
          { label: t('after.short.end'), href: `/pairing/end/${pairId}`, tone: 'quiet' },
        ],
      })),
    },
  ];
}

export function endView(asked: Asked, sheet: DraftSheet & { pair: DraftPair }, problems?: Problems): Page {
  const { t, format } = asked;
  const { pair, draft, people } = sheet;
  const names = namesOf(t, format, people);
  const form = fieldsFor(t, {}, problems);
  return formPage({
    title: t('after.end.title', { pair: names.pair(draft.form, pair.members) }),
    lede: t('after.end.lede'),
    problems: form.summary,
    trail: trailTo(asked),
    tab: '/pairing',
    narrow: true,
    text: t('after.end.text'),
    action: `/pairing/end/${pair.pairId}`,
    fields: [],
    questions: [
      form.field('radios', 'reason', {
        label: t('after.end.reason'),
        options: endReasons.map((reason) => ({ value: reason, label: t(`after.reason.${reason}`) })),
      }),
      form.field('textarea', 'note', { label: t('after.end.note'), optional: true, maxLength: 1000 }),
      form.field('checkboxes', 'never', {
        label: t('after.end.again'),
        options: [{ value: 'yes', label: t('after.end.never') }],
      }),
    ],
    whoSees: t('after.end.who'),
    button: t('after.end.button'),
    others: [{ label: t('after.back'), href: '/pairing', tone: 'quiet' }],
  });
}

export function settingsView(asked: Asked, settings: AfterSettings, problems?: Problems): Page {
  const { t, query } = asked;
  const stored = {
    invitationHours: String(settings.invitationHours),
    next: settings.next,
    changeAfterWeeks: String(settings.changeAfterWeeks),
    longestPause: String(settings.longestPause),
  };
  const form = fieldsFor(t, stored, problems);
  return formPage({
    title: t('after.settings.title'),
    lede: t('after.settings.lede'),
    problems: form.summary,
    banner: query.done === 'saved' ? { tone: 'good', text: t('after.done.saved') } : undefined,
    trail: trailTo(asked),
    tab: '/pairing',
    narrow: true,
    text: undefined,
    action: '/pairing/after',
    fields: [],
    questions: [
      form.field('number', 'invitationHours', {
        label: t('after.settings.hours'),
        hint: t('after.settings.hoursHint'),
      }),
      form.field('radios', 'next', {
        label: t('after.settings.next'),
        options: ['invite', 'ask'].map((value) => ({ value, label: t(`after.settings.nextIs.${value}`) })),
      }),
      form.field('number', 'changeAfterWeeks', {
        label: t('after.settings.weeks'),
        hint: t('after.settings.weeksHint'),
      }),
      form.field('number', 'longestPause', { label: t('pause.settings.longest'), hint: t('pause.settings.hint') }),
    ],
    whoSees: t('after.settings.who'),
    button: t('after.settings.button'),
    others: [{ label: t('after.back'), href: '/pairing', tone: 'quiet' }],
  });
}
