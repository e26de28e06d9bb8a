/** For coordinators: what learners chose, and which agreed pairs break a rule. */
import type { Banner, Page } from '../../web/page.js';
import { pageOfList } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import { listPage, type ListRow, trailTo } from '../shown/pages.view.js';
import { namesOf } from '../shown/names.view.js';
import { formOf } from '../words/setup.js';
import { forbiddenText } from '../shown/words.view.js';
import { isMade, type Judged } from '../cohort/agreed.rules.js';
import type { Choice } from '../words/choices.js';
import type { ChosenSheet } from './choices.service.js';

const rowsPerPage = 50;

export function chosenView(asked: Asked, sheet: ChosenSheet): Page {
  const { t, format } = asked;
  const { choosing, judged, ranked, learners, listed } = sheet;
  const refused = judged.filter((one) => !isMade(one));
  const list = onPage(asked, ranked);
  const section = (id: string, rows: readonly ListRow[], count: number) =>
    rows.length === 0 ? [] : [{ id, title: t(`choices.chosen.${id}`, { count }), rows }];
  const made = judged.filter(isMade);
  return listPage({
    title: t(`choices.chosen.title.${choosing ?? 'none'}`, {
      count: choosing === 'rank' ? ranked.length : judged.length,
    }),
    lede: t('choices.chosen.lede', { listed: format.number(listed), learners: format.number(learners) }),
    trail: trailTo(asked),
    tab: '/pairing',
    narrow: true,
    empty: ranked.length + judged.length === 0 ? t(`choices.chosen.empty.${choosing ?? 'none'}`) : undefined,
    sections: [
      ...section(
        'refused',
        refused.map((one) => agreedRow(asked, sheet, one)),
        refused.length,
      ),
      ...section(
        'agreed',
        made.map((one) => agreedRow(asked, sheet, one)),
        made.length,
      ),
      ...section(
        'ranked',
        list.items.map((one) => rankedRow(asked, sheet, one)),
        ranked.length,
      ),
    ],
    paging:
      list.pages === 1
        ? undefined
        : {
            text: t('pairing.rest.page', { page: format.number(list.page), pages: format.number(list.pages) }),
            ...{ previousHref: list.previousHref, nextHref: list.nextHref },
          },
    banner: bannerOf(asked, sheet),
    others: [
      ...(choosing === undefined
        ? []
        : [
            {
              label: t(sheet.time.open ? 'choices.window.linkOpen' : 'choices.window.link'),
              href: '/pairing/choices/open',
            },
          ]),
      { label: t('pairing.ask.link'), tone: 'quiet', href: '/pairing/why' },
    ],
  });
}

function bannerOf({ t, format, query }: Asked, { time: { until } }: ChosenSheet): Banner | undefined {
  if (query.done === 'closed') return { tone: 'good', text: t('choices.window.done.closed') };
  if (query.done !== 'opened' || !until) return undefined;
  return { tone: 'good', text: t('choices.window.done.opened', { time: format.dateTime(until) }) };
}

function onPage({ query }: Asked, ranked: readonly Choice[]) {
  return pageOfList(ranked, rowsPerPage, { path: '/pairing/choices', asked: query.page });
}

/** Whom the page names. */
export function peopleOfChosen(asked: Asked, { judged, ranked }: Omit<ChosenSheet, 'people'>): string[] {
  const { items } = onPage(asked, ranked);
  return [
    ...judged.flatMap(({ members }) => members),
    ...items.flatMap(({ personId, ranked: chosen }) => [personId, ...chosen]),
  ];
}

function agreedRow(asked: Asked, { people, setup }: ChosenSheet, judged: Judged): ListRow {
  const { t, format } = asked;
  const names = namesOf(t, format, people);
  const title = names.pair(formOf(setup.mode), judged.members);
  const { forbidden, refusal } = judged;
  if (forbidden) return { title, icon: 'never', tone: 'warn', text: forbiddenText(asked, { forbidden }) };
  if (refusal) return { title, icon: 'never', tone: 'warn', text: t(`choices.refusal.${refusal}`) };
  return { title, icon: 'tick', tone: 'good', text: t('choices.chosen.made') };
}

function rankedRow({ t, format }: Asked, { people }: ChosenSheet, { personId, ranked }: Choice): ListRow {
  const names = namesOf(t, format, people);
  const rows = ranked.map((id, place) => {
    return t('choices.chosen.place', { place: t(`choices.place.${place + 1}`), name: names.name(id) });
  });
  return { title: names.name(personId), icon: 'people', text: format.list(rows) };
}
