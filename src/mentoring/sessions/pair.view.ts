/** The sessions of one mentorship: what was offered stands first, then what is planned, then what was. */
import { fieldsFor, type Problems } from '../../web/forms.js';
import { pageOf, type Banner, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import {
  actionsOf,
  agendaCard,
  offeredRows,
  seriesParts,
  type Button,
  type OpenParts,
  type Row,
} from './offered.view.js';
import type { Session } from './session.js';
import { numberOf, openOffer, outcomeOf, writingNow, type Attendance } from './sessions.rules.js';
import type { PairSheet } from './sessions.service.js';
import { dayText, elsewhereTexts, spanText } from './times.view.js';
import { attendanceText, namesOf, outcomeChip, pairPath, sessionPath, sessionsPath } from './words.view.js';

interface PairModel extends PageModel, OpenParts {
  offered: readonly Row[];
  actions: readonly Button[];
  note: string | undefined;
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
  const { t, visit } = asked;
  const { sheet, attendance } = facts;
  const acts = !sheet.pair.closed && !visit.preview;
  return pairPage({
    ...headOf(asked, sheet),
    banner: bannerOf(asked),
    problems: fieldsFor(t, {}, problems).summary,
    trail: [{ label: t('sessions.list.link'), href: sessionsPath }],
    narrow: true,
    ...(acts ? acting(asked, facts, problems) : reading),
    ...sessionRows(asked, sheet),
    attendance: attendanceText(asked, attendance),
  });
}

type Acting = Pick<
  PairModel,
  'offered' | 'actions' | 'note' | 'agenda' | 'series' | 'ownSeries' | 'rhythm' | 'logHref'
>;

const reading: Acting = {
  ...{ offered: [], actions: [], note: undefined, agenda: undefined },
  ...{ series: undefined, ownSeries: undefined, rhythm: undefined, logHref: undefined },
};

function acting(asked: Asked, facts: PairFacts, problems?: Problems): Acting {
  const { t, now, visit } = asked;
  const { sheet, canWrite } = facts;
  const { book } = sheet;
  const offer = openOffer(book, now);
  return {
    offered: offeredRows(asked, sheet),
    actions: actionsOf(asked, sheet, canWrite),
    note: canWrite && !writingNow(book, now) ? t('sessions.writing.note') : undefined,
    agenda: offer && offer.by !== visit.personId ? agendaCard(asked, sheet) : undefined,
    ...seriesParts(asked, sheet, problems),
    logHref: `${pairPath(book.key)}/log`,
  };
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
  if (query.problem !== undefined && /^(gone|past|clash|full|own|notNow|apart|left|staff)$/.test(query.problem)) {
    return { tone: 'warn', text: t(`sessions.refused.${query.problem}`) };
  }
  const said = done.find((one) => one === query.done);
  return said === undefined ? undefined : { tone: 'good', text: t(`sessions.done.${said}`) };
}

function sessionRows(asked: Asked, sheet: PairSheet): Pick<PairModel, 'planned' | 'past'> {
  const { book } = sheet;
  const rows = book.sessions.map((session) => ({ session, outcome: outcomeOf(session, book.memberIds, asked.now) }));
  const isAhead = ({ outcome }: (typeof rows)[number]) => outcome.is === 'ahead' || outcome.is === 'running';
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
