/** The teachers' home: what needs somebody, most harm first, and how the course is doing. */
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../web/page.js';
import type { Asked } from '../web/routing.js';
import type { Health, StartStep, Tone, Work } from './home.js';
import { mostHarmFirst, startOf } from './home.rules.js';
import { putOffDays, type PutOff } from './later/later.js';
import { donePath } from './done.view.js';
import { sorted } from './later/later.rules.js';
import { severalPath } from './several.view.js';
import type { TakenBy } from './taken/taken.service.js';

interface Choice {
  name: string;
  value: string;
}

interface ShownRow {
  icon: string;
  tone: Tone;
  title: string;
  text: string;
  href: string | undefined;
  chip: Work['chip'];
  meta: string | undefined;
  actions: readonly (Work['actions'][number] & { tone?: 'primary' })[];
  later: { action: string; about: string; hidden: readonly Choice[]; choices: readonly (Choice & { label: string })[] };
}

interface AwayRow {
  icon: string;
  tone: 'calm';
  title: string;
  text: string;
  actions: readonly { label: string; action: string; tone: 'quiet' }[];
}

interface QueueModel extends PageModel {
  /** Until the course runs. */
  start: ReturnType<typeof startOf>;
  rows: readonly ShownRow[];
  away: { title: string; rows: readonly AwayRow[] } | undefined;
  links: readonly { label: string; href: string }[];
  updated: string;
  strip: readonly { label: string; value: string; note?: string }[];
  lines: NonNullable<Health['lines']>;
  sources: {
    caption: string;
    hideCaption: boolean;
    columns: readonly { label: string }[];
    rows: readonly { title: string; cells: readonly { text: string }[] }[];
  };
}

const queuePage: PageOf<QueueModel> = pageOf('home/coordinator');

export interface QueueFacts {
  work: readonly Work[];
  health: readonly Health[];
  start: readonly StartStep[];
  /** What this teacher put off. */
  putOff: readonly PutOff[];
  takenBy: TakenBy;
  /** What the page says after an act. */
  banner: Banner | undefined;
}

export function queueView(asked: Asked, { work, health, start, putOff, takenBy, banner }: QueueFacts): Page {
  const { t } = asked;
  const { now, later } = sorted(mostHarmFirst(work), putOff, asked.now);
  const figures = health.flatMap(({ figures: some = [] }) => some).sort((one, other) => one.at - other.at);
  return queuePage({
    title: t('home.work.title', { count: now.length }),
    lede: t('home.work.lede', { count: now.length }),
    banner,
    tab: '/mentoring',
    start: startOf(start),
    rows: now.map((row, index) => shownRow(asked, row, { isFirst: index === 0, taken: takenBy.get(row.item) })),
    away: later.length === 0 ? undefined : awayOf(asked, later),
    links: [
      ...(now.length > 1 ? [{ label: t('home.several.title'), href: severalPath }] : []),
      { label: t('home.done.link'), href: donePath },
    ],
    updated: figures[0]?.age ?? '',
    strip: figures.map(({ label, value, note }) => ({ label, value, ...(note !== undefined && { note }) })),
    lines: health.flatMap(({ lines = [] }) => lines),
    sources: {
      caption: t('home.health.open'),
      hideCaption: true,
      columns: ['number', 'how', 'source', 'age'].map((name) => ({ label: t(`home.health.${name}`) })),
      rows: figures.map(({ label, how, source, age }) => ({
        title: label,
        cells: [{ text: how }, { text: source }, { text: age }],
      })),
    },
  });
}

interface Placed {
  isFirst: boolean;
  taken: { byId: string; name: string } | undefined;
}

function shownRow({ t, visit }: Asked, work: Work, { isFirst, taken }: Placed): ShownRow {
  const { item, size, icon, tone, title, text, href, chip, meta, actions } = work;
  const isMine = taken?.byId === visit.personId;
  const choices = [
    ...putOffDays.map((days) => ({
      ...{ name: 'days', value: String(days), label: t('home.work.later', { count: days }) },
    })),
    { name: 'taken', value: isMine ? 'no' : 'yes', label: t(isMine ? 'home.work.giveBack' : 'home.work.take') },
  ];
  const by = taken && t(isMine ? 'home.work.mine' : 'home.work.takenBy', { name: taken.name });
  const hidden = [{ name: 'size', value: String(size) }];
  return {
    ...{ icon, tone, title, text, href },
    chip: by === undefined ? chip : { tone: 'calm', icon: 'person', text: by },
    meta: by === undefined ? meta : [chip?.text, meta].filter((one) => one !== undefined).join(' · '),
    actions: isFirst
      ? actions.map((action, place) => (place === 0 ? { ...action, tone: 'primary' } : action))
      : actions,
    later: { action: `/mentoring/later/${item}`, about: title, hidden, choices },
  };
}

function awayOf({ t, format }: Asked, rows: readonly (Work & { until: Date })[]): QueueModel['away'] {
  return {
    title: t('home.work.away.title', { count: rows.length }),
    rows: rows.map(({ item, icon, title, until }) => ({
      ...{ icon, tone: 'calm' as const, title },
      text: t('home.work.away.until', { time: format.dateTime(until) }),
      actions: [{ label: t('home.work.away.back'), action: `/mentoring/later/${item}/back`, tone: 'quiet' as const }],
    })),
  };
}
