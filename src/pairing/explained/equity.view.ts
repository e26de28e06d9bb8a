/** The page that says whether the draft is fair to every kind of people. */
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { trailTo } from '../shown/pages.view.js';
import { fewest, type Share } from './equity.rules.js';
import type { EquitySheet } from './questions.rules.js';
import { languagesText } from '../shown/words.view.js';

interface EquityModel extends PageModel {
  tables: readonly {
    caption: string;
    columns: readonly { label: string; end?: boolean }[];
    rows: readonly { title: string; cells: readonly { text: string }[] }[];
  }[];
  notes: readonly string[];
}

const equityPage: PageOf<EquityModel> = pageOf('pairing/equity');

export function equityView(asked: Asked, sheet: EquitySheet): Page {
  const { t, format } = asked;
  const { shares, hidden } = sheet.equity;
  const known = [...new Set(shares.map(({ dimension }) => dimension))].filter(
    (dimension) => shares.filter((share) => share.dimension === dimension).length > 1,
  );
  const widest = widestGap(shares);
  return equityPage({
    title: widest === undefined ? t('pairing.equity.titleNone') : t('pairing.equity.title', { count: widest }),
    lede: t('pairing.equity.lede'),
    trail: trailTo(asked),
    tab: '/pairing',
    tables: known.map((dimension) => ({
      caption: t(`pairing.equity.by.${dimension}`),
      columns: ['who', 'people', 'matched', 'average'].map((name, index) => ({
        label: t(`pairing.equity.column.${name}`),
        end: index > 0,
      })),
      rows: shares
        .filter((share) => share.dimension === dimension)
        .sort((one, other) => (one.average ?? 0) - (other.average ?? 0))
        .map((share) => ({
          title: nameOf(asked, sheet, share),
          cells: [
            { text: format.number(share.people) },
            { text: format.number(share.matched) },
            { text: share.average === undefined ? t('pairing.equity.none') : format.number(share.average) },
          ],
        })),
    })),
    notes: [
      ...(hidden > 0 ? [t('pairing.equity.hidden', { count: hidden, fewest })] : []),
      ...(sheet.groupsKnown < sheet.learners
        ? [t('pairing.equity.coverage', { known: sheet.groupsKnown, learners: sheet.learners })]
        : []),
    ],
  });
}

/** Points between the best and the worst kind of people, in the dimension where that is most. */
function widestGap(shares: readonly Share[]): number | undefined {
  const gaps = shares.flatMap((one) =>
    shares
      .filter((other) => other.dimension === one.dimension && other.value !== one.value)
      .map((other) => Math.abs((one.average ?? 0) - (other.average ?? 0))),
  );
  return gaps.length === 0 ? undefined : Math.max(...gaps);
}

function nameOf({ t, format }: Asked, { groupNames }: EquitySheet, { dimension, value }: Share): string {
  if (dimension === 'stage') return value;
  if (dimension === 'group') return groupNames.get(value) ?? t('pairing.equity.group', { id: value });
  if (dimension === 'language') return languagesText([value], format);
  return t(`pairing.equity.${dimension}.${value}`);
}
