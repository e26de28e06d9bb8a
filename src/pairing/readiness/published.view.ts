import { barsOf, type BarsModel } from '../../web/chart.js';
import { pageOfList } from '../../web/paging.js';
import { mentorLoads } from '../cohort/counts.rules.js';
import type { Asked } from '../../web/routing.js';
import type { Draft } from '../words/draft.js';
import { namesOf, togetherWord } from '../shown/names.view.js';
import type { Overview } from './overview.service.js';
import { shownScore } from '../measure/pairing.rules.js';
import type { Button } from '../shown/pages.view.js';

/** The pairs learners see now, on the coordinator's page. */
export interface PublishedModel {
  title: string;
  text: string;
  /** How many mentors have how many mentees; undefined where there are no mentors, or every one has one. */
  load: BarsModel | undefined;
  rows: readonly { title: string; href: string; pair: readonly { initials: string; hue: number }[]; meta: string }[];
  paging: { text: string; previousHref: string | undefined; nextHref: string | undefined } | undefined;
  undo: { text: string; button: Button } | undefined;
}

const rowsPerPage = 20;

function pairsOnPage({ query }: Asked, { pairs }: Pick<Draft, 'pairs'>) {
  return pageOfList(pairs, rowsPerPage, { path: '/pairing', asked: query.page });
}

/** Whom the page names. */
export function peopleOfPublished(
  asked: Asked,
  { published, round }: Pick<Overview, 'published' | 'round'>,
): readonly string[] {
  if (!published) return [];
  return [round?.publishedBy ?? '', ...pairsOnPage(asked, published).items.flatMap(({ members }) => members)];
}

export function publishedModel(asked: Asked, overview: Overview): PublishedModel | undefined {
  const { t, format } = asked;
  const { published, round, people, undoUntil } = overview;
  if (!published || !round?.publishedAt) return undefined;
  const names = namesOf(t, format, people);
  const list = pairsOnPage(asked, published);
  const title = published.invites ? 'invitedTitle' : 'title';
  const by = { time: format.dateTime(round.publishedAt), name: names.name(round.publishedBy ?? '') };
  return {
    title: t(`pairing.published.${title}.${togetherWord(published.pairs)}`, { count: published.pairs.length }),
    text: t('pairing.published.text', by),
    load: loadOfMentors(asked, published),
    rows: list.items.map((pair) => ({
      title: names.pair(published.form, pair.members),
      href: `/pairing/pair/${pair.pairId}`,
      pair: pair.members.map((member) => names.avatar(member)),
      meta: t('pairing.published.score', { score: format.number(shownScore(pair.score)) }),
    })),
    paging:
      list.pages === 1
        ? undefined
        : {
            text: t('pairing.rest.page', { page: format.number(list.page), pages: format.number(list.pages) }),
            previousHref: list.previousHref,
            nextHref: list.nextHref,
          },
    undo: undoUntil && {
      text: t('pairing.published.undoText', { time: format.dateTime(undoUntil) }),
      button: { label: t('pairing.published.undo'), icon: 'undo', action: '/pairing/undo', fields: [] },
    },
  };
}

function loadOfMentors({ t, format }: Asked, draft: Draft): BarsModel | undefined {
  const loads = mentorLoads(draft);
  if (draft.form !== 'mentoring' || loads.length < 2) return undefined;
  const mentors = loads.reduce((sum, { mentors: some }) => sum + some, 0);
  const most = loads.at(-1)?.mentees ?? 0;
  const marks = loads.map(({ mentees, mentors: value }) => ({
    label: t('pairing.published.mentees', { count: mentees }),
    ...{ value, text: format.number(value), strong: mentees === most },
  }));
  const caption = t('pairing.published.load', { count: mentors, most: format.number(most) });
  return barsOf({ caption, heads: [t('pairing.published.loadOf'), t('pairing.published.mentors')] }, marks);
}
