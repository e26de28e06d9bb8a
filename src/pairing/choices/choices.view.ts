/** The page on which a learner chooses; it names only those who let themselves be found. */
import { channelText } from '../shown/words.view.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import type { ListRow } from '../shown/pages.view.js';
import { namesOf } from '../shown/names.view.js';
import { rankFields } from './choices.forms.js';
import type { Proposal } from '../words/choices.js';
import type { Candidate } from './candidates.rules.js';
import type { ChoicesSheet } from './choices.service.js';
import { mentions } from '../../shared/seen.js';

interface ChoicesModel extends PageModel {
  proposals: { title: string; rows: readonly ListRow[] } | undefined;
  ask: { action: string; fields: readonly FieldModel[]; button: string; whoSees: string } | undefined;
  form: { action: string; fields: readonly FieldModel[]; button: string; whoSees: string } | undefined;
  list: { title: string; find: string; free: boolean; empty: string | undefined; rows: readonly ListRow[] } | undefined;
  paging: { text: string; previousHref: string | undefined; nextHref: string | undefined } | undefined;
}

const choicesPage: PageOf<ChoicesModel> = pageOf('pairing/choices');
const rowsPerPage = 50;
/** A longer menu is worse than writing the name. */
const mostOptions = 60;

export function choicesView(asked: Asked, sheet: ChoicesSheet, problems?: Problems): Page {
  const { t } = asked;
  const { choosing, time } = sheet;
  const closed = choosing === undefined || !time.open;
  const stored = {
    listed: sheet.own.listed ? ['yes'] : [],
    ...Object.fromEntries(rankFields.map((name, place) => [name, rankValue(sheet, sheet.own.ranked[place])])),
  };
  const form = fieldsFor(t, stored, problems);
  return choicesPage({
    title: titleOf(asked, sheet),
    lede: ledeOf(asked, sheet),
    banner: bannerOf(asked),
    problems: form.summary,
    narrow: true,
    tab: '/mentoring',
    proposals: proposalsOf(asked, sheet),
    ask: !closed && choosing === 'agree' ? askOf(asked, sheet, form.field) : undefined,
    form: closed ? undefined : formOf(asked, sheet, form.field),
    ...(closed ? { list: undefined, paging: undefined } : listOf(asked, sheet)),
  });
}

function ledeOf({ t, format }: Asked, { choosing, time, published }: ChoicesSheet): string {
  const { open, until } = time;
  if (choosing === undefined) return t(published ? 'choices.lede.published' : 'choices.lede.none');
  if (!open) return t(published ? 'choices.lede.published' : 'choices.lede.over');
  const lede = t(until ? `choices.lede.${choosing}Until` : `choices.lede.${choosing}`, {
    time: until ? format.dateTime(until) : '',
  });
  return published ? t('pairing.sentences', { one: lede, other: t('choices.lede.next') }) : lede;
}

function titleOf({ t }: Asked, { choosing, time, published, own, proposals }: ChoicesSheet): string {
  if (published && !time.open) return t('choices.title.published');
  if (choosing === undefined) return t('choices.title.none');
  if (!time.open) return t('choices.title.over');
  if (choosing === 'rank') return t('choices.title.rank', { count: own.ranked.length });
  const agreed = proposals.some(({ state }) => state === 'agreed');
  return t(agreed ? 'choices.title.agreed' : 'choices.title.agree');
}

const doneWords = ['saved', 'asked', 'agreed', 'declined', 'takenBack'];

function bannerOf({ t, query }: Asked): Banner | undefined {
  const word = query.done ?? '';
  return doneWords.includes(word) ? { tone: 'good', text: t(`choices.done.${word}`) } : undefined;
}

type MakeField = ReturnType<typeof fieldsFor>['field'];

/** In a long list the name is written; its own is unambiguous enough to come back. */
function rankValue(sheet: ChoicesSheet, personId: string | undefined): string {
  if (personId === undefined) return '';
  return sheet.candidates.length > mostOptions ? (sheet.people.get(personId)?.name ?? '') : personId;
}

function personField(sheet: ChoicesSheet, field: MakeField, name: string, words: { label: string; none: string }) {
  if (sheet.candidates.length > mostOptions) return field('text', name, { label: words.label, maxLength: 200 });
  const before = sheet.own.ranked.flatMap((personId) => sheet.people.get(personId) ?? []);
  const offered = new Map(
    [...sheet.candidates.map(({ person }) => person), ...before].map((one) => [one.personId, one]),
  );
  const people = [...offered.values()].map((person) => ({ value: person.personId, label: person.name }));
  return field('select', name, { label: words.label, options: [{ value: '', label: words.none }, ...people] });
}

