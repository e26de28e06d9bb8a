/** The teacher's *Set-up*: what Moodle still needs to be told, and where each activity is set. */
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { Kinds } from '../activities/kind.js';
import { moodlePlaces, namesIdentity, type MoodlePlaces, type SetupItem } from './set-up.rules.js';
import type { Setup } from './set-up.service.js';

interface Act {
  label: string;
  href?: string;
  top?: boolean;
  action?: string;
  fields?: readonly { name: string; value: string }[];
  tone?: 'primary' | 'quiet';
}

interface Row {
  icon: string;
  tone: 'warn' | 'good' | 'calm';
  title: string;
  text: string;
  chip?: { tone: 'good' | 'warn' | 'calm'; text: string; icon?: string };
  /** In Tandem's own pages, or in the platform's. */
  actions: readonly Act[];
}

interface SetupModel extends PageModel {
  rows: readonly Row[];
  how: readonly string[];
  allAction: Act | undefined;
  onward: { label: string; href: string } | undefined;
  settled: { title: string; rows: readonly Row[] } | undefined;
  activities: {
    caption: string;
    hideCaption: boolean;
    hasActions: boolean;
    columns: readonly { label: string }[];
    rows: readonly { title: string; cells: readonly { text: string }[]; actions: readonly Act[] }[];
  };
  freshHref: string;
}

const setupPage: PageOf<SetupModel> = pageOf('course/set-up/set-up');
const path = '/set-up';

export function setupView(asked: Asked, setup: Setup, kinds: Kinds): Page {
  const { t } = asked;
  const places = moodlePlaces(asked.visit.returnUrl);
  const open = setup.items.filter(({ state }) => state === 'owed');
  const settled = setup.items.filter(({ state }) => state !== 'owed');
  const rows = [...open.map((item) => rowOf(asked, item, places)), ...(setup.tellNames ? [namesRow(asked)] : [])];
  return setupPage({
    title: t('activities.setup.title', { count: rows.length }),
    lede: t(rows.length === 0 ? 'activities.setup.ledeDone' : 'activities.setup.lede'),
    banner: asked.query.done === undefined ? undefined : { tone: 'good', text: t('activities.setup.saved') },
    tab: path,
    rows,
    how: howOf(asked, open),
    allAction: open.length < 2 ? undefined : { ...settleAct(asked, 'all', 'yes'), label: t('activities.setup.all') },
    onward: onwardOf(asked),
    settled:
      settled.length === 0
        ? undefined
        : {
            title: t('activities.setup.settled', { count: settled.length }),
            rows: settled.map((item) => settledRow(asked, item)),
          },
    activities: tableOf(asked, setup, kinds),
    freshHref: '/start-over',
  });
}

function rowOf(asked: Asked, item: SetupItem, places: MoodlePlaces): Row {
  const { t } = asked;
  const { insertion, activity, need } = item;
  const href = (activity && places.activity?.(activity.service.resourceLinkId)) ?? places.course;
  const open = href === undefined ? [] : [{ label: t('activities.setup.open'), href, top: true }];
  return {
    ...{ icon: need === 'grade' ? 'table' : 'lock', tone: 'warn' },
    title: activity?.title ?? insertion.title,
    text: wantedText(asked, item),
    ...(item.hasColumn !== undefined && { chip: columnChip(asked, item.hasColumn) }),
    actions: [...open, settleAct(asked, insertion.identity, 'yes')],
  };
}

function wantedText({ t }: Asked, { insertion, need }: SetupItem): string {
  if (need === 'grade') return t('activities.setup.grade');
  const { restrict } = insertion;
  return restrict === undefined
    ? t('activities.setup.restrict')
    : t('activities.setup.restrictTo', { title: restrict });
}

function columnChip({ t }: Asked, hasColumn: boolean): NonNullable<Row['chip']> {
  return hasColumn
    ? { tone: 'calm', text: t('activities.setup.hasColumn') }
    : { tone: 'warn', text: t('activities.setup.noColumn'), icon: 'triangle' };
}

function namesRow(asked: Asked): Row {
  const { t } = asked;
  return {
    ...{ icon: 'people', tone: 'calm' },
    title: t('activities.setup.names.title'),
    text: t('activities.setup.names.text'),
    actions: [{ ...settleAct(asked, namesIdentity, 'yes'), label: t('activities.setup.names.told') }],
  };
}

function settledRow(asked: Asked, item: SetupItem): Row {
  const detected = item.state === 'detected';
  return {
    ...{ icon: 'tick', tone: 'good' },
    title: item.activity?.title ?? item.insertion.title,
    text: settledText(asked, item),
    actions: detected ? [] : [settleAct(asked, item.insertion.identity, 'no')],
  };
}

function settledText({ t }: Asked, { state, need }: SetupItem): string {
  if (state !== 'detected') return t('activities.setup.said');
  return t(need === 'restrict' ? 'activities.setup.detected' : 'activities.setup.completionSeen');
}

function settleAct({ t }: Asked, identity: string, set: 'yes' | 'no'): Act {
  const fields = [
    { name: 'identity', value: identity },
    { name: 'set', value: set },
  ];
  const label = t(set === 'yes' ? 'activities.setup.isSet' : 'activities.setup.notSet');
  return { label, action: path, fields, ...(set === 'no' && { tone: 'quiet' }) };
}

/** Clicks in Moodle, once for all rows. */
function howOf({ t }: Asked, open: readonly SetupItem[]): string[] {
  const grade = open.some(({ need }) => need === 'grade');
  const restrict = open.some(({ need }) => need === 'restrict');
  return [
    ...(grade ? [t('activities.setup.how.grade'), t('activities.setup.how.bulk')] : []),
    ...(restrict ? [t('activities.setup.how.restrict')] : []),
  ];
}

/** A launch that led here was meant for an activity. */
function onwardOf({ t, visit, query }: Asked): SetupModel['onward'] {
  if (query.from !== 'launch' || visit.activityId === '') return undefined;
  return { label: t('activities.setup.onward', { title: visit.activityTitle }), href: '/activity' };
}

function tableOf({ t }: Asked, { activities, unopened }: Setup, kinds: Kinds): SetupModel['activities'] {
  const opened = activities.map(({ activityId, kind, title, service }) => {
    const known = kinds.of(kind);
    return {
      title: title === '' ? t('activities.setup.untitled') : title,
      cells: [
        { text: t(known?.words.title ?? 'activities.setup.noKind') },
        { text: t(service.lineItemUrl === undefined ? 'activities.setup.noPoints' : 'activities.setup.hasPoints') },
      ],
      actions: known ? [{ label: t('activities.setup.settings'), href: known.settingsPathOf(activityId) }] : [],
    };
  });
  const named = unopened.map(({ title, kind }) => ({
    title,
    cells: [
      { text: t(kinds.of(kind)?.words.title ?? 'activities.setup.noKind') },
      { text: t('activities.setup.unopened') },
    ],
    actions: [],
  }));
  return {
    caption: t('activities.setup.list'),
    hideCaption: true,
    hasActions: true,
    columns: ['activity', 'kind', 'grades'].map((column) => ({ label: t(`activities.setup.columns.${column}`) })),
    rows: [...opened, ...named],
  };
}
