/** Who has done what, and how old each answer of Moodle is. */
import type { Person } from '../roster/person.js';
import { barsOf, marksAtMost, type BarsModel } from '../../web/chart.js';
import { moment } from '../../web/moments.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList } from '../../web/paging.js';
import { unopenedText } from '../../web/unopened.view.js';
import type { Asked } from '../../web/routing.js';
import { ageOf, failureText } from './age.view.js';
import type { Column, Passed, ProgressFacts } from './progress.js';
import { isDone, passedIn } from './progress.rules.js';
import { mentions } from '../../shared/seen.js';

export interface Cell {
  text?: string;
  note?: string;
  chip?: { tone: 'warn' | 'calm'; text: string; icon: string };
  state?: { done: boolean; text: string };
}

export interface Table {
  caption: string;
  hideCaption: boolean;
  columns: readonly { label: string; short?: string }[];
  rows: readonly { title: string; href?: string; avatar?: { initials: string; hue: number }; cells: readonly Cell[] }[];
}

export interface Paging {
  pages: number;
  text: string;
  previousHref: string | undefined;
  nextHref: string | undefined;
}

interface ProgressModel extends PageModel {
  refreshAction: string;
  /** Undefined while there is nothing to look through. */
  search: { action: string; value: string; allHref: string | undefined } | undefined;
  found: string | undefined;
  /** Of several activities: how many have done each. */
  bars: BarsModel | undefined;
  learners: Table;
  paging: Paging;
  sources: Table;
  unopened: string | undefined;
}

const progressPage: PageOf<ProgressModel> = pageOf('course/progress/progress');

export const peoplePerPage = 50;
/** A name longer than this is in no roster. */
const longestSearch = 100;

export function progressView(
  asked: Asked,
  { columns, learners, unopened }: ProgressFacts & { unopened: readonly string[] },
): Page {
  const { t } = asked;
  const search = (asked.query.name ?? '').trim().slice(0, longestSearch);
  const found = search === '' ? learners : learners.filter(({ name }) => mentions(name, search));
  const done = columns.map(passedIn);
  const { people, paging } = pageOfPeople(asked, found, { path: '/progress', search });
  const empty = columns.length === 0 || learners.length === 0;
  return progressPage({
    title: titleOf(asked, { columns, learners }, done),
    lede: empty ? t(columns.length === 0 ? 'progress.page.noColumnsLede' : 'progress.page.nobodyLede') : undefined,
    banner: bannerOf(asked, columns),
    tab: '/progress',
    refreshAction: '/progress/refresh',
    search: empty
      ? undefined
      : { action: '/progress', value: search, allHref: search === '' ? undefined : '/progress' },
    found: search === '' ? undefined : t('progress.page.found', { count: found.length, name: search }),
    bars: barsOfColumns(asked, { columns, learners }, done),
    learners: learnersTable(asked, columns, { people: empty ? [] : people, done }),
    paging,
    sources: sourcesTable(asked, columns),
    unopened: unopenedText(t, 'progress.page.unopened', unopened),
  });
}

function titleOf({ t }: Asked, { columns, learners }: ProgressFacts, done: readonly Map<string, Passed>[]): string {
  if (columns.length === 0) return t('progress.page.noColumns');
  if (learners.length === 0) return t('progress.page.nobody');
  const finished = learners.filter(({ personId }) => done.every((passed) => isDone(passed.get(personId)))).length;
  return t('progress.page.title', { done: finished, count: learners.length });
}

/** Of the activities that were read: what nobody knows yet is not nothing. */
function barsOfColumns(
  asked: Asked,
  { columns, learners }: ProgressFacts,
  done: readonly Map<string, Passed>[],
): BarsModel | undefined {
  const { t } = asked;
  const all = learners.length;
  const rows = columns.flatMap((column, index) => {
    const count = learners.filter(({ personId }) => isDone(done[index]?.get(personId))).length;
    if (!column.reading?.readAt && count === 0) return [];
    return [
      { label: titleOfColumn(asked, column), value: count, of: all, text: t('progress.bars.of', { count, all }) },
    ];
  });
  const [first, ...others] = rows;
  if (!first || others.length === 0 || all === 0) return undefined;
  const fewest = others.reduce((one, other) => (other.value < one.value ? other : one), first);
  const isEven = rows.every(({ value }) => value === fewest.value);
  const caption = isEven
    ? t('progress.bars.even', { count: fewest.value, all })
    : t('progress.bars.fewest', { title: fewest.label, count: fewest.value, all });
  // Of more than can be drawn those that need a look; the table below has all.
  const drawn = rows.length > marksAtMost ? [...rows].sort((one, other) => one.value - other.value) : rows;
  const marks = drawn.map((row) => ({ ...row, strong: !isEven && row === fewest }));
  return barsOf({ caption, heads: [t('progress.source.activity'), t('progress.bars.head')] }, marks);
}