function formOf({ t }: Asked, sheet: ChoicesSheet, field: MakeField): ChoicesModel['form'] {
  const ranks = sheet.choosing === 'rank' ? rankFields : [];
  return {
    action: '/choices',
    fields: [
      field('checkboxes', 'listed', {
        label: t('choices.listed.label'),
        options: [{ value: 'yes', label: t('choices.listed.yes'), hint: t('choices.listed.hint') }],
      }),
      ...ranks.map((name, place) =>
        personField(sheet, field, name, { label: t(`choices.rank.${place + 1}`), none: t('choices.nobody') }),
      ),
    ],
    button: t('choices.save'),
    whoSees: t(sheet.choosing === 'rank' ? 'choices.who.rank' : 'choices.who.listed'),
  };
}

function askOf({ t }: Asked, sheet: ChoicesSheet, field: MakeField): ChoicesModel['ask'] {
  const words = { label: t('choices.ask.label'), none: t('choices.nobody') };
  return {
    action: '/choices/ask',
    fields: [personField(sheet, field, 'partner', words)],
    button: t('choices.ask.button'),
    whoSees: t('choices.who.ask'),
  };
}

function proposalsOf(asked: Asked, sheet: ChoicesSheet): ChoicesModel['proposals'] {
  if (sheet.proposals.length === 0) return undefined;
  const { t } = asked;
  return { title: t('choices.proposals'), rows: sheet.proposals.map((one) => proposalRow(asked, sheet, one)) };
}

function proposalRow({ t, format, visit }: Asked, sheet: ChoicesSheet, proposal: Proposal): ListRow {
  const { fromId, toId, state, proposalId } = proposal;
  const names = namesOf(t, format, sheet.people);
  const mine = fromId === visit.personId;
  const name = names.name(mine ? toId : fromId);
  const id = { name: 'proposalId', value: proposalId };
  const answer = (value: string) => ({
    label: t(`choices.answer.${value}`),
    action: '/choices/answer',
    fields: [id, { name: 'answer', value }],
  });
  const takeBack = { label: t('choices.takeBack'), action: '/choices/take-back', fields: [id] };
  const isOpen = state === 'open';
  return {
    title: name,
    text: t(`choices.proposal.${mine ? 'mine' : 'theirs'}.${state}`, { name }),
    icon: state === 'agreed' ? 'tick' : 'people',
    tone: state === 'agreed' ? 'good' : 'calm',
    actions: !sheet.time.open
      ? []
      : isOpen && !mine
        ? [answer('agreed'), answer('declined')]
        : state === 'agreed' || isOpen
          ? [takeBack]
          : [],
  };
}

function listOf(asked: Asked, { candidates }: ChoicesSheet): Pick<ChoicesModel, 'list' | 'paging'> {
  const { t, format, query } = asked;
  const find = (query.find ?? '').trim();
  const free = query.free === 'yes';
  const found = candidates.filter((one) => (!free || !one.isFull) && says(one, find));
  const path = pathOf(find, free);
  const { items, page, pages, previousHref, nextHref } = pageOfList(found, rowsPerPage, { path, asked: query.page });
  return {
    list: {
      ...{ title: t('choices.list.title', { count: found.length }), find, free },
      empty: found.length === 0 ? t(path === '/choices' ? 'choices.list.empty' : 'choices.list.notFound') : undefined,
      rows: items.map((candidate) => candidateRow(asked, candidate)),
    },
    paging:
      pages === 1
        ? undefined
        : {
            text: t('pairing.rest.page', { page: format.number(page), pages: format.number(pages) }),
            ...{ previousHref, nextHref },
          },
  };
}

function pathOf(find: string, free: boolean): string {
  const query = new URLSearchParams({ ...(find !== '' && { find }), ...(free && { free: 'yes' }) }).toString();
  return query === '' ? '/choices' : `/choices?${query}`;
}

/** In the name, or in what they let others read. */
function says({ person, shared: { helpWith = '', goals = '' } }: Candidate, wanted: string): boolean {
  return [person.name, helpWith, goals].some((text) => mentions(text, wanted));
}

function candidateRow(asked: Asked, { person, roleWish, places, isFull, shared }: Candidate): ListRow {
  const { t } = asked;
  const room = places === undefined ? [] : [t('choices.list.places', { count: places })];
  const facts = [
    ...(roleWish === undefined ? [] : [t(`choices.list.wish.${roleWish}`)]),
    ...(isFull ? [t('choices.list.full')] : room),
    ...(shared.helpWith === undefined ? [] : [t('choices.list.helpWith', { text: shared.helpWith })]),
    ...(shared.goals === undefined ? [] : [t('choices.list.goals', { text: shared.goals })]),
    ...(shared.channel ? [t('choices.list.channel', { channel: channelText(asked, shared.channel) })] : []),
    ...(shared.timeZone === undefined ? [] : [t('choices.list.timeZone', { zone: shared.timeZone })]),
  ];
  const text = facts.length === 0 ? '' : facts.reduce((one, other) => t('pairing.sentences', { one, other }));
  return { title: person.name, icon: 'person', ...(text !== '' && { text }) };
}
