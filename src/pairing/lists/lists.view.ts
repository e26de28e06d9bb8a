import { fieldsFor, type FieldModel, type Posted, type Problems } from '../../web/forms.js';
import { pageOf, type Page, type PageModel, type PageOf, type Problem } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { trailTo, type Button } from '../shown/pages.view.js';
import type { ListRead } from './imports.store.js';
import type { BadPairLine } from './pairs-csv.rules.js';

interface ListsModel extends PageModel {
  paste: FieldModel;
  file: FieldModel;
  whoSees: string;
  bad:
    | { caption: string; columns: readonly { label: string }[]; rows: readonly BadRow[]; more: string | undefined }
    | undefined;
  downloads: readonly { button: Button; text: string }[];
}

interface BadRow {
  title: string;
  cells: readonly { text: string }[];
}

/** What is wrong with a list that was sent. */
export interface ListProblems {
  problems?: Problems;
  bad?: readonly BadPairLine[];
  about?: ListRead['file'];
}

const listsPage: PageOf<ListsModel> = pageOf('pairing/lists');

/** The summary at the top names the first; the list below it all, as far as somebody would read. */
const linesSummed = 10;
const linesNamed = 1000;
/** A longer text does not fit through the form once it is encoded. */
const pastedAtMost = 500_000;

export function listsView(asked: Asked, { problems, bad = [], about }: ListProblems = {}): Page {
  const { t } = asked;
  const form = fieldsFor(t, {}, problems && { ...problems, posted: shortEnough(problems.posted) });
  return listsPage({
    title: t('lists.title'),
    lede: t('lists.lede'),
    problems: bad.length > 0 ? summed(asked, bad) : form.summary,
    banner: about?.lettering === 'windows1252' ? { tone: 'info', text: t('lists.guessed') } : undefined,
    trail: trailTo(asked),
    tab: '/pairing',
    narrow: true,
    paste: form.field('textarea', 'pairs', { label: t('lists.pairs'), hint: t('lists.hint'), rows: 10, private: true }),
    file: form.field('text', 'file', { label: t('lists.file.label'), hint: t('lists.file.hint'), type: 'file' }),
    whoSees: t('lists.who'),
    bad: bad.length > 0 ? badTable(asked, bad) : undefined,
    downloads: ['pairs', 'people', 'groups'].map((list) => ({
      button: { label: t(`lists.download.${list}`), href: `/pairing/lists/${list}`, tone: 'outline' },
      text: t(`lists.about.${list}`),
    })),
  });
}

function shortEnough(posted: Posted): Posted {
  const { pairs } = posted;
  return typeof pairs === 'string' && new URLSearchParams({ pairs }).toString().length > pastedAtMost
    ? { ...posted, pairs: '' }
    : posted;
}

function summed(asked: Asked, bad: readonly BadPairLine[]): Problem[] {
  const { t } = asked;
  const first = bad.slice(0, linesSummed).map((one) => ({
    field: 'pairs',
    text: t('lists.line', { line: one.line, found: one.found, why: whyBad(asked, one) }),
  }));
  const more = bad.length - first.length;
  return more > 0 ? [...first, { field: 'bad', text: t('lists.more', { count: more }) }] : first;
}

function badTable(asked: Asked, bad: readonly BadPairLine[]): ListsModel['bad'] {
  const { t, format } = asked;
  const more = bad.length - linesNamed;
  return {
    caption: t('lists.bad.title', { count: bad.length }),
    columns: ['line', 'found', 'why'].map((column) => ({ label: t(`lists.bad.${column}`) })),
    rows: bad.slice(0, linesNamed).map((one) => ({
      title: format.number(one.line),
      cells: [{ text: one.found }, { text: whyBad(asked, one) }],
    })),
    more: more > 0 ? t('lists.more', { count: more }) : undefined,
  };
}

export function whyBad({ t }: Pick<Asked, 't'>, { problem }: Pick<BadPairLine, 'problem'>): string {
  return t(`lists.problem.${problem}`);
}
