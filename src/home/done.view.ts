/** What staff did about rows of the queue, the newest first. */
import { pageOf, type Page, type PageModel, type PageOf } from '../web/page.js';
import { pagingOf, type PageOfList, type Paging } from '../web/paging.js';
import type { Asked } from '../web/routing.js';
import type { Closed, Press } from './home.js';

export const donePath = '/mentoring/done';

interface DoneModel extends PageModel {
  rows: readonly { icon: string; tone: 'good'; title: string; meta: string; actions: readonly Press[] }[];
  paging: Paging;
}

const donePage: PageOf<DoneModel> = pageOf('home/done');

export function newestFirst(all: readonly Closed[]): Closed[] {
  return [...all].sort((one, other) => other.at.getTime() - one.at.getTime());
}

export function doneView(asked: Asked, list: PageOfList<Closed>, count: number): Page {
  const { t, format, query } = asked;
  return donePage({
    title: t('home.done.title', { count }),
    lede: t('home.done.lede', { count }),
    banner: query.done === 'back' ? { tone: 'good', text: t('home.done.back') } : undefined,
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    narrow: true,
    rows: list.items.map(({ at, by = t('home.done.somebody'), text, back }) => ({
      ...{ icon: 'tick', tone: 'good' as const, title: text },
      meta: t('home.done.by', { name: by, time: format.dateTime(at) }),
      actions: back ? [back] : [],
    })),
    paging: pagingOf(t, list),
  });
}
