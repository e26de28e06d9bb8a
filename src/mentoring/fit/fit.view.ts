/** "How is it going?": the card of a learner's home, its page, and what a teacher reads. */
import { formPage, listPage, type ListRow } from '../../pairing/shown/pages.view.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import type { Page } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { fitAnswers, type FitAnswer, type FitCounts } from './fit.js';
import { shareWell } from './fit.rules.js';
import type { FitOverview, FitSheet } from './fit.service.js';

export interface FitCard {
  id: string;
  title: string;
  said: string | undefined;
  open: boolean;
  action: string;
  fields: readonly FieldModel[];
  whoSees: { icon: 'eye'; text: string };
  /** The line that opens the rest. */
  opens: string;
  button: string;
  /** Tells the buttons of several cards apart. */
  about: string;
  later: { label: string; about: string; action: string; tone: 'quiet' } | undefined;
}

/** What a teacher's home says about it. */
export interface FitLine {
  text: string;
  link: { label: string; href: string };
}

const answersPerPage = 50;

/**
 * Of several that are asked the first is open. In a break nothing is asked of a pair.
 * @param resting by id of the person
 */
export function fitCards(
  asked: Asked,
  all: readonly FitSheet[],
  resting: ReadonlyMap<string, unknown>,
): { asked: FitCard[]; known: FitCard[] } {
  if (asked.visit.preview) return { asked: [], known: [] };
  const own = resting.has(asked.visit.personId);
  const rests = ({ partners }: FitSheet) => own || partners.every(({ personId }) => resting.has(personId));
  const sheets = all.map((sheet) => (rests(sheet) ? restingSheet(sheet) : sheet));
  const cards = (some: readonly FitSheet[], openFirst: boolean) =>
    some.map((sheet, index) => cardOf(asked, sheet, openFirst && index === 0));
  return {
    asked: cards(sheets.filter(isAsked), true),
    known: cards(
      sheets.filter((sheet) => !isAsked(sheet)),
      false,
    ),
  };
}

function restingSheet(sheet: FitSheet): FitSheet {
  const { state } = sheet;
  return state.stage === 'asked' ? { ...sheet, state: { ...state, stage: 'putOff' } } : sheet;
}

function isAsked({ state }: FitSheet): boolean {
  return state.stage === 'asked';
}

function cardOf(asked: Asked, sheet: FitSheet, open: boolean): FitCard {
  const { t } = asked;
  const about = namesOf(asked, sheet);
  const id = `fit-${sheet.pairId.replaceAll('.', '-')}`;
  const now = isAsked(sheet);
  return {
    ...{ id, open, title: questionOf(asked, sheet), said: saidText(asked, sheet) },
    action: addressOf(sheet),
    fields: questionsOf(asked, sheet).fields.map((field) => ({ ...field, id: `${id}-${field.name}` })),
    whoSees: { icon: 'eye', text: whoSees(asked, sheet) },
    opens: t(sheet.state.stage === 'answered' ? 'fit.change' : 'fit.opens'),
    ...{ button: t('fit.button'), about },
    later: now ? { label: t('fit.later'), about, action: `${addressOf(sheet)}/later`, tone: 'quiet' } : undefined,
  };
}

export function fitView(asked: Asked, sheet: FitSheet, problems?: Problems): Page {
  const { t, visit } = asked;
  const { fields, summary } = questionsOf(asked, sheet, problems);
  return formPage({
    title: questionOf(asked, sheet),
    lede: saidText(asked, sheet) ?? t('fit.lede'),
    problems: summary,
    tab: '/mentoring',
    narrow: true,
    text: undefined,
    action: addressOf(sheet),
    fields: [],
    questions: fields,
    whoSees: whoSees(asked, sheet),
    button: visit.preview ? undefined : t('fit.button'),
    others: [{ label: t('after.back'), href: '/mentoring', tone: 'quiet' }],
  });
}

function questionsOf({ t }: Asked, { state }: FitSheet, problems?: Problems) {
  const stands = state.stage === 'answered' ? state.said : undefined;
  const form = fieldsFor(t, stands ? { answer: stands.answer, note: stands.note ?? '' } : {}, problems);
  const fields = [
    form.field('radios', 'answer', {
      label: t('fit.label'),
      options: fitAnswers.map((value) => ({ value, label: t(`fit.answer.${value}`), hint: t(`fit.hint.${value}`) })),
    }),
    form.field('textarea', 'note', { label: t('fit.note'), optional: true, rows: 2, maxLength: 500, private: true }),
  ];
  return { fields, summary: form.summary };
}

