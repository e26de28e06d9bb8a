import { moment } from '../../web/moments.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { obstaclesOf } from '../cohort/alone.rules.js';
import type { DraftSheet } from '../cohort/cohorts.service.js';
import { differenceOf, type Difference } from '../drafts/difference.rules.js';
import { draftFilters, filterFrom } from './filter.rules.js';
import { keptFacts } from './kept.view.js';
import { fairnessOf, type Fairness } from '../explained/fairness.rules.js';
import { namesOf, togetherWord } from '../shown/names.view.js';
import { obstacleRow } from '../shown/obstacles.view.js';
import { pairRow, type PairRow } from './rows.view.js';
import { seenFields, type Button, trailTo } from '../shown/pages.view.js';
import { chosenRows, lookFirst, onPage, placesShown, type Filter } from './shown.view.js';

interface DraftModel extends PageModel {
  facts: readonly { label: string; text: string }[];
  bars: BarsModel | undefined;
  first: readonly PairRow[];
  rest: RestModel;
  unpaired:
    | {
        title: string;
        rows: readonly { title: string; text: string }[];
        places: readonly Button[];
        more: string | undefined;
      }
    | undefined;
  publish: { title: string; text: string; button: Button; others: readonly Button[] };
}

interface BarsModel {
  caption: string;
  bars: readonly { label: string; value: string; height: number; strong: boolean }[];
}

interface RestModel {
  title: string;
  rows: readonly PairRow[];
  find: string;
  filters: readonly { value: string; label: string; checked: boolean }[];
  isFiltered: boolean;
  paging: { text: string; previousHref: string | undefined; nextHref: string | undefined } | undefined;
  empty: string | undefined;
}

const draftPage: PageOf<DraftModel> = pageOf('pairing/draft');

export function draftView(asked: Asked, sheet: DraftSheet): Page {
  const { t, format, query, now } = asked;
  const { draft } = sheet;
  const fairness = fairnessOf(draft);
  const find = (query.find ?? '').trim();
  const filter = filterFrom(query.show);
  const startsHere = find === '' && filter === 'all' && query.page === undefined;
  const difference = draft.before && differenceOf(draft.before, draft.pairs);
  const looked = { ...sheet, isNew: difference?.isNew };
  return draftPage({
    title: t(`pairing.draft.title.${togetherWord(draft.pairs)}`, { count: draft.pairs.length }),
    lede: t('pairing.draft.lede', { time: moment(format, draft.madeAt, now) }),
    banner: isOutdated(sheet) ? { tone: 'warn', text: t('after.outdated.banner') } : bannerOf(asked),
    trail: trailTo(asked),
    tab: '/pairing',
    facts: [
      ...factsOf(asked, fairness, draft.proven),
      ...gapFacts(asked, draft),
      ...partedFacts(asked, sheet),
      ...changeFact(asked, looked, difference),
      ...keptFacts(asked, draft.kept),
    ],
    bars: barsOf(asked, fairness),
    first: startsHere ? draft.pairs.slice(0, lookFirst).map((pair) => pairRow(asked, looked, pair)) : [],
    rest: restOf(asked, looked, { find, filter }),
    unpaired: unpairedOf(asked, sheet),
    publish: publishOf(asked, sheet),
  });
}

type LookedAt = DraftSheet & { isNew: ReadonlySet<string> | undefined };

/** "9 pairs stay, 3 change": which ones, the filter shows. */
function changeFact({ t, format }: Asked, { draft }: LookedAt, difference: Difference | undefined) {
  if (!difference || draft.pairs.length === 0) return [];
  const { stay, change } = difference;
  const values = { stay: format.number(stay), change: format.number(change) };
  return [{ label: t('pairing.fair.before'), text: t('pairing.fair.stayChange', values) }];
}

/** Other pairs run than those it was made from: it cannot be published as it is. */
function isOutdated({ draft, round }: Pick<DraftSheet, 'draft' | 'round'>): boolean {
  return draft.basis !== round.publishedDraftId;
}

const doneWords = ['locked', 'unlocked', 'never', 'swapped', 'undone', 'moved', 'imported', 'again'];

function bannerOf({ t, query }: Asked): Banner | undefined {
  const word = query.done ?? '';
  return doneWords.includes(word) ? { tone: 'good', text: t(`pairing.done.${word}`) } : undefined;
}

