/** What somebody wrote in earlier weeks, and what came of it. */
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import { pageOfList, pagingOf, type Paging } from '../../web/paging.js';
import type { Asked } from '../../web/routing.js';
import type { Checkin, Fate } from './checkin.js';
import type { OwnCheckin } from './checkins.service.js';
import { answerText, nameOf, ownPath, titleOf } from './checkins.view.js';

export interface EarlierRow {
  title: string;
  href: string;
  said: readonly string[];
  replies: readonly string[];
  chip: { tone: 'good' | 'calm'; text: string } | undefined;
  actions: readonly {
    action: string;
    label: string;
    tone: 'quiet';
    fields: readonly { name: string; value: string }[];
  }[];
}

interface EarlierModel extends PageModel {
  rows: readonly EarlierRow[];
  paging: Paging;
}

const earlierPage: PageOf<EarlierModel> = pageOf('mentoring/checkins/earlier');
const rowsPerPage = 12;

/** Newest first. */
export function earlierRows(asked: Asked, own: OwnCheckin, atMost: number): EarlierRow[] {
  return own.earlier.slice(0, atMost).map((checkin) => rowOf(asked, own, checkin));
}

export function earlierCheckins(asked: Asked, own: OwnCheckin): Page {
  const { t, query } = asked;
  const path = `/checkins/${own.activity.activityId}`;
  const all = own.checkin?.sentAt ? [own.checkin, ...own.earlier] : own.earlier;
  const list = pageOfList(all, rowsPerPage, { path: `${path}/earlier`, asked: query.page });
  return earlierPage({
    title: t('checkins.earlier.title', { title: titleOf(t, own.activity) }),
    lede: t('checkins.earlier.lede', { count: all.length }),
    narrow: true,
    trail: [{ label: t('checkins.partners.back'), href: path }],
    rows: list.items.map((checkin) => rowOf(asked, own, checkin)),
    paging: pagingOf(t, list),
  });
}

function rowOf(asked: Asked, own: OwnCheckin, checkin: Checkin): EarlierRow {
  const { t, format } = asked;
  const { answers = [], sentAt } = checkin;
  const mood = answers.find(({ kind }) => kind === 'mood');
  const name = nameOf(t, checkin.occurrence, own.plan);
  const texts = answers.filter(({ kind, text }) => kind !== 'mood' && kind !== 'help' && text !== '');
  return {
    title: mood
      ? t('checkins.earlier.rowMood', { name, mood: answerText(t, mood) })
      : t('checkins.earlier.row', { name, when: sentAt ? format.date(sentAt) : '' }),
    href: ownPath(checkin),
    said: texts.map(({ text }) => t('checkins.earlier.said', { text })),
    replies: replyLines(asked, own, checkin),
    ...fateOf(asked, own, checkin),
  };
}

/** A line a partner. */
export function replyLines({ t }: Asked, { repliers }: OwnCheckin, { replies = {} }: Checkin): string[] {
  return Object.entries(replies).map(([personId, { text }]) => {
    const name = repliers.get(personId)?.name ?? t('checkins.overview.somebody');
    return text === undefined ? t('checkins.reply.encouraged', { name }) : t('checkins.reply.said', { name, text });
  });
}

type Fated = Pick<EarlierRow, 'chip' | 'actions'>;

function fateOf({ t, visit }: Asked, { activity }: OwnCheckin, { answers = [], fate, occurrence }: Checkin): Fated {
  const named = answers.some(({ key, text }) => key === 'step' && text !== '');
  if (!named) return { chip: undefined, actions: [] };
  const known = fate === 'open' ? undefined : fate;
  const offered: readonly Fate[] = visit.preview ? [] : known ? ['open'] : ['done', 'dropped'];
  return {
    chip: known && { tone: known === 'done' ? 'good' : 'calm', text: t(`checkins.fate.${known}`) },
    actions: offered.map((one) => ({
      action: `/checkins/${activity.activityId}/fate`,
      ...{ label: t(`checkins.fate.set.${one}`), tone: 'quiet' },
      fields: [
        { name: 'occurrence', value: occurrence },
        { name: 'fate', value: one },
      ],
    })),
  };
}
