/** What teachers see of charters: which are not signed, and the words that were. */
import type { Work } from '../../home/home.js';
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList, pagingOf, type Paging } from '../../web/paging.js';
import type { Person } from '../../course/roster/person.js';
import type { Asked } from '../../web/routing.js';
import type { Charter } from './charter.js';
import { signatureOf } from './charter.rules.js';
import type { Unsigned } from './charter.service.js';
import type { PairKey } from '../mentorships/pair.js';

interface UnsignedModel extends PageModel {
  rows: readonly { icon: string; tone: 'warn'; level: 2; title: string; text: string; meta: string }[];
  none: string | undefined;
  paging: Paging | undefined;
}

const unsignedPage: PageOf<UnsignedModel> = pageOf('mentoring/charter/unsigned');

export const unsignedPath = '/charters';
const onePage = 50;

export function staffPath(key: PairKey): string {
  return `${unsignedPath}/of/${key}`;
}

export function unsignedRows({ t }: Asked, all: readonly Unsigned[]): Work[] {
  const size = all.length;
  if (size === 0) return [];
  return [
    {
      ...{ item: 'unsigned-charters', size, urgency: 'missing', icon: 'pencil', tone: 'warn' },
      ...{ title: t('charter.work.title', { count: size }), text: t('charter.work.text', { count: size }) },
      actions: [{ label: t('charter.work.button'), href: unsignedPath }],
    },
  ];
}

export function unsignedView(asked: Asked, all: readonly Unsigned[]): Page {
  const { t, format, query } = asked;
  const names = (people: readonly Person[]) => format.list(people.map(({ name }) => name));
  const list = pageOfList(all, onePage, { path: unsignedPath, asked: query.page });
  return unsignedPage({
    title: t('charter.unsigned.title', { count: all.length }),
    lede: t('charter.unsigned.lede'),
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    rows: list.items.map(({ people, waitsFor, dueAt }) => ({
      ...{ icon: 'pencil', tone: 'warn', level: 2, title: names(people) },
      text: t('charter.unsigned.waitsFor', { names: names(waitsFor) }),
      meta: t('charter.unsigned.since', { date: format.date(dueAt) }),
    })),
    none: all.length === 0 ? t('charter.unsigned.none') : undefined,
    paging: list.pages > 1 ? pagingOf(t, list) : undefined,
  });
}

interface ReadModel extends PageModel {
  versions: readonly {
    title: string;
    lines: readonly { label: string; text: string }[];
    signatures: string;
  }[];
}

const readPage: PageOf<ReadModel> = pageOf('mentoring/charter/read');

/** Every version with who signed it; the last one first. */
export function readView(
  { t, format }: Asked,
  { charter, people }: { charter: Charter; people: readonly Person[] },
): Page {
  return readPage({
    title: t('charter.title', { names: format.list(people.map(({ name }) => name)) }),
    trail: [{ label: t('charter.work.button'), href: unsignedPath }],
    tab: '/mentoring',
    versions: [...charter.versions].reverse().map((version) => {
      const signers = people.filter(({ personId }) => signatureOf(charter, personId, version));
      return {
        title: t('charter.versionOf', { number: version.number, date: format.date(version.at) }),
        lines: version.lines.map(({ title, text }) => ({ label: title, text })),
        signatures:
          signers.length === 0
            ? t('charter.read.nobody')
            : t('charter.read.signedBy', { names: format.list(signers.map(({ name }) => name)) }),
      };
    }),
  });
}
