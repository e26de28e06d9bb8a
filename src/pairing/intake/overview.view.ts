/** The intake activity as staff see it: who has done it. */
import { narrowed } from '../../web/one-person.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList, type PageOfList } from '../../web/paging.js';
import { may } from '../../web/permissions.js';
import type { Asked } from '../../web/routing.js';
import type { IntakeOverview } from './worked-out.service.js';

interface OverviewModel extends PageModel {
  whoSees: string;
  questionsHref: string | undefined;
  table: {
    caption: string;
    hideCaption: boolean;
    together: boolean;
    columns: readonly { label: string }[];
    rows: readonly {
      title: string;
      /** Inside the visit; absent while there is nothing to read. */
      path: string | undefined;
      avatar: { initials: string; hue: number };
      cells: readonly { text?: string; state?: { done: boolean; text: string } }[];
    }[];
  };
  paging: { text: string; previousHref: string | undefined; nextHref: string | undefined } | undefined;
}

const overviewPage: PageOf<OverviewModel> = pageOf('pairing/intake/overview');

const rowsPerPage = 100;

/** Who is waited for, whichever activity asks. */
export function missingView(
  asked: Asked,
  { rows, learners }: { rows: IntakeOverview['rows']; learners: number },
): Page {
  const { t, query } = asked;
  const list = pageOfList(rows, rowsPerPage, { path: '/profiles/missing', asked: query.page });
  return overviewPage({
    title: rows.length === 0 ? t('intake.missing.none') : t('intake.missing.title', { count: rows.length }),
    lede: rows.length === 0 ? undefined : t('intake.missing.lede', { all: learners }),
    trail: [{ label: t('web.tab.pairs'), href: '/pairing' }],
    tab: '/pairing',
    whoSees: t('intake.overview.whoSees'),
    questionsHref: undefined,
    table: tableOf(asked, list.items),
    paging: pagingOf(asked, list),
  });
}

export function overviewView(asked: Asked, { activity, rows }: IntakeOverview): Page {
  const { t, visit, query } = asked;
  const count = rows.filter(({ completedAt }) => completedAt).length;
  const empty = rows.length === 0;
  const path = `/intake/${activity.activityId}`;
  const shown = narrowed(asked, rows, { path, personOf: ({ person }) => person });
  const list = pageOfList(shown.rows, rowsPerPage, { path, asked: query.page });
  return overviewPage({
    title: empty ? t('intake.overview.empty') : t('intake.overview.title', { count, all: rows.length }),
    lede: empty ? t('intake.overview.emptyLede') : t('intake.overview.lede', { title: activity.title }),
    banner: shown.banner,
    trail: shown.trail,
    whoSees: t('intake.overview.whoSees'),
    questionsHref: may(visit.role, 'configure') ? '/profile/questions' : undefined,
    table: tableOf(asked, list.items),
    paging: pagingOf(asked, list),
  });
}

function pagingOf(
  { t, format }: Asked,
  { page, pages, previousHref, nextHref }: PageOfList<unknown>,
): OverviewModel['paging'] {
  if (pages === 1) return undefined;
  const text = t('pairing.rest.page', { page: format.number(page), pages: format.number(pages) });
  return { text, previousHref, nextHref };
}

function tableOf(asked: Asked, rows: IntakeOverview['rows']): OverviewModel['table'] {
  const { t } = asked;
  return {
    caption: t('intake.overview.list'),
    hideCaption: true,
    together: true,
    columns: ['learner', 'state', 'time'].map((column) => ({ label: t(`intake.overview.${column}`) })),
    rows: rows.map((row) => rowOf(asked, row)),
  };
}

function rowOf({ t, format }: Asked, { person, completedAt, begun }: IntakeOverview['rows'][number]) {
  const state = completedAt ? 'done' : begun ? 'begun' : 'open';
  return {
    title: person.name,
    path: completedAt && `/profile/of/${person.personId}`,
    avatar: { initials: person.initials, hue: person.hue },
    cells: [
      { state: { done: completedAt !== undefined, text: t(`intake.overview.${state}`) } },
      { text: completedAt ? format.date(completedAt) : '' },
    ],
  };
}
