import { fieldsFor, type Problems } from '../../web/forms.js';
import type { Page, Problem } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { formPage } from '../after/pages.view.js';
import { trailTo } from '../draft.view.js';
import type { BadPairLine } from './pairs-csv.rules.js';

/** The rest is mostly the same mistake again. */
const linesNamed = 20;

export function listsView(asked: Asked, problems?: Problems, bad: readonly BadPairLine[] = []): Page {
  const { t } = asked;
  const form = fieldsFor(t, {}, problems);
  return formPage({
    title: t('lists.title'),
    lede: t('lists.lede'),
    problems: bad.length > 0 ? linesOf(asked, bad) : form.summary,
    trail: trailTo(asked),
    tab: '/pairing',
    narrow: true,
    text: t('lists.text'),
    action: '/pairing/lists',
    fields: [],
    questions: [
      form.field('textarea', 'pairs', { label: t('lists.pairs'), hint: t('lists.hint'), rows: 10, private: true }),
    ],
    whoSees: t('lists.who'),
    button: t('lists.button'),
    others: ['pairs', 'people', 'groups'].map((list) => ({
      label: t(`lists.download.${list}`),
      href: `/pairing/lists/${list}`,
      tone: 'outline',
    })),
  });
}

function linesOf({ t }: Asked, bad: readonly BadPairLine[]): Problem[] {
  const named = bad.slice(0, linesNamed).map(({ line, problem, found }) => ({
    field: 'pairs',
    text: t('lists.line', { line, found, why: t(`lists.problem.${problem}`) }),
  }));
  const more = bad.length - named.length;
  return more > 0 ? [...named, { field: 'pairs', text: t('lists.more', { count: more }) }] : named;
}