const doneWords = ['refreshed', 'later', 'busy'];

export function bannerOf({ t, query }: Asked, columns: readonly Column[]): Banner | undefined {
  const failing = columns.filter(({ reading }) => reading?.failure && reading.failure.code !== 'ungraded');
  if (failing.length > 0) return { tone: 'warn', text: t('progress.done.failed', { count: failing.length }) };
  const word = query.done ?? '';
  if (!doneWords.includes(word)) return undefined;
  return { tone: word === 'refreshed' ? 'good' : 'info', text: t(`progress.done.${word}`) };
}

export function pageOfPeople(
  { t, query }: Asked,
  people: readonly Person[],
  { path, search }: { path: string; search: string },
): { people: readonly Person[]; paging: Paging } {
  const { items, page, pages } = pageOfList(people, peoplePerPage, { path, asked: query.page });
  const hrefOf = (wanted: number) => {
    const words = search === '' ? '' : `name=${encodeURIComponent(search)}&`;
    return wanted < 1 || wanted > pages ? undefined : `${path}?${words}page=${wanted}`;
  };
  const text = t('progress.page.pageOf', { page, pages });
  return { people: items, paging: { pages, text, previousHref: hrefOf(page - 1), nextHref: hrefOf(page + 1) } };
}

export function learnersTable(
  asked: Asked,
  columns: readonly Column[],
  { people, done }: { people: readonly Person[]; done: readonly Map<string, Passed>[] },
): Table {
  const { t } = asked;
  return {
    caption: t('progress.page.caption'),
    hideCaption: true,
    columns: [{ label: t('progress.page.learner') }, ...columns.map((column) => headOf(asked, column))],
    rows: people.map(({ personId, name, initials, hue }) => ({
      title: name,
      avatar: { initials, hue },
      cells: columns.map((column, index) => cellOf(asked, column, done[index]?.get(personId))),
    })),
  };
}

/** A link that has no name of its own is called after its kind. */
export function titleOfColumn({ t }: Pick<Asked, 't'>, { title, kindTitle }: Column): string {
  return title === '' ? t(kindTitle) : title;
}

function headOf(asked: Asked, column: Column): { label: string; short: string } {
  const title = titleOfColumn(asked, column);
  const label = asked.t('progress.page.column', { title, age: ageOf(asked, column.reading?.readAt) });
  return { label, short: title };
}

function cellOf({ t, format }: Asked, { reading }: Column, passed: Passed | undefined): Cell {
  if (!passed) {
    return { state: { done: false, text: t(reading?.readAt ? 'progress.cell.notYet' : 'progress.cell.unknown') } };
  }
  const state = { done: isDone(passed), text: t(isDone(passed) ? 'progress.cell.done' : 'progress.cell.notYet') };
  if (passed.score === undefined) return { state };
  const score = format.number(passed.score);
  if (passed.maximum === undefined) return { state, note: score };
  return { state, note: t('progress.cell.score', { score, maximum: format.number(passed.maximum) }) };
}

function sourcesTable(asked: Asked, columns: readonly Column[]): Table {
  const { t } = asked;
  return {
    caption: t('progress.source.heading'),
    hideCaption: true,
    columns: ['activity', 'from', 'age'].map((column) => ({ label: t(`progress.source.${column}`) })),
    rows: columns.map((column) => ({
      title: titleOfColumn(asked, column),
      ...(column.source === 'gate' && { href: `/gates/${column.activityId}` }),
      cells: [{ text: t(`progress.source.${column.source}`) }, ageCell(asked, column)],
    })),
  };
}

function ageCell(asked: Asked, { reading }: Column): Cell {
  const { t, format, now } = asked;
  const text = ageOf(asked, reading?.readAt);
  const failure = reading?.failure;
  if (!failure) return { text };
  const reason = failureText(t, failure.code);
  if (failure.code === 'ungraded') {
    return { chip: { tone: 'calm', text: t('progress.source.ungraded'), icon: 'info' }, note: reason };
  }
  const chip = { tone: 'warn', text: t('progress.source.failed'), icon: 'triangle' } as const;
  const when = moment(format, failure.at, now);
  return { chip, note: t('progress.source.failure', { age: text, when, reason }) };
}
