import type { Banner } from './page.js';
import type { Asked } from './routing.js';

interface Narrowed<Row> {
  rows: readonly Row[];
  banner?: Banner;
  /** Leads back to everybody. */
  trail?: { label: string; href: string }[];
}

/**
 * A teacher who comes from one cell of the gradebook (`?person=`) sees that person's row only. Lists that hold
 * everybody anyway: nothing is shown that the list without it would not show.
 */
export function narrowed<Row>(
  { t, query }: Pick<Asked, 't' | 'query'>,
  rows: readonly Row[],
  { path, personOf }: { path: string; personOf: (row: Row) => { personId: string; name: string } },
): Narrowed<Row> {
  if (query.person === undefined) return { rows };
  const row = rows.find((each) => personOf(each).personId === query.person);
  if (!row) return { rows, banner: { tone: 'warn', text: t('web.onePerson.gone') } };
  return {
    rows: [row],
    banner: { tone: 'info', text: t('web.onePerson.only', { name: personOf(row).name }) },
    trail: [{ label: t('web.onePerson.everybody'), href: path }],
  };
}
