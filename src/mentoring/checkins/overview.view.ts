/** Pages of a coordinator: who has sent it, and the due date. */
import { toLocal } from '../../shared/local-time.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { moment } from '../../web/moments.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList, pagingOf, type Paging } from '../../web/paging.js';
import { narrowed } from '../../web/one-person.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import type { Heard } from './checkin.js';
import type { CheckinRow } from './checkins.rules.js';
import type { Overview } from './checkins.service.js';
import type { CheckinSettings } from './checkins.settings.js';
import { factsOf, titleOf, type Fact } from './checkins.view.js';

interface Cell {
  text?: string;
  chip?: { tone: 'warn' | 'bad'; text: string; icon: string };
  state?: { done: boolean; text: string };
}

interface OverviewModel extends PageModel {
  whoSees: string;
  askedTitle: string | undefined;
  asked: readonly {
    id: string;
    name: string;
    avatar: Avatar;
    when: string;
    heard: string | undefined;
    facts: readonly Fact[];
  }[];
  table: {
    caption: string;
    hideCaption: boolean;
    together: boolean;
    columns: readonly { label: string }[];
    rows: readonly { title: string; avatar: Avatar; cells: readonly Cell[] }[];
  };
  paging: Paging;
  settingsHref: string | undefined;
}

interface Avatar {
  initials: string;
  hue: number;
}

interface SettingsModel extends PageModel {
  action: string;
  whoSees: string;
  dueAt: FieldModel;
}

const overviewPage: PageOf<OverviewModel> = pageOf('mentoring/checkins/overview');
const settingsPage: PageOf<SettingsModel> = pageOf('mentoring/checkins/settings');

/** Calls for help come first, so all of them stand on the first pages. */
const rowsPerPage = 50;

export function checkinOverview(asked: Asked, overview: Overview): Page {
  const { t } = asked;
  const { activity, rows } = overview;
  const sent = rows.filter((row) => row.sentAt).length;
  const path = `/checkins/${activity.activityId}`;
  const shown = narrowed(asked, rows, { path, personOf: ({ person }) => person });
  const list = pageOfList(shown.rows, rowsPerPage, { path, asked: asked.query.page });
  const calls = list.items.filter((row) => row.answers);
  const asking = shown.rows.filter((row) => row.answers).length;
  const empty = rows.length === 0;
  return overviewPage({
    title: empty ? t('checkins.overview.empty') : t('checkins.overview.title', { count: sent, all: rows.length }),
    lede: empty ? t('checkins.overview.emptyLede') : overviewLede(asked, overview),
    banner: asked.query.done === 'settings' ? { tone: 'good', text: t('checkins.overview.saved') } : shown.banner,
    trail: shown.trail,
    whoSees: t('checkins.overview.whoSees'),
    askedTitle: calls.length === 0 ? undefined : t('checkins.overview.asked', { count: asking }),
    asked: calls.map((row) => callOf(asked, row, overview)),
    table: {
      caption: t('checkins.overview.list'),
      hideCaption: true,
      together: true,
      columns: ['learner', 'state', 'time'].map((column) => ({ label: t(`checkins.overview.${column}`) })),
      rows: list.items.map((row) => rowOf(asked, row)),
    },
    paging: pagingOf(t, list),
    settingsHref: may(asked.visit.role, 'configure') ? `${path}/settings` : undefined,
  });
}

function overviewLede({ t, format }: Asked, { activity, settings }: Overview): string {
  const title = titleOf(t, activity);
  if (!settings.dueAt) return t('checkins.overview.lede', { title });
  return t('checkins.overview.ledeDue', { title, due: format.dateTime(settings.dueAt) });
}

function callOf(asked: Asked, { person, sentAt, answers, heard }: CheckinRow, { staff }: Overview) {
  const { t, format } = asked;
  return {
    id: `asked-${person.personId}`,
    name: person.name,
    avatar: { initials: person.initials, hue: person.hue },
    when: sentAt ? t('checkins.overview.when', { when: format.dateTime(sentAt) }) : '',
    heard: heard && heardText(asked, heard, staff),
    facts: answers ? factsOf(t, answers) : [],
  };
}

function heardText({ t, format, now }: Asked, { byId, at }: Heard, staff: Overview['staff']): string {
  const by = staff.get(byId)?.name ?? t('checkins.overview.somebody');
  return t('checkins.overview.heard', { by, time: moment(format, at, now) });
}

function rowOf({ t, format }: Asked, { person, state, sentAt }: CheckinRow) {
  const text = t(`checkins.overview.${state}`);
  const cell: Record<CheckinRow['state'], Cell> = {
    sent: { state: { done: true, text } },
    'sent-late': { state: { done: true, text } },
    waiting: { state: { done: false, text } },
    paused: { state: { done: false, text } },
    missing: { chip: { tone: 'warn', text, icon: 'clock' } },
  };
  return {
    title: person.name,
    avatar: { initials: person.initials, hue: person.hue },
    cells: [cell[state], { text: sentAt ? format.dateTime(sentAt) : '' }],
  };
}

export interface SettingsShown {
  activity: { activityId: string; title: string };
  settings: CheckinSettings;
  /** IANA, of the teacher who reads. */
  zone: string;
}

export function checkinSettingsPage({ t }: Asked, shown: SettingsShown, problems?: Problems): Page {
  const { activity, settings, zone } = shown;
  const path = `/checkins/${activity.activityId}`;
  const fields = fieldsFor(t, { dueAt: settings.dueAt ? toLocal(settings.dueAt, zone) : '' }, problems);
  return settingsPage({
    title: t('checkins.settings.title', { title: titleOf(t, activity) }),
    lede: t('checkins.settings.lede'),
    problems: fields.summary,
    trail: [{ label: t('checkins.settings.back'), href: path }],
    narrow: true,
    action: `${path}/settings`,
    whoSees: t('checkins.settings.whoSees'),
    dueAt: fields.field('text', 'dueAt', {
      label: t('checkins.settings.dueAt.label'),
      hint: t('checkins.settings.dueAt.hint', { zone }),
      type: 'datetime-local',
      size: 'short',
    }),
  });
}
