import { moment } from '../../web/moments.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { DraftSheet } from '../cohort/cohorts.service.js';
import { differenceOf } from '../drafts/difference.rules.js';
import { aloneIn } from '../shown/alone.view.js';
import { namesOf, togetherWord } from '../shown/names.view.js';
import { seenFields, type Button, trailTo } from '../shown/pages.view.js';
import type { Note } from '../shown/note.js';
import { fairModel, type FairModel } from './fair.view.js';
import { draftFilters } from './filter.rules.js';
import { pairRow, type PairRow } from './rows.view.js';
import { chosenRows, listAsked, lookFirst, onPage, placesShown, type Listing } from './shown.view.js';

interface DraftModel extends PageModel {
  act: ActBar;
  alone: readonly Note[];
  /** The weakest pairs; or those that were looked for. */
  list: ListModel;
  /** Not beside a list that was looked for. */
  fair: FairModel | undefined;
}

interface ActBar {
  /** The page's one act first. */
  buttons: readonly Button[];
  more: { label: string; buttons: readonly Button[] };
}

interface ListModel {
  title: string;
  note: string | undefined;
  rows: readonly PairRow[];
  /** To all the others. */
  others: Button | undefined;
  search: { find: string; filters: readonly { value: string; label: string; checked: boolean }[] } | undefined;
  paging: { text: string; previousHref: string | undefined; nextHref: string | undefined } | undefined;
  empty: string | undefined;
}

const draftPage: PageOf<DraftModel> = pageOf('pairing/draft');

export function draftView(asked: Asked, sheet: DraftSheet): Page {
  const { t, format, now } = asked;
  const { draft } = sheet;
  const listing = listAsked(asked);
  const isNew = draft.before && differenceOf(draft.before, draft.pairs).isNew;
  const looked = { ...sheet, isNew };
  return draftPage({
    title: t(`pairing.draft.title.${togetherWord(draft.pairs)}`, { count: draft.pairs.length }),
    lede: t('pairing.draft.lede', { time: moment(format, draft.madeAt, now) }),
    banner: isOutdated(sheet) ? { tone: 'warn', text: t('after.outdated.banner') } : bannerOf(asked, sheet),
    trail: trailTo(asked),
    tab: '/pairing',
    act: actBar(asked, sheet),
    alone: aloneNotes(asked, sheet),
    list: listing ? searched(asked, looked, listing) : weakest(asked, looked),
    fair: listing ? undefined : fairModel(asked, sheet),
  });
}

type LookedAt = DraftSheet & { isNew: ReadonlySet<string> | undefined };

/** Other pairs run than those it was made from: it cannot be published as it is. */
function isOutdated({ draft, round }: Pick<DraftSheet, 'draft' | 'round'>): boolean {
  return draft.basis !== round.publishedDraftId;
}

const doneWords = ['locked', 'unlocked', 'never', 'together', 'swapped', 'undone', 'moved', 'imported', 'again'];

function bannerOf({ t, query }: Asked, { draft }: DraftSheet): Banner | undefined {
  const word = query.done ?? '';
  if (!doneWords.includes(word)) return undefined;
  const isUndoable = word === 'never' && draft.apart !== undefined;
  const undo = { label: t('pairing.neverUndo'), action: '/pairing/draft/together', fields: seenFields(draft) };
  return { tone: 'good', text: t(`pairing.done.${word}`), ...(isUndoable && { action: undo }) };
}

function actBar({ t }: Asked, { draft }: DraftSheet): ActBar {
  const locked = draft.pairs.filter((pair) => pair.lockedBy !== undefined).length;
  const again = { label: t('pairing.publish.again', { count: locked }), action: '/pairing/draft/again' };
  const fields = seenFields(draft);
  const some = draft.pairs.length > 0;
  const others: Button[] = [
    { label: t('pairing.ask.link'), tone: 'quiet', href: '/pairing/why' },
    { label: t('pairing.publish.discard'), tone: 'quiet', href: '/pairing/draft/discard' },
  ];
  const anew = (tone: Button['tone']): Button => ({ ...again, fields, ...(tone && { tone }) });
  return {
    buttons: some ? publishLinks({ t }, draft) : [anew('primary')],
    more: { label: t('pairing.publish.more'), buttons: some ? [anew('quiet'), ...others] : others },
  };
}

