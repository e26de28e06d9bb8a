/** The sessions of one mentorship: what was offered stands first, then what is planned, then what was. */
import { after, minute } from '../../shared/clock.js';
import { fieldsFor, type FieldModel, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import { agendaOf, minutesOf } from './agenda.rules.js';
import type { Session } from './session.js';
import {
  carriedStep,
  numberOf,
  openOffer,
  openSeries,
  outcomeOf,
  proposedAgenda,
  writingNow,
  type Attendance,
} from './sessions.rules.js';
import type { PairSheet } from './sessions.service.js';
import { dayText, elsewhereTexts, spanText } from './times.view.js';
import { attendanceText, namesOf, outcomeChip, pairPath, sessionPath, sessionsPath, type Chip } from './words.view.js';

interface Button {
  label: string;
  href?: string;
  action?: string;
  tone?: 'outline' | 'quiet' | 'primary';
  fields?: readonly { name: string; value: string }[];
}

interface Row {
  icon: string;
  tone: 'info' | 'calm';
  title: string;
  href?: string;
  text?: string;
  meta?: string;
  chip?: Chip | undefined;
  level: 2 | 3;
  actions: readonly Button[];
}

interface PairModel extends PageModel {
  offered: readonly Row[];
  actions: readonly Button[];
  note: string | undefined;
  agenda: { minutes: string; first: string | undefined } | undefined;
  series:
    | {
        title: string;
        text: string;
        hidden: { name: string; value: string };
        field: FieldModel;
        agree: string;
        decline: Button;
      }
    | undefined;
  ownSeries: { text: string; withdraw: Button } | undefined;
  rhythm: { title: string; text: string; href: string } | undefined;
  planned: readonly Row[];
  past: readonly Row[];
  attendance: string | undefined;
  logHref: string | undefined;
}

const pairPage: PageOf<PairModel> = pageOf('mentoring/sessions/pair');

export interface PairFacts {
  sheet: PairSheet;
  attendance: Attendance;
  canWrite: boolean;
}

export function pairView(asked: Asked, facts: PairFacts, problems?: Problems): Page {
  const { t, now, visit } = asked;
  const { sheet, attendance } = facts;
  const { pair, book } = sheet;
  const names = namesOf(asked, pair.partners);
  const acts = !pair.closed && !visit.preview;
  const offer = acts ? openOffer(book, now) : undefined;
  const isTheirs = offer !== undefined && offer.by !== visit.personId;
  return pairPage({
    ...headOf(asked, sheet),
    banner: bannerOf(asked),
    problems: fieldsFor(t, {}, problems).summary,
    trail: [{ label: t('sessions.list.link'), href: sessionsPath }],
    narrow: true,
    offered: offer ? offeredRows(asked, sheet) : [],
    actions: acts ? actionsOf(asked, facts) : [],
    note: acts && facts.canWrite && !writingNow(book, now) ? t('sessions.writing.note') : undefined,
    agenda: isTheirs ? agendaCard(asked, sheet) : undefined,
    ...(acts ? seriesParts(asked, sheet, problems) : { series: undefined, ownSeries: undefined, rhythm: undefined }),
    ...sessionRows(asked, sheet),
    attendance: attendanceText(asked, attendance),
    logHref: acts ? `${pairPath(book.key)}/log` : undefined,
  });
}

function headOf(asked: Asked, { pair, book }: PairSheet): { title: string; lede: string | undefined } {
  const { t, now, visit } = asked;
  const names = namesOf(asked, pair.partners);
  if (pair.closed)
    return { title: t('sessions.pair.title', { names }), lede: t(`sessions.closed.${pair.closed}`, { names }) };
  const offer = openOffer(book, now);
  if (!offer) return { title: t('sessions.pair.title', { names }), lede: undefined };
  const who = pair.partners.find(({ personId }) => personId === offer.by);
  const count = offer.startsAt.length;
  if (offer.by === visit.personId) {
    return { title: t('sessions.offer.mine', { count, names }), lede: t('sessions.offer.mineLede', { names }) };
  }
  return {
    title: t('sessions.offer.theirs', { count, name: who?.name ?? names }),
    lede: t('sessions.offer.theirsLede', { minutes: offer.minutes }),
  };
}

const done = [
  ...['offered', 'taken', 'withdrawn', 'suggested', 'agreed', 'declined', 'excused', 'logged', 'moved'],
] as const;

function bannerOf({ t, query }: Asked): Banner | undefined {
  if (query.problem !== undefined && /^(gone|past|clash|full|own|notNow|apart|left)$/.test(query.problem)) {
    return { tone: 'warn', text: t(`sessions.refused.${query.problem}`) };
  }
  const said = done.find((one) => one === query.done);
  return said === undefined ? undefined : { tone: 'good', text: t(`sessions.done.${said}`) };
}

function offeredRows(asked: Asked, { book, clocks }: PairSheet): Row[] {
  const { t, now, visit } = asked;
  const offer = openOffer(book, now);
  if (!offer) return [];
  const path = pairPath(book.key);
  const offerField = { name: 'offerId', value: offer.offerId };
  return offer.startsAt.map((time) => {
    const isOver = time <= now;
    const take = {
      label: t('sessions.offer.take'),
      action: `${path}/take`,
      fields: [offerField, { name: 'time', value: time.toISOString() }],
    };
    return {
      ...{ icon: 'calendar', tone: 'info', level: 2 },
      title: spanText(asked, time, after(time, offer.minutes * minute)),
      text: elsewhereTexts(asked, clocks, time).join(' '),
      ...(isOver && { chip: { tone: 'calm', text: t('sessions.offer.over') } }),
      actions: offer.by === visit.personId || isOver ? [] : [take],
    } as const;
  });
}

function actionsOf(asked: Asked, { sheet: { book, pair }, canWrite }: PairFacts): Button[] {
  const { t, now, visit } = asked;
  const path = pairPath(book.key);
  const offer = openOffer(book, now);
  const names = namesOf(asked, pair.partners);
  const other = offer ? t('sessions.offer.other') : t('sessions.offer.link', { names });
  const writing = writingNow(book, now);
  const inWriting = writing
    ? [{ label: t('sessions.writing.go'), href: sessionPath(book.key, writing.sessionId), tone: 'quiet' as const }]
    : canWrite
      ? [{ label: t('sessions.writing.begin'), action: `${path}/writing`, tone: 'quiet' as const }]
      : [];
  const withdraw = {
    label: t('sessions.offer.withdraw'),
    action: `${path}/withdraw`,
    tone: 'quiet' as const,
    fields: [{ name: 'offerId', value: offer?.offerId ?? '' }],
  };
  return [
    { label: other, href: `${path}/offer`, tone: offer ? 'outline' : 'primary' },
    ...(offer?.by === visit.personId ? [withdraw] : []),
    ...inWriting,
  ];
}

function agendaCard(asked: Asked, { book, library }: PairSheet): PairModel['agenda'] {
  const { t, now } = asked;
  const agenda = agendaOf(library, book.offer?.agendaId ?? proposedAgenda(book, library));
  const parts = agenda.lines.map(({ title, minutes }) => t('sessions.agenda.part', { title, minutes }));
  const carried = carriedStep(book, now);
  return {
    minutes: t('sessions.agenda.sum', { minutes: minutesOf(agenda), parts: asked.format.list(parts) }),
    first: carried && carriedText(asked, carried),
  };
}

export function carriedText(asked: Asked, { step, from }: { step: { text: string }; from: Date }): string {
  return asked.t('sessions.agenda.carried', { step: step.text, date: asked.format.date(from) });
}

function seriesParts(
  asked: Asked,
  sheet: PairSheet,
  problems?: Problems,
): Pick<PairModel, 'series' | 'ownSeries' | 'rhythm'> {
  const { t, now, visit } = asked;
  const { book, pair, clocks } = sheet;
  const path = pairPath(book.key);
  const names = namesOf(asked, pair.partners);
  const series = openSeries(book, now);
  const none = { series: undefined, ownSeries: undefined, rhythm: undefined };
  const hidden = { name: 'seriesId', value: series?.seriesId ?? '' };
  const decline = {
    label: t('sessions.series.decline'),
    action: `${path}/decline`,
    tone: 'quiet' as const,
    fields: [hidden],
  };
  if (!series) {
    const rhythm = { title: t('sessions.series.ask'), text: t('sessions.series.askText'), href: `${path}/rhythm` };
    return { ...none, rhythm };
  }
  const ahead = series.starts.filter((time) => time > now);
  const count = ahead.length;
  if (series.by === visit.personId) {
    const withdraw = { ...decline, label: t('sessions.series.withdraw') };
    return { ...none, ownSeries: { text: t('sessions.series.mine', { count, names }), withdraw } };
  }
  const who = pair.partners.find(({ personId }) => personId === series.by)?.name ?? names;
  const form = fieldsFor(t, { dates: ahead.map((time) => time.toISOString()) }, problems);
  const field = form.field('checkboxes', 'dates', {
    label: t('sessions.series.dates'),
    hint: t('sessions.series.leaveOut'),
    options: ahead.map((time) => ({
      value: time.toISOString(),
      label: spanText(asked, time, after(time, series.minutes * minute)),
      hint: elsewhereTexts(asked, clocks, time).join(' '),
    })),
  });
  const title = t('sessions.series.theirs', { name: who, count });
  return {
    ...none,
    series: { title, text: t('sessions.series.text'), hidden, field, agree: `${path}/agree`, decline },
  };
}

function sessionRows(asked: Asked, sheet: PairSheet): Pick<PairModel, 'planned' | 'past'> {
  const { book } = sheet;
  const rows = book.sessions.map((session) => ({ session, outcome: outcomeOf(session, book.memberIds, asked.now) }));
  const isAhead = ({ session, outcome }: (typeof rows)[number]) =>
    outcome.is === 'ahead' || (outcome.is === 'running' && session.way === 'meeting');
  return {
    planned: rows.filter(isAhead).map(({ session }) => sessionRow(asked, sheet, session)),
    past: rows
      .filter((row) => !isAhead(row))
      .reverse()
      .map(({ session }) => sessionRow(asked, sheet, session)),
  };
}

export function sessionRow(asked: Asked, { book, clocks }: PairSheet, session: Session): Row {
  const { t, format, now } = asked;
  const outcome = outcomeOf(session, book.memberIds, now);
  const { next, way, startsAt, endsAt } = session;
  const when =
    way === 'writing'
      ? t('sessions.writing.span', { from: format.date(startsAt), until: format.date(endsAt) })
      : spanText(asked, startsAt, endsAt);
  const by = next?.by === undefined ? '' : t('sessions.next.by', { date: dayText(asked, next.by) });
  const ahead = outcome.is === 'ahead' || outcome.is === 'running';
  return {
    ...{ icon: way === 'writing' ? 'chat' : 'calendar', tone: ahead ? 'info' : 'calm', level: 3, actions: [] },
    title: t('sessions.row.title', { number: numberOf(book, session), when }),
    href: sessionPath(book.key, session.sessionId),
    ...(ahead && way === 'meeting' && { text: elsewhereTexts(asked, clocks, startsAt).join(' ') }),
    ...(next && { text: t('sessions.row.next', { step: next.text, by }) }),
    chip: outcomeChip(asked, outcome),
  };
}