function factsOf({ t, format }: Asked, { matched, people, weakest, average }: Fairness, proven: boolean) {
  const number = (value: number) => format.number(value);
  return [
    {
      label: t('pairing.fair.matched'),
      text: t('pairing.fair.matchedOf', { matched: number(matched), people: number(people) }),
    },
    ...(weakest === undefined
      ? []
      : [
          {
            label: t('pairing.fair.weakest'),
            text: t(proven ? 'pairing.fair.weakestProven' : 'pairing.fair.score', { score: number(weakest) }),
          },
        ]),
    ...(average === undefined
      ? []
      : [{ label: t('pairing.fair.average'), text: t('pairing.fair.score', { score: number(average) }) }]),
  ];
}

/** How far the best that could exist may be; "with these sides" where sides were given before anybody was compared. */
function gapFacts({ t, format }: Asked, { gap, pairs, form }: DraftSheet['draft']) {
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
function partedFacts({ t, format }: Asked, { draft, people }: Pick<DraftSheet, 'draft' | 'people'>) {
  const { parted = [] } = draft;
  if (parted.length === 0) return [];
  const names = namesOf(t, format, people);
  const pairs = parted.map((members) => names.pair('peers', members));
  return [
    {
      label: t('pairing.parted.label'),
      text: t('pairing.parted.text', { count: parted.length, pairs: format.list(pairs) }),
    },
  ];
}

function barsOf({ t, format }: Asked, { bands }: Fairness): BarsModel | undefined {
  const most = Math.max(...bands.map(({ count }) => count));
  if (most === 0) return undefined;
  const lowest = bands.findIndex(({ count }) => count > 0);
  return {
    caption: t('pairing.fair.bars'),
    bars: bands.map(({ from, to, count }, index) => ({
      label: t('pairing.fair.band', { from, to }),
      value: format.number(count),
      height: Math.round((90 * count) / most),
      strong: index === lowest,
    })),
  };
}

function restOf(asked: Asked, sheet: LookedAt, { find, filter }: Filter): RestModel {
  const { t, format } = asked;
  const all = find === '' && filter === 'all';
  const found = chosenRows(asked, sheet, { find, filter });
  const list = onPage(asked, found);
  const keep = (href: string | undefined) => href?.replace('?', `?find=${encodeURIComponent(find)}&show=${filter}&`);
  return {
    title: all ? t('pairing.rest.title', { count: found.length }) : t('pairing.rest.chosen', { count: found.length }),
    rows: list.items.map((pair) => pairRow(asked, sheet, pair)),
    find,
    filters: draftFilters.map((value) => ({
      value,
      label: t(`pairing.rest.filter.${value}`),
      checked: value === filter,
    })),
    isFiltered: !all,
    paging:
      list.pages === 1
        ? undefined
        : {
            text: t('pairing.rest.page', { page: format.number(list.page), pages: format.number(list.pages) }),
            previousHref: keep(list.previousHref),
            nextHref: keep(list.nextHref),
          },
    empty: found.length === 0 && !all ? t('pairing.rest.none') : undefined,
  };
}

function unpairedOf({ t, format }: Asked, { draft, people }: DraftSheet): DraftModel['unpaired'] {
  if (draft.unpaired.length === 0) return undefined;
  const names = namesOf(t, format, people);
  const more = draft.unpaired.length - placesShown;
  return {
    places: draft.unpaired.slice(0, placesShown).map(({ personId }) => ({
      label: t('pairing.unpaired.place', { name: names.name(personId) }),
      href: `/pairing/draft/move/${personId}`,
    })),
    more: more > 0 ? t('pairing.unpaired.more', { count: more }) : undefined,
    title: t('pairing.unpaired.title', { count: draft.unpaired.length }),
    rows: obstaclesOf(draft.unpaired).map((obstacle) => obstacleRow({ t }, names, obstacle, draft.setup.rules)),
  };
}

function publishOf({ t }: Asked, { draft }: DraftSheet): DraftModel['publish'] {
  const locked = draft.pairs.filter((pair) => pair.lockedBy !== undefined).length;
  const fields = seenFields(draft);
  const word = togetherWord(draft.pairs);
  return {
    title: t('pairing.publish.title'),
    text: t(`pairing.publish.text.${word}`, { count: draft.pairs.length }),
    button: {
      label: t(`pairing.publish.button.${word}`, { count: draft.pairs.length }),
      tone: 'primary',
      action: '/pairing/publish',
      fields,
    },
    others: [
      {
        label: t('pairing.publish.invite'),
        action: '/pairing/publish',
        fields: [...fields, { name: 'invite', value: 'yes' }],
      },
      { label: t('pairing.publish.again', { count: locked }), action: '/pairing/draft/again', fields },
      { label: t('pairing.equity.link'), tone: 'quiet', href: '/pairing/equity' },
      { label: t('pairing.ask.link'), tone: 'quiet', href: '/pairing/why' },
      { label: t('pairing.publish.discard'), tone: 'quiet', href: '/pairing/draft/discard' },
    ],
  };
}