function publishLinks({ t }: Pick<Asked, 't'>, draft: DraftSheet['draft']): Button[] {
  const { draftId, revision, pairs } = draft;
  const page = `/pairing/publish?draftId=${draftId}&revision=${String(revision)}`;
  return [
    {
      label: t(`pairing.publish.button.${togetherWord(pairs)}`, { count: pairs.length }),
      tone: 'primary',
      href: page,
    },
    { label: t('pairing.publish.invite'), href: `${page}&invite=yes` },
  ];
}

/** For each thing that leaves people alone: who, why, and the way to a place. */
function aloneNotes({ t, format }: Asked, { draft, people }: DraftSheet): Note[] {
  const names = namesOf(t, format, people);
  return aloneIn({ t }, names, { unpaired: draft.unpaired, rules: draft.setup.rules }).map(
    ({ who, why, obstacle: { personIds } }) => ({
      icon: 'person',
      tone: 'warn',
      strong: who,
      text: why,
      ...wayOut({ t, names }, personIds),
    }),
  );
}

function wayOut(
  { t, names }: Pick<Asked, 't'> & { names: ReturnType<typeof namesOf> },
  personIds: readonly string[],
): Pick<Note, 'action' | 'more'> {
  const place = (personId: string) => ({ href: `/pairing/draft/move/${personId}`, about: names.name(personId) });
  const [first = ''] = personIds;
  const label = t('pairing.unpaired.place');
  if (personIds.length === 1) return { action: { label, ...place(first) } };
  const links = personIds.slice(0, placesShown).map((personId) => {
    return { label: names.name(personId), tone: 'quiet' as const, href: place(personId).href };
  });
  const rest = personIds.length - links.length;
  return { more: { label, links, note: rest > 0 ? t('pairing.unpaired.more', { count: rest }) : undefined } };
}

/** What needs a look comes first, and only that. */
function weakest(asked: Asked, sheet: LookedAt): ListModel {
  const { t } = asked;
  const { pairs } = sheet.draft;
  const rest = pairs.length - lookFirst;
  const word = togetherWord(pairs);
  return {
    title:
      rest > 0
        ? t('pairing.first.title', { count: lookFirst })
        : t(`pairing.first.all.${word}`, { count: pairs.length }),
    note: pairs.length > 1 ? t('pairing.first.note') : undefined,
    rows: pairs.slice(0, lookFirst).map((pair) => pairRow(asked, sheet, pair)),
    others:
      rest > 0
        ? { label: t(`pairing.rest.others.${word}`, { count: rest }), href: '/pairing/draft?show=all' }
        : undefined,
    ...{ search: undefined, paging: undefined, empty: undefined },
  };
}

function searched(asked: Asked, sheet: LookedAt, listing: Listing): ListModel {
  const { t, format } = asked;
  const { find, filter } = listing;
  const found = chosenRows(asked, sheet, listing);
  const list = onPage(asked, found);
  const keep = (href: string | undefined) => href?.replace('?', `?find=${encodeURIComponent(find)}&show=${filter}&`);
  return {
    title: t('pairing.rest.chosen', { count: found.length }),
    note: undefined,
    rows: list.items.map((pair) => pairRow(asked, sheet, pair)),
    others: undefined,
    search: {
      find,
      filters: draftFilters.map((value) => ({
        value,
        label: t(`pairing.rest.filter.${value}`),
        checked: value === filter,
      })),
    },
    paging:
      list.pages === 1
        ? undefined
        : {
            text: t('pairing.rest.page', { page: format.number(list.page), pages: format.number(list.pages) }),
            previousHref: keep(list.previousHref),
            nextHref: keep(list.nextHref),
          },
    empty: found.length === 0 ? t('pairing.rest.none') : undefined,
  };
}
