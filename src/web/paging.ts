import type { Translate } from './texts.js';

/** One page of a long list, with links to its neighbours. */
export interface PageOfList<Item> {
  items: readonly Item[];
  page: number;
  pages: number;
  previousHref?: string | undefined;
  nextHref?: string | undefined;
}

/** Where a page of a list stands in it: `skip` items come before it. */
export interface PlaceInList extends Omit<PageOfList<unknown>, 'items'> {
  skip: number;
}

/**
 * @param path of the list, with or without a query of its own
 * @param asked the query's `page`, from 1; nonsense is the first page
 */
export function placeInList(
  count: number,
  size: number,
  { path, asked }: { path: string; asked: string | undefined },
): PlaceInList {
  const pages = Math.max(1, Math.ceil(count / size));
  const wanted = /^[1-9]\d{0,5}$/.test(asked ?? '') ? Number(asked) : 1;
  const page = Math.min(wanted, pages);
  const pathTo = (number: number) => `${path}${path.includes('?') ? '&' : '?'}page=${number}`;
  return {
    skip: (page - 1) * size,
    page,
    pages,
    previousHref: page > 1 ? pathTo(page - 1) : undefined,
    nextHref: page < pages ? pathTo(page + 1) : undefined,
  };
}

/** The same of a list that is at hand. */
export function pageOfList<Item>(
  all: readonly Item[],
  size: number,
  link: { path: string; asked: string | undefined },
): PageOfList<Item> {
  const { skip, ...place } = placeInList(all.length, size, link);
  return { items: all.slice(skip, skip + size), ...place };
}

/** As `partials/paging` prints it. */
export type Paging = Omit<PageOfList<unknown>, 'items' | 'page'> & { text: string };

export function pagingOf(t: Translate, { page, pages, previousHref, nextHref }: Omit<PlaceInList, 'skip'>): Paging {
  return { pages, previousHref, nextHref, text: t('look.pageOf', { page, pages }) };
}
