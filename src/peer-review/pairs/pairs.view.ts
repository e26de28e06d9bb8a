/** Pages on which a teacher chooses who reviews whom: with names. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList, pagingOf, type Paging } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import type { BadPairLine } from './pairs-csv.rules.js';
import { longestList } from './pairs.forms.js';
import type { PairsOfOne, PairsRow, PairsSheet, PairState } from './pairs.service.js';

interface Avatar {
  initials: string;
  hue: number;
}

interface PairsModel extends PageModel {
  table: {
    caption: string;
    hideCaption: boolean;
    columns: readonly { label: string }[];
    rows: readonly { title: string; href: string; avatar: Avatar; cells: readonly { text: string }[] }[];
  };
  paging: Paging;
  list: { label: string; href: string };
  whoSees: string;
}

interface OneModel extends PageModel {
  rows: readonly { title: string; avatar: Avatar; text: string; remove: RemoveButton | undefined }[];
  none: string | undefined;
  form: { action: string; reviewer: FieldModel } | undefined;
  whoSees: string;
}

interface RemoveButton {
  action: string;
  label: string;
  about: string;
  fields: readonly { name: string; value: string }[];
}

interface ListModel extends PageModel {
  form: { action: string; list: FieldModel } | undefined;
  bad: { title: string; lines: readonly string[] } | undefined;
  downloadHref: string;
}

const pairsPage: PageOf<PairsModel> = pageOf('peer-review/pairs');
const onePage: PageOf<OneModel> = pageOf('peer-review/pairs-of');
const listPage: PageOf<ListModel> = pageOf('peer-review/pairs-list');

const rowsPerPage = 50;
/** More than these help nobody: the list is wrong as a whole. */
const linesShown = 50;

export function pairsPath(activityId: string): string {
  return `/reviews/${activityId}/pairs`;
}

function trailOf({ t }: Asked, activityId: string) {
  return { label: t('peer-review.matrix.back'), href: `/reviews/${activityId}` };
}

function doneBanner({ t, query }: Asked): Banner | undefined {
  const done = ['added', 'removed', 'read'].find((word) => word === query.done);
  return done === undefined ? undefined : { tone: 'good', text: t(`review-pairs.done.${done}`) };
}

export function pairsView(asked: Asked, sheet: PairsSheet): Page {
  const { t } = asked;
  const { activityId } = sheet.activity;
  const path = pairsPath(activityId);
  const list = pageOfList(sheet.rows, rowsPerPage, { path, asked: asked.query.page });
  return pairsPage({
    title: t('review-pairs.title'),
    lede: t(`review-pairs.lede.${sheet.phase}`),
    banner: doneBanner(asked),
    trail: [trailOf(asked, activityId)],
    table: {
      caption: t('review-pairs.caption'),
      hideCaption: true,
      columns: [{ label: t('review-pairs.author') }, { label: t('review-pairs.reviewers') }],
      rows: list.items.map((row) => ({
        title: row.author.name,
        href: `${path}/of/${row.author.personId}`,
        avatar: { initials: row.author.initials, hue: row.author.hue },
        cells: [{ text: reviewersText(asked, row, sheet) }],
      })),
    },
    paging: pagingOf(t, list),
    list:
      sheet.phase === 'closed'
        ? { label: t('review-pairs.list.download'), href: `${path}/list.csv` }
        : { label: t('review-pairs.list.open'), href: `${path}/list` },
    whoSees: whoSeesOf(t, sheet),
  });
}

function whoSeesOf(t: Asked['t'], { names }: Pick<PairsSheet, 'names'>): string {
  return `${t('review-pairs.whoSees')} ${t(`peer-review.matrix.note.${names}`)}`;
}

function stateText({ t }: Asked, state: PairState, { phase }: Pick<PairsSheet, 'phase'>): string {
  return state === 'asked' && phase === 'closed' ? t('peer-review.tasks.unsent') : t(`review-pairs.state.${state}`);
}

