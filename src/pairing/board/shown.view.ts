/** What of a large course one page shows: which rows, and which people. */
import { pageOfList } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import { obstaclesOf } from '../cohort/alone.rules.js';
import { differenceOf } from '../drafts/difference.rules.js';
import { chosenPairs, filterFrom, type DraftFilter } from './filter.rules.js';
import type { DraftSheet } from '../cohort/cohorts.service.js';
import type { Draft, DraftPair } from '../words/draft.js';
import { firstNamed, namesOf } from '../shown/names.view.js';
import { mentions } from '../../shared/seen.js';

/** What needs a look comes first, above the list. */
export const lookFirst = 5;
/** Their rows say how many more there are; the list of pairs is where to look then. */
export const placesShown = 20;
const rowsPerPage = 50;

export interface Filter {
  find: string;
  filter: DraftFilter;
}

type Listed = Pick<DraftSheet, 'draft' | 'people'> & { isNew: ReadonlySet<string> | undefined };

/** Whom the page compares; undefined where it takes everybody's name to know: then they come with `people`. */
export function peopleShown(asked: Asked, draft: Draft, people?: DraftSheet['people']): string[] | undefined {
  const { query, visit } = asked;
  const find = (query.find ?? '').trim();
  const filter = filterFrom(query.show);
  if (!people && (find !== '' || filter === 'broken')) return undefined;
  const isNew = draft.before && differenceOf(draft.before, draft.pairs).isNew;
  const found = chosenRows(asked, { draft, isNew, people: people ?? new Map() }, { find, filter });
  const pairs = [...draft.pairs.slice(0, lookFirst), ...onPage(asked, found).items];
  const inPairs = pairs.flatMap(({ members, runnerUps, lockedBy, placedBy }) => [
    ...members,
    ...runnerUps.map(({ personId }) => personId),
    ...[lockedBy, placedBy].filter((by) => by !== undefined),
  ]);
  const alone = [
    ...draft.unpaired.slice(0, placesShown).map(({ personId }) => personId),
    ...obstaclesOf(draft.unpaired).flatMap(({ personIds }) => firstNamed(personIds)),
  ];
  return [...new Set([visit.personId, ...inPairs, ...alone, ...(draft.parted ?? []).flat()])];
}

/** All but those that stand above the list; or those that were looked for. */
export function chosenRows(
  { t, format }: Asked,
  { draft, people, isNew }: Listed,
  { find, filter }: Filter,
): DraftPair[] {
  if (find === '' && filter === 'all') return draft.pairs.slice(lookFirst);
  const names = namesOf(t, format, people);
  const chosen = chosenPairs(draft.pairs, filter, { isNew, isGone: names.isGone });
  if (find === '') return chosen;
  return chosen.filter(({ members }) => members.some((member) => mentions(names.name(member), find)));
}

export function onPage({ query }: Asked, found: readonly DraftPair[]) {
  return pageOfList(found, rowsPerPage, { path: '/pairing/draft', asked: query.page });
}
