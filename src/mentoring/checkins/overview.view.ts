/** Who has sent it, of one occurrence. */
import { lineOf, type LineModel } from '../../web/chart.js';
import { moment } from '../../web/moments.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList, pagingOf, type Paging } from '../../web/paging.js';
import { narrowed } from '../../web/one-person.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import type { Heard } from './checkin.js';
import { wantedShare, type CheckinRow } from './checkins.rules.js';
import type { Overview } from './overview.service.js';
import { factsOf, titleOf, turnTitle, turnWords, type Fact } from './checkins.view.js';

interface Cell {
  text?: string;
  chip?: { tone: 'warn' | 'bad'; text: string; icon: string };
  state?: { done: boolean; text: string };
}

interface OverviewModel extends PageModel {
  whoSees: string;
  askedTitle: string | undefined;
  asked: readonly Read[];
  sharedTitle: string | undefined;
  shared: readonly Read[];
  /** Undefined before two were due. */
  line: LineModel | undefined;
  turns: readonly { href: string; label: string; current: boolean }[];
  table: {
    caption: string;
    hideCaption: boolean;
    together: boolean;
    columns: readonly { label: string }[];
    rows: readonly { title: string; avatar: Avatar; cells: readonly Cell[] }[];
  };
  paging: Paging;
  settings: readonly { href: string; label: string }[];
}

interface Avatar {
  initials: string;
  hue: number;
}

/** Answers that a teacher may read. */
interface Read {
  id: string;
  name: string;
  avatar: Avatar;
  when: string;
  heard: string | undefined;
  facts: readonly Fact[];
}

const overviewPage: PageOf<OverviewModel> = pageOf('mentoring/checkins/overview');

/** Calls for help come first, so all of them stand on the first pages. */
const rowsPerPage = 50;

export function checkinOverview(asked: Asked, overview: Overview): Page {
  const { t } = asked;
  const { activity, rows, planned } = overview;
  const path = `/checkins/${activity.activityId}`;
  const shown = narrowed(asked, rows, { path, personOf: ({ person }) => person });
  const of = planned && planned.opensAt ? `${path}?of=${planned.occurrence}` : path;
  const list = pageOfList(shown.rows, rowsPerPage, { path: of, asked: asked.query.page });
  const read = (asks: boolean) => list.items.filter((row) => row.answers && row.asks === asks);
  const [calls, shares] = [read(true), read(false).filter(({ answers }) => answers?.length)];
  return overviewPage({
    ...headOf(asked, overview),
    banner: asked.query.done === 'settings' ? { tone: 'good', text: t('checkins.overview.saved') } : shown.banner,
    trail: shown.trail,
    whoSees: t('checkins.overview.whoSees'),
    askedTitle:
      calls.length === 0
        ? undefined
        : t('checkins.overview.asked', { count: shown.rows.filter(({ asks }) => asks).length }),
    asked: calls.map((row) => readOf(asked, row, overview)),
    sharedTitle: shares.length === 0 ? undefined : t('checkins.overview.shared'),
    shared: shares.map((row) => readOf(asked, row, overview)),
    line: lineOfWeeks(asked, overview),
    turns: turnsOf(asked, overview, path),
    table: {
      caption: t('checkins.overview.list'),
      hideCaption: true,
      together: true,
      columns: ['learner', 'state', 'time'].map((column) => ({ label: t(`checkins.overview.${column}`) })),
      rows: list.items.map((row) => rowOf(asked, row)),
    },
    paging: pagingOf(t, list),
    settings: settingsLinks(asked, path),
  });
}

function headOf(asked: Asked, { activity, rows, planned }: Overview): { title: string; lede: string } {
  const { t, format } = asked;
  const title = turnTitle(t, activity, planned);
  if (!planned) return { title: titleOf(t, activity), lede: t('checkins.overview.notOpen') };
  if (rows.length === 0) return { title: t('checkins.overview.empty'), lede: t('checkins.overview.emptyLede') };
  const count = rows.filter((row) => row.sentAt).length;
  const due = planned.dueAt && format.dateTime(planned.dueAt);
  return {
    title: t('checkins.overview.title', { count, all: rows.length }),
    lede: due ? t('checkins.overview.ledeDue', { title, due }) : t('checkins.overview.lede', { title }),
  };
}

/** Those that have opened, the newest first. */
function turnsOf({ t, now }: Asked, { plan, planned }: Overview, path: string): OverviewModel['turns'] {
  const begun = plan.filter(({ opensAt }) => opensAt !== undefined && opensAt <= now).reverse();
  if (begun.length < 2) return [];
  return begun.map((one) => ({
    href: `${path}?of=${one.occurrence}`,
    label: turnWords(t, one),
    current: one.occurrence === planned?.occurrence,
  }));
}

function lineOfWeeks({ t, format }: Asked, { weeks, rows }: Overview): LineModel | undefined {
  const all = rows.length;
  const last = weeks.at(-1);
  if (weeks.length < 2 || all === 0 || !last) return undefined;
  const points = weeks.map(({ planned, sent }) => ({
    ...{ value: sent, label: format.number(planned.week ?? planned.place), short: format.number(sent) },
    ...{ title: turnWords(t, planned), text: t('checkins.overview.weekOf', { count: sent, all }) },
  }));
  const values = { count: last.sent, all, turn: turnWords(t, last.planned) };
  return lineOf(
    {
      caption: t('checkins.overview.line', values),
      heads: [t('checkins.overview.turn'), t('checkins.overview.sentOf')],
    },
    points,
    {
      most: all,
      target: { value: wantedShare * all, text: t('checkins.overview.target', { share: format.percent(wantedShare) }) },
    },
  );
}

function settingsLinks({ t, visit }: Asked, path: string): OverviewModel['settings'] {
  if (!may(visit.role, 'configure')) return [];
  return [
    { href: `${path}/settings`, label: t('checkins.overview.settings') },
    { href: `${path}/questions`, label: t('checkins.overview.questions') },
  ];
}

function readOf(asked: Asked, { person, sentAt, answers, form, heard }: CheckinRow, { staff }: Overview): Read {
  const { t, format } = asked;
  return {
    id: `asked-${person.personId}`,
    name: person.name,
    avatar: { initials: person.initials, hue: person.hue },
    when: sentAt ? t('checkins.overview.when', { when: format.dateTime(sentAt) }) : '',
    heard: heard && heardText(asked, heard, staff),
    facts: answers ? factsOf(t, answers, form) : [],
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
