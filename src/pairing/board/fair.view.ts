/** Whether a draft is fair, in few figures; how near it is to the best there could be, on demand. */
import { columnsOf, type ColumnsModel } from '../../web/chart.js';
import type { Asked } from '../../web/routing.js';
import type { DraftSheet } from '../cohort/cohorts.service.js';
import { countsOf } from '../cohort/counts.rules.js';
import { differenceOf } from '../drafts/difference.rules.js';
import { fairnessOf, type Fairness } from '../explained/fairness.rules.js';
import { namesOf } from '../shown/names.view.js';
import type { Button } from '../shown/pages.view.js';
import { keptFacts } from './kept.view.js';

export interface Fact {
  label: string;
  text: string;
}

export interface FairModel {
  facts: readonly Fact[];
  bars: ColumnsModel | undefined;
  /** Behind a line to open. */
  more: readonly Fact[];
  link: Button;
}

export function fairModel(asked: Asked, sheet: DraftSheet): FairModel {
  const { draft } = sheet;
  const fairness = fairnessOf(draft);
  return {
    facts: [...factsOf(asked, sheet, fairness), ...partedFacts(asked, sheet), ...changeFact(asked, sheet)],
    bars: barsOf(asked, fairness),
    more: [...gapFacts(asked, draft), ...keptFacts(asked, draft.kept)],
    link: { label: asked.t('pairing.equity.link'), href: '/pairing/equity' },
  };
}

function factsOf({ t, format }: Asked, { draft }: DraftSheet, { weakest, average }: Fairness): Fact[] {
  const { placed, seeking } = countsOf(draft);
  const number = (value: number) => format.number(value);
  const score = (value: number) => t('pairing.fair.score', { score: number(value) });
  return [
    {
      label: t(`pairing.fair.matched.${draft.form}`),
      text: t('pairing.fair.matchedOf', { matched: number(placed), people: number(seeking) }),
    },
    ...(weakest === undefined
      ? []
      : [
          {
            label: t('pairing.fair.weakest'),
            text: draft.proven ? t('pairing.fair.weakestProven', { score: number(weakest) }) : score(weakest),
          },
        ]),
    ...(average === undefined ? [] : [{ label: t('pairing.fair.average'), text: score(average) }]),
  ];
}

/** How far the best that could exist may be; "with these sides" where sides were given before anybody was compared. */
function gapFacts({ t, format }: Asked, { gap, pairs, form }: DraftSheet['draft']): Fact[] {
  if (!gap || pairs.length === 0) return [];
  const points = (thousandths: number) => format.number(Math.ceil(thousandths / 100) / 10);
  const total = points(pairs.reduce((sum, { score }) => sum + score, 0));
  const word = gap.sum === 0 ? 'none' : 'sum';
  return [
    {
      label: t('pairing.gap.label'),
      text: [
        t(`pairing.gap.${word}.${gap.sides ?? (form === 'peers' ? 'peers' : 'open')}`, {
          points: points(gap.sum),
          total,
        }),
        ...(gap.people > 0 ? [t('pairing.gap.people', { count: gap.people })] : []),
        ...((gap.weakest ?? 0) > 0 ? [t('pairing.gap.weakest', { points: points(gap.weakest ?? 0) })] : []),
      ].join(' '),
    },
  ];
}

/** Musts that could not be kept in circles. */
function partedFacts({ t, format }: Asked, { draft, people }: DraftSheet): Fact[] {
  const { parted = [] } = draft;
  if (parted.length === 0) return [];
  const names = namesOf(t, format, people);
  const [only = []] = parted;
  const pairs = parted.length === 1 ? only.map(names.name) : parted.map((members) => names.pair('peers', members));
  return [
    {
      label: t('pairing.parted.label'),
      text: t('pairing.parted.text', { count: parted.length, pairs: format.list(pairs) }),
    },
  ];
}

/** "9 pairs stay, 3 change": which ones, the filter shows. */
function changeFact({ t, format }: Asked, { draft }: DraftSheet): Fact[] {
  if (!draft.before || draft.pairs.length === 0) return [];
  const { stay, change } = differenceOf(draft.before, draft.pairs);
  const values = { stay: format.number(stay), change: format.number(change) };
  return [{ label: t('pairing.fair.before'), text: t('pairing.fair.stayChange', values) }];
}

function barsOf({ t, format }: Asked, { bands }: Fairness): ColumnsModel | undefined {
  const lowest = bands.findIndex(({ count }) => count > 0);
  if (lowest === -1) return undefined;
  const marks = bands.map(({ from, to, count }, index) => ({
    ...{ label: t('pairing.fair.band', { from, to }), value: count, text: format.number(count) },
    strong: index === lowest,
  }));
  return columnsOf(t('pairing.fair.bars'), marks);
}
