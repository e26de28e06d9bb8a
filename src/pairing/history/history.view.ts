import type { Page } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { listPage, type ListRow, trailTo } from '../shown/pages.view.js';
import { namesOf, type Names } from '../shown/names.view.js';
import type { HistoryEntry } from '../words/history.js';
import type { HistorySheet } from './history.service.js';

export const entriesPerPage = 50;

/** @param query the page asked for, from 1; nonsense is the first */
export function pageAsked(query: string | undefined): number {
  return /^[1-9]\d{0,5}$/.test(query ?? '') ? Number(query) : 1;
}

export function historyView(asked: Asked, { entries, count, people }: HistorySheet): Page {
  const { t, format, query } = asked;
  const names = namesOf(t, format, people);
  const page = pageAsked(query.page);
  const pages = Math.max(1, Math.ceil(count / entriesPerPage));
  const to = (number: number) => `/pairing/history?page=${String(number)}`;
  return listPage({
    title: t('history.title', { count }),
    lede: t('history.lede'),
    trail: trailTo(asked),
    tab: '/pairing',
    sections:
      entries.length === 0
        ? []
        : [{ id: 'entries', title: t('history.entries'), rows: entries.map((entry) => rowOf(asked, names, entry)) }],
    empty: entries.length === 0 ? t('history.none') : undefined,
    paging:
      pages === 1
        ? undefined
        : {
            text: t('pairing.rest.page', { page: format.number(page), pages: format.number(pages) }),
            previousHref: page > 1 ? to(page - 1) : undefined,
            nextHref: page < pages ? to(page + 1) : undefined,
          },
    others: [],
  });
}

function rowOf({ t, format }: Asked, names: Names, entry: HistoryEntry): ListRow {
  const { deed, personIds, count, reason, note, at, by } = entry;
  const people = format.list(personIds.map(names.name));
  const title = count === undefined ? t(`history.deed.${deed}`, { people }) : t(`history.deed.${deed}`, { count });
  const who = by === undefined ? t('history.tandem') : names.name(by);
  return {
    title,
    text: t('history.by', { time: format.dateTime(at), name: who }),
    ...(reason && { meta: t(`after.reason.${reason}`) }),
    ...(note !== undefined && { meta: t('history.note', { note }) }),
  };
}
