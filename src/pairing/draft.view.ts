import { moment } from '../web/moments.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../web/page.js';
import { pageOfList } from '../web/paging.js';
import type { Asked } from '../web/routing.js';
import { obstaclesOf } from './alone.rules.js';
import type { DraftSheet } from './cohorts.service.js';
import type { DraftPair } from './draft.js';
import { fairnessOf, type Fairness } from './fairness.rules.js';
import { namesOf } from './names.view.js';
import { obstacleRow } from './obstacles.view.js';
import { pairRow, seenFields, type Button, type PairRow } from './rows.view.js';

interface DraftModel extends PageModel {
  facts: readonly { label: string; text: string }[];
  bars: BarsModel | undefined;
  first: readonly PairRow[];
  rest: RestModel;
  unpaired: { title: string; rows: readonly { title: string; text: string }[] } | undefined;
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
  paging: { text: string; previousHref: string | undefined; nextHref: string | undefined } | undefined;
  empty: string | undefined;
}

const draftPage: PageOf<DraftModel> = pageOf('pairing/draft');

const lookFirst = 5;
const rowsPerPage = 50;
const path = '/pairing/draft';

export function draftView(asked: Asked, sheet: DraftSheet): Page {
  const { t, format, query, now } = asked;
  const { draft } = sheet;
  const fairness = fairnessOf(draft);
  const find = (query.find ?? '').trim();
  const startsHere = find === '' && query.page === undefined;
  return draftPage({
    title: t('pairing.draft.title', { count: draft.pairs.length }),
    lede: t('pairing.draft.lede', { time: moment(format, draft.madeAt, now) }),
    banner: bannerOf(asked),
    trail: trailTo(asked),
    tab: '/pairing',
    facts: factsOf(asked, fairness, draft.proven),
    bars: barsOf(asked, fairness),
    first: startsHere ? draft.pairs.slice(0, lookFirst).map((pair) => pairRow(asked, sheet, pair)) : [],
    rest: restOf(asked, sheet, find),
    unpaired: unpairedOf(asked, sheet),
    publish: publishOf(asked, sheet),
  });
}

export function trailTo({ t }: Asked, ...more: readonly { label: string; href: string }[]) {
  return [{ label: t('pairing.tab'), href: '/pairing' }, ...more];
}

const doneWords = ['locked', 'unlocked', 'never', 'swapped', 'undone'];

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

function restOf(asked: Asked, sheet: DraftSheet, find: string): RestModel {
  const { t, format, query } = asked;
  const { pairs } = sheet.draft;
  const found = find === '' ? pairs.slice(lookFirst) : matching(asked, sheet, find);
  const list = pageOfList(found, rowsPerPage, { path, asked: query.page });
  const keep = (href: string | undefined) => href?.replace('?', `?find=${encodeURIComponent(find)}&`);
  return {
    title:
      find === ''
        ? t('pairing.rest.title', { count: found.length })
        : t('pairing.rest.found', { count: found.length, find }),
    rows: list.items.map((pair) => pairRow(asked, sheet, pair)),
    find,
    paging:
      list.pages === 1
        ? undefined
        : {
            text: t('pairing.rest.page', { page: format.number(list.page), pages: format.number(list.pages) }),
            previousHref: keep(list.previousHref),
            nextHref: keep(list.nextHref),
          },
    empty: found.length === 0 && find !== '' ? t('pairing.rest.none') : undefined,
  };
}

function matching({ t, format }: Asked, { draft, people }: DraftSheet, find: string): DraftPair[] {
  const names = namesOf(t, format, people);
  const wanted = find.toLocaleLowerCase();
  return draft.pairs.filter((pair) =>
    pair.members.some((member) => names.name(member).toLocaleLowerCase().includes(wanted)),
  );
}

function unpairedOf({ t, format }: Asked, { draft, people }: DraftSheet): DraftModel['unpaired'] {
  if (draft.unpaired.length === 0) return undefined;
  const names = namesOf(t, format, people);
  return {
    title: t('pairing.unpaired.title', { count: draft.unpaired.length }),
    rows: obstaclesOf(draft.unpaired).map((obstacle) => obstacleRow({ t }, names, obstacle, draft.setup.rules)),
  };
}

function publishOf({ t }: Asked, { draft }: DraftSheet): DraftModel['publish'] {
  const locked = draft.pairs.filter((pair) => pair.lockedBy !== undefined).length;
  const fields = seenFields(draft);
  return {
    title: t('pairing.publish.title'),
    text: t('pairing.publish.text', { count: draft.pairs.length }),
    button: {
      label: t('pairing.publish.button', { count: draft.pairs.length }),
      tone: 'primary',
      action: '/pairing/publish',
      fields,
    },
    others: [
      { label: t('pairing.publish.again', { count: locked }), action: '/pairing/draft/again', fields },
      { label: t('pairing.equity.link'), tone: 'quiet', href: '/pairing/equity' },
      { label: t('pairing.ask.link'), tone: 'quiet', href: '/pairing/why' },
      { label: t('pairing.publish.discard'), tone: 'quiet', href: '/pairing/draft/discard' },
    ],
  };
}