function reviewersText(asked: Asked, { reviewers }: PairsRow, sheet: PairsSheet): string {
  const { t, format } = asked;
  if (reviewers.length === 0) return t('review-pairs.nobody');
  return format.list(
    reviewers.map(({ person, state }) =>
      state === 'asked' && sheet.phase !== 'closed'
        ? person.name
        : t('review-pairs.named', { name: person.name, state: stateText(asked, state, sheet) }),
    ),
  );
}

export function pairsOfView(asked: Asked, one: PairsOfOne, problems?: Problems): Page {
  const { t } = asked;
  const { activityId } = one.activity;
  const path = `${pairsPath(activityId)}/of/${one.author.personId}`;
  const form = fieldsFor(t, {}, problems);
  const isOpen = one.phase !== 'closed';
  return onePage({
    title: t('review-pairs.of.title', { name: one.author.name }),
    lede: isOpen
      ? t(one.hasSent ? 'review-pairs.of.lede' : 'review-pairs.of.ledeBefore', { count: one.share })
      : t('review-pairs.lede.closed'),
    banner: problems ? undefined : doneBanner(asked),
    problems: form.summary,
    narrow: true,
    trail: [trailOf(asked, activityId), { label: t('review-pairs.title'), href: pairsPath(activityId) }],
    rows: one.reviewers.map(({ person, state }) => ({
      title: person.name,
      avatar: { initials: person.initials, hue: person.hue },
      text: stateText(asked, state, one),
      remove:
        isOpen && ['chosen', 'asked'].includes(state)
          ? {
              action: `${path}/remove`,
              label: t(state === 'asked' ? 'review-pairs.of.giveAway' : 'review-pairs.of.remove'),
              about: person.name,
              fields: [{ name: 'reviewerId', value: person.personId }],
            }
          : undefined,
    })),
    none: one.reviewers.length === 0 ? t('review-pairs.nobody') : undefined,
    form:
      isOpen && one.others.length > 0
        ? {
            action: path,
            reviewer: form.field('select', 'reviewerId', {
              label: t('review-pairs.reviewer.label'),
              hint: t('review-pairs.reviewer.hint'),
              options: [
                { value: '', label: t('review-pairs.reviewer.choose') },
                ...one.others.map(({ personId, name }) => ({ value: personId, label: name })),
              ],
            }),
          }
        : undefined,
    whoSees: whoSeesOf(t, one),
  });
}

export function pairsListView(
  asked: Asked,
  { activity, phase }: Pick<PairsSheet, 'activity' | 'phase'>,
  wrong: { problems?: Problems; bad?: readonly BadPairLine[] } = {},
): Page {
  const { t, format } = asked;
  const path = pairsPath(activity.activityId);
  return listPage({
    title: t('review-pairs.list.title'),
    lede: t(phase === 'closed' ? 'review-pairs.lede.closed' : 'review-pairs.list.lede'),
    problems: fieldsFor(t, {}, wrong.problems).summary,
    narrow: true,
    trail: [trailOf(asked, activity.activityId), { label: t('review-pairs.title'), href: path }],
    form: phase === 'closed' ? undefined : listForm(asked, path, wrong.problems),
    bad: wrong.bad && {
      title: t('review-pairs.list.badTitle', { count: wrong.bad.length }),
      lines: wrong.bad.slice(0, linesShown).map(({ line, problem, found }) =>
        t('review-pairs.list.line', {
          line: format.number(line),
          found,
          reason: t(`review-pairs.list.bad.${problem}`),
        }),
      ),
    },
    downloadHref: `${path}/list.csv`,
  });
}

function listForm({ t }: Asked, path: string, problems?: Problems): ListModel['form'] {
  return {
    action: `${path}/list`,
    list: fieldsFor(t, {}, problems).field('textarea', 'list', {
      label: t('review-pairs.list.label'),
      hint: t('review-pairs.list.hint'),
      whoSees: t('review-pairs.whoSees'),
      rows: 10,
      maxLength: longestList,
    }),
  };
}
