/** What of a large course one page shows: which rows, and which people. */
import { pageOfList } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import { obstaclesOf } from '../cohort/alone.rules.js';
import { differenceOf } from '../drafts/difference.rules.js';
import { chosenPairs, filterFrom, type DraftFilter } from './filter.rules.js';
import type { DraftSheet } from '../cohort/cohorts.service.js';
import type { Draft, DraftPair } from '../words/draft.js';
import { firstNamed } from '../words/named.rules.js';
import { namesOf } from '../shown/names.view.js';
import { mentions } from '../../shared/seen.js';

/** What needs a look comes first, above the list. */
export const lookFirst = 5;
/** Their rows say how many more there are; the list of pairs is where to look then. */
export const placesShown = 20;
const rowsPerPage = 50;

/** What somebody looks for in the list. */
export interface Listing {
  find: string;
  filter: DraftFilter;
}

/** Undefined: nothing was asked for, and the weakest pairs are shown. */
export function listAsked({ query }: Pick<Asked, 'query'>): Listing | undefined {
  const find = (query.find ?? '').trim();
  if (find === '' && query.show === undefined && query.page === undefined) return undefined;
  return { find, filter: filterFrom(query.show) };
}

type Listed = Pick<DraftSheet, 'draft' | 'people'> & { isNew: ReadonlySet<string> | undefined };

/** Whom the page compares; undefined where it takes everybody's name to know: then they come with `people`. */
export function peopleShown(asked: Asked, draft: Draft, people?: DraftSheet['people']): string[] | undefined {
  const listing = listAsked(asked);
  const needsNames = listing && (listing.find !== '' || listing.filter === 'broken');
  if (!people && needsNames) return undefined;
  const isNew = draft.before && differenceOf(draft.before, draft.pairs).isNew;
  const pairs = listing
    ? onPage(asked, chosenRows(asked, { draft, isNew, people: people ?? new Map() }, listing)).items
    : draft.pairs.slice(0, lookFirst);
  const inPairs = pairs.flatMap(({ members, runnerUps, lockedBy, placedBy }) => [
    ...members,
    ...runnerUps.map(({ personId }) => personId),
    ...[lockedBy, placedBy].filter((by) => by !== undefined),
  ]);
  const alone = [
    ...draft.unpaired.slice(0, placesShown).map(({ personId }) => personId),
    ...obstaclesOf(draft.unpaired).flatMap(({ personIds }) => firstNamed(personIds)),
  ];
  return [...new Set([asked.visit.personId, ...inPairs, ...alone, ...(draft.parted ?? []).flat()])];
}

export function chosenRows(
  { t, format }: Asked,
  { draft, people, isNew }: Listed,
  { find, filter }: Listing,
): DraftPair[] {
  const names = namesOf(t, format, people);
  const chosen = chosenPairs(draft.pairs, filter, { isNew, isGone: names.isGone });
  if (find === '') return chosen;
  return chosen.filter(({ members }) => members.some((member) => mentions(names.name(member), find)));
}

export function onPage({ query }: Asked, found: readonly DraftPair[]) {
  return pageOfList(found, rowsPerPage, { path: '/pairing/draft', asked: query.page });
}
