/** One session: the link before it begins, "Did it happen?" afterwards; its agenda, what is written down, and the next step. */
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { minutesOf, timedLines } from './agenda.rules.js';
import type { FirstLine, SessionSheet } from './afterwards.service.js';
import { happenedPart, type Happened } from './happened.view.js';
import { notesPart, type NotesPart } from './notes.view.js';
import { carriedText } from './offered.view.js';
import { linkField } from './plan.view.js';
import { numberOf } from './sessions.rules.js';
import { elsewhereTexts, soonText, spanText } from './times.view.js';
import { writingPart, type WritingPart } from './writing.view.js';
import { namesOf, outcomeChip, pairPath, sessionPath, titleOf, type Chip } from './words.view.js';

interface Ahead {
  eyebrow: string;
  title: string;
  text: string | undefined;
  open: { label: string; href: string } | undefined;
  calendarHref: string;
  moveHref: string;
  excuse: { action: string; field: FieldModel };
}

interface SessionModel extends PageModel {
  chip: Chip | undefined;
  ahead: Ahead | undefined;
  happened: Happened | undefined;
  writing: WritingPart | undefined;
  agenda: {
    title: string;
    firsts: readonly { text: string; href?: string }[];
    lines: readonly { at: string | undefined; minutes: string; title: string; text: string }[];
    textHref: string;
  };
  points: readonly string[];
  prompts: readonly string[];
  miniCase: { title: string; text: string } | undefined;
  notes: NotesPart;
  arrange: { action: string; fields: readonly FieldModel[] } | undefined;
}

const sessionPage: PageOf<SessionModel> = pageOf('mentoring/sessions/session');

export function sessionView(
  asked: Asked,
  sheet: SessionSheet,
  talkPath: string | undefined,
  problems?: Problems,
): Page {
  const { t, visit } = asked;
  const { pair, book, session, outcome } = sheet;
  const names = namesOf(asked, pair.partners);
  return sessionPage({
    title: titleOf(asked, session, numberOf(book, session), names),
    lede: ledeOf(asked, sheet),
    banner: bannerOf(asked),
    problems: fieldsFor(t, {}, problems).summary,
    trail: [{ label: t('sessions.pair.link', { names }), href: pairPath(book.key) }],
    chip: outcomeChip(asked, outcome),
    ...(isPlanned(asked, sheet)
      ? { ahead: aheadOf(asked, sheet, problems), arrange: arrangePart(asked, sheet, problems) }
      : { ahead: undefined, arrange: undefined }),
    happened: visit.preview ? undefined : happenedPart(asked, sheet, problems),
    writing: session.way === 'writing' ? writingPart(asked, sheet, talkPath, problems) : undefined,
    agenda: agendaPart(asked, sheet),
    points: sheet.agenda.points,
    prompts: sheet.agenda.prompts,
    miniCase: sheet.agenda.miniCase,
    notes: notesPart(asked, sheet, problems),
  });
}

/** What is to come can be moved, cancelled and arranged. */
function isPlanned({ visit }: Asked, { pair, session, outcome }: SessionSheet): boolean {
  return !visit.preview && !pair.closed && session.way === 'meeting' && outcome.is === 'ahead';
}

const done = ['saved', 'said', 'arranged', 'wrote', 'taken'] as const;

function bannerOf({ t, query }: Asked): Banner | undefined {
  if (query.problem === 'notNow') return { tone: 'warn', text: t('sessions.refused.notNow') };
  const said = done.find((one) => one === query.done);
  return said === undefined ? undefined : { tone: 'good', text: t(`sessions.done.${said}`) };
}

function ledeOf(asked: Asked, { session, clocks, pair }: SessionSheet): string {
  const { t, format } = asked;
  if (pair.closed) return t(`sessions.closed.${pair.closed}`, { names: namesOf(asked, pair.partners) });
  const { startsAt, endsAt } = session;
  if (session.way === 'writing') {
    return t('sessions.writing.span', { from: format.date(startsAt), until: format.date(endsAt) });
  }
  return [`${spanText(asked, startsAt, endsAt)}.`, ...elsewhereTexts(asked, clocks, startsAt)].join(' ');
}

