/** What a list of pairs would become, before it does. */
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import { type ListRow, trailTo } from '../shown/pages.view.js';
import { namesOf } from '../shown/names.view.js';
import { shownScore } from '../measure/pairing.rules.js';
import { formOf } from '../words/setup.js';
import type { ImportSheet } from './imports.service.js';
import { whyBad } from './lists.view.js';

interface ImportModel extends PageModel {
  facts: readonly { label: string; text: string }[];
  bad: { title: string; rows: readonly ListRow[] } | undefined;
  /** Absent while something is in the way. */
  form: { fields: readonly { name: string; value: string }[]; button: string; whoSees: string } | undefined;
  rows: readonly (ListRow & { score: { value: string; of: string } })[];
  paging: { text: string; previousHref: string | undefined; nextHref: string | undefined } | undefined;
}

const importPage: PageOf<ImportModel> = pageOf('pairing/import');
const rowsPerPage = 50;

export function importView(asked: Asked, sheet: ImportSheet): Page {
  const { t, query } = asked;
  const { drawn, bad, read } = sheet;
  const fields = [
    { name: 'readId', value: read.readId },
    { name: 'fingerprint', value: sheet.fingerprint },
  ];
  return importPage({
    title: t('lists.read.title', { count: drawn.pairs.length + bad.length }),
    lede: t('lists.read.lede'),
    banner: query.done === 'changed' ? { tone: 'warn', text: t('lists.read.changed') } : undefined,
    trail: [...trailTo(asked), { label: t('lists.title'), href: '/pairing/lists' }],
    tab: '/pairing',
    facts: factsOf(asked, sheet),
    bad: bad.length > 0 ? badOf(asked, sheet) : undefined,
    form: bad.length > 0 ? undefined : { fields, button: t('lists.read.button'), whoSees: t('lists.who') },
    ...rowsOf(asked, sheet),
  });
}

function factsOf({ t, format }: Asked, { drawn, working, read }: ImportSheet): ImportModel['facts'] {
  const fact = (name: string, text: string) => ({ label: t(`lists.read.${name}`), text });
  return [
    fact('left', format.number(drawn.unpaired.length)),
    fact('replaces', working ? t('lists.read.working', { count: working.pairs.length }) : t('lists.read.nothing')),
    ...(read.file ? [fact('file', t(`lists.read.from.${read.file.lettering}`, { name: read.file.name }))] : []),
  ];
}

function badOf(asked: Asked, { bad, people, setup }: ImportSheet): ImportModel['bad'] {
  const { t, format } = asked;
  const names = namesOf(t, format, people);
  return {
    title: t('lists.read.bad', { count: bad.length }),
    rows: bad.map((one) => ({
      title: names.pair(formOf(setup.mode), one.members),
      text: whyBad(asked, one),
      icon: 'never',
      tone: 'warn',
    })),
  };
}

function rowsOf(asked: Asked, { drawn, people, setup }: ImportSheet): Pick<ImportModel, 'rows' | 'paging'> {
  const { t, format, query } = asked;
  const names = namesOf(t, format, people);
  const path = '/pairing/lists/read';
  const { items, page, pages, previousHref, nextHref } = pageOfList(drawn.pairs, rowsPerPage, {
    path,
    asked: query.page,
  });
  return {
    rows: items.map(({ members, score }) => ({
      title: names.pair(formOf(setup.mode), members),
      score: { value: format.number(shownScore(score)), of: t('pairing.of100') },
    })),
    paging:
      pages === 1
        ? undefined
        : {
            text: t('pairing.rest.page', { page: format.number(page), pages: format.number(pages) }),
            ...{ previousHref, nextHref },
          },
  };
}
