/** Pages of a gate: for learners, a link that is behind them; for teachers, a sensor and how it is set. */
import type { Banner, Page, PageModel, PageOf } from '../../web/page.js';
import { pageOf } from '../../web/page.js';
import { narrowed } from '../../web/one-person.js';
import type { Asked } from '../../web/routing.js';
import { ageOf, failureText } from './age.view.js';
import type { Column, ProgressFacts } from './progress.js';
import { letsEverybodyThrough, passedIn } from './progress.rules.js';
import { learnersTable, pageOfPeople, titleOfColumn, type Paging, type Table } from './progress.view.js';

interface GateModel extends PageModel {
  refreshAction: string;
  learners: Table;
  paging: Paging;
  steps: readonly string[];
}

interface PassedModel extends PageModel {
  back: { label: string; href: string; top: boolean; tone: 'primary' } | undefined;
}

const gatePage: PageOf<GateModel> = pageOf('course/progress/gate');
const passedPage: PageOf<PassedModel> = pageOf('course/progress/passed');

const steps = ['completion', 'edit', 'restrict', 'choose', 'save', 'check'];

export function gateView(asked: Asked, { column, learners }: ProgressFacts & { column: Column }): Page {
  const { t } = asked;
  const title = titleOfColumn(asked, column);
  const path = `/gates/${column.activityId}`;
  const done = passedIn(column);
  const through = learners.filter(({ personId }) => done.has(personId));
  const read = column.reading?.readAt !== undefined;
  const shown = narrowed(asked, learners, { path, personOf: (person) => person });
  const { people, paging } = pageOfPeople(asked, read ? shown.rows : [], { path, search: '' });
  return gatePage({
    title: read
      ? t('progress.gate.title', { through: through.length, count: learners.length })
      : t('progress.gate.unread'),
    lede: t('progress.gate.lede', { title, age: ageOf(asked, column.reading?.readAt) }),
    banner: gateBanner(asked, column) ?? shown.banner,
    trail: shown.trail ?? [{ label: t('progress.gate.back'), href: '/progress' }],
    refreshAction: `${path}/refresh`,
    learners: learnersTable(asked, [column], { people, done: [done] }),
    paging,
    steps: steps.map((step) => t(`progress.gate.step.${step}`, { title })),
  });
}

function gateBanner({ t, query }: Asked, { reading }: Column): Banner | undefined {
  const failure = reading?.failure;
  if (failure) {
    return { tone: 'warn', text: t('progress.gate.failed', { reason: failureText(t, failure.code) }) };
  }
  if (letsEverybodyThrough(reading)) return { tone: 'warn', text: t('progress.gate.open') };
  const word = query.done ?? '';
  if (word === 'refreshed') return { tone: 'good', text: t('progress.gate.refreshed') };
  return word === 'later' || word === 'busy' ? { tone: 'info', text: t(`progress.done.${word}`) } : undefined;
}

export function passedView({ t, visit }: Asked): Page {
  const { returnUrl } = visit;
  return passedPage({
    title: t('progress.passed.title'),
    lede: t('progress.passed.lede'),
    narrow: true,
    back:
      returnUrl === undefined
        ? undefined
        : { label: t('progress.passed.back'), href: returnUrl, top: true, tone: 'primary' },
  });
}