function aheadOf(asked: Asked, { book, session, pair }: SessionSheet, problems?: Problems): Ahead {
  const { t } = asked;
  const path = sessionPath(book.key, session.sessionId);
  const names = namesOf(asked, pair.partners);
  const { link } = session;
  const form = fieldsFor(t, {}, problems);
  return {
    eyebrow: soonText(asked, session.startsAt),
    title: t(link === undefined ? 'sessions.ahead.noLink' : 'sessions.ahead.link'),
    text:
      link === undefined ? t('sessions.ahead.noLinkText') : t('sessions.ahead.linkText', { host: new URL(link).host }),
    open: link === undefined ? undefined : { label: t('sessions.ahead.open'), href: link },
    calendarHref: `${path}/file`,
    moveHref: `${pairPath(book.key)}/offer?instead=${session.sessionId}`,
    excuse: {
      action: `${path}/excuse`,
      field: form.field('text', 'reason', {
        ...{ label: t('sessions.excuse.reason', { names }), optional: true, maxLength: 500 },
        whoSees: t('sessions.who.pair', { names }),
      }),
    },
  };
}

function agendaPart(asked: Asked, sheet: SessionSheet): SessionModel['agenda'] {
  const { t, format } = asked;
  const { agenda, session, book } = sheet;
  const isMeeting = session.way === 'meeting';
  return {
    title: t('sessions.agenda.title', { title: agenda.title, minutes: minutesOf(agenda) }),
    firsts: firstLines(asked, sheet),
    lines: timedLines(agenda.lines, session.startsAt).map(({ at, minutes, title, text }) => ({
      at: isMeeting ? format.time(at) : undefined,
      ...{ minutes: t('sessions.agenda.minutes', { count: minutes }), title, text },
    })),
    textHref: `${sessionPath(book.key, session.sessionId)}/agenda`,
  };
}

/** What comes before the agenda's own lines: the last next step, then what goals and journals bring. */
export function firstLines(asked: Asked, sheet: SessionSheet): { text: string; href?: string }[] {
  const { carried, firstLines: contributed } = sheet;
  return [
    ...(carried ? [{ text: carriedText(asked, carried) }] : []),
    ...contributed.map((line) => ({
      text: lineText(asked, sheet, line),
      ...(line.href !== undefined && { href: line.href }),
    })),
  ];
}

function lineText({ t, visit }: Asked, { pair }: SessionSheet, { personId, kind, text }: FirstLine): string {
  if (personId === visit.personId) return t(`sessions.agenda.mine.${kind}`, { text });
  const name = pair.partners.find((one) => one.personId === personId)?.name ?? '';
  return t(`sessions.agenda.theirs.${kind}`, { name, text });
}

function arrangePart(
  asked: Asked,
  { book, session, library }: SessionSheet,
  problems?: Problems,
): SessionModel['arrange'] {
  const { t } = asked;
  const form = fieldsFor(t, { link: session.link ?? '', agendaId: session.agendaId }, problems);
  const options = library.agendas.map((agenda) => ({
    value: agenda.agendaId,
    label: t('sessions.form.agendaOption', { title: agenda.title, minutes: minutesOf(agenda) }),
  }));
  return {
    action: `${sessionPath(book.key, session.sessionId)}/arrange`,
    fields: [form.field('select', 'agendaId', { label: t('sessions.form.agenda'), options }), linkField(asked, form)],
  };
}

/** Plain text to print, or to read on a bad line. */
export function agendaText(asked: Asked, sheet: SessionSheet): string {
  const { title, firsts, lines } = agendaPart(asked, sheet);
  const { agenda } = sheet;
  const parts = [
    [title, ledeOf(asked, sheet)],
    firsts.map(({ text }) => `- ${text}`),
    lines.map((line) => `${line.at === undefined ? '' : `${line.at}  `}${line.minutes}  ${line.title}: ${line.text}`),
    agenda.points.map((point) => `- ${point}`),
    agenda.prompts.map((prompt) => `- ${prompt}`),
    agenda.miniCase ? [agenda.miniCase.title, agenda.miniCase.text] : [],
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}