function questionOf(asked: Asked, sheet: FitSheet): string {
  return asked.t('fit.title', { name: namesOf(asked, sheet) });
}

/** Never what was said: partners look at one screen together. */
function saidText({ t }: Asked, { state: { stage, said } }: FitSheet): string | undefined {
  if (stage === 'answered') return t('fit.said.answered');
  if (said) return t('fit.said.again');
  return stage === 'putOff' ? t('fit.said.putOff') : undefined;
}

function whoSees(asked: Asked, sheet: FitSheet): string {
  return asked.t('fit.who', { name: namesOf(asked, sheet), count: sheet.partners.length });
}

function namesOf({ format }: Asked, { partners }: Pick<FitSheet, 'partners'>): string {
  return format.list(partners.map(({ name }) => name));
}

function addressOf({ pairId }: FitSheet): string {
  return `/fit/${pairId}`;
}

/** Undefined before anybody is asked. */
export function fitLine({ t, format }: Asked, counts: FitCounts): FitLine | undefined {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (all === 0) return undefined;
  const link = { label: t('fit.line.link'), href: '/mentoring/fit' };
  return { text: t('fit.line.text', { counts: countsText({ t, format }, counts) }), link };
}

function countsText({ t, format }: Pick<Asked, 't' | 'format'>, counts: FitCounts): string {
  return format.list(
    ([...fitAnswers, 'unanswered'] as const).map((answer) => t(`fit.count.${answer}`, { count: counts[answer] })),
  );
}

/** @param page from 1 */
export function fitOverviewView(asked: Asked, { counts, said }: FitOverview, page: number): Page {
  const { t, format } = asked;
  const sorted = (['not', 'deciding', 'well'] as const).flatMap((answer) =>
    said.filter(({ state }) => state.said?.answer === answer),
  );
  const shown = sorted.slice((page - 1) * answersPerPage, page * answersPerPage);
  const share = shareWell(counts);
  const section = (answer: FitAnswer) => ({
    id: answer,
    title: t(`fit.count.${answer}`, { count: counts[answer] }),
    rows: shown.filter(({ state }) => state.said?.answer === answer).map((one) => rowOf(asked, one)),
  });
  const told = countsText(asked, counts);
  return listPage({
    title: t('fit.overview.title'),
    lede:
      share === undefined
        ? t('fit.line.text', { counts: told })
        : t('fit.overview.share', { counts: told, share: format.percent(share) }),
    trail: [{ label: t('web.tab.home'), href: '/mentoring' }],
    tab: '/mentoring',
    sections: [section('not'), section('deciding'), section('well')].filter(({ rows }) => rows.length > 0),
    empty: shown.length === 0 ? t('fit.overview.none') : undefined,
    paging: pagingOf(asked, page, Math.ceil(sorted.length / answersPerPage)),
    others: [{ label: t('pairing.work.seek.button'), href: '/pairing/seekers', tone: 'quiet' }],
  });
}

const looks = {
  well: { icon: 'tick', tone: 'good' },
  deciding: { icon: 'clock', tone: 'calm' },
  not: { icon: 'people', tone: 'warn' },
} as const;

function rowOf(asked: Asked, { person, partners, state }: FitOverview['said'][number]): ListRow {
  const { t, format } = asked;
  const { answer, note, at } = state.said ?? { answer: 'deciding', note: undefined, at: asked.now };
  return {
    title: t('fit.overview.row', { name: person.name, partners: namesOf(asked, { partners }) }),
    ...(note !== undefined && { text: t('fit.overview.note', { note }) }),
    meta: format.date(at),
    ...looks[answer],
  };
}

function pagingOf({ t, format }: Asked, page: number, pages: number) {
  if (pages <= 1) return undefined;
  const to = (number: number) => `/mentoring/fit?page=${String(number)}`;
  return {
    text: t('pairing.rest.page', { page: format.number(page), pages: format.number(pages) }),
    previousHref: page > 1 ? to(page - 1) : undefined,
    nextHref: page < pages ? to(page + 1) : undefined,
  };
}
