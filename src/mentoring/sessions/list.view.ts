/** All sessions of one person: by partner, what comes next first. */
import { pageOf, type Page, type PageModel, type PageOf } from '../../web/page.js';
import type { Asked } from '../../web/routing.js';
import type { OwnSessions } from './own.service.js';
import { isAsked, nextOf, openOffer, openSeries, outcomeOf, writingNow } from './sessions.rules.js';
import { spanText } from './times.view.js';
import { attendanceText, namesOf, pairPath, sessionsPath } from './words.view.js';

interface Row {
  title: string;
  href: string;
  text: string;
  meta: string | undefined;
  avatar: { initials: string; hue: number } | undefined;
  level: 2;
  actions: readonly [];
}

interface ListModel extends PageModel {
  rows: readonly Row[];
  none: string | undefined;
}

const listPage: PageOf<ListModel> = pageOf('mentoring/sessions/list');

export function listView(asked: Asked, all: readonly OwnSessions[]): Page {
  const { t } = asked;
  return listPage({
    title: t('sessions.list.title', { count: all.length }),
    tab: sessionsPath,
    narrow: true,
    rows: all.map((one) => rowOf(asked, one)),
    none: all.length === 0 ? t('sessions.list.none') : undefined,
  });
}

function rowOf(asked: Asked, { pair, book, attendance }: OwnSessions): Row {
  const [first] = pair.partners;
  return {
    ...{ title: namesOf(asked, pair.partners), href: pairPath(pair.key), level: 2, actions: [] },
    text: pair.closed ? asked.t('sessions.list.over') : stateText(asked, { book }),
    meta: attendanceText(asked, attendance),
    avatar: first && { initials: first.initials, hue: first.hue },
  };
}

/** What stands between two now, in one sentence. */
export function stateText(asked: Asked, { book }: Pick<OwnSessions, 'book'>): string {
  const { t, now, visit } = asked;
  const toSay = book.sessions.find((one) => isAsked(one, outcomeOf(one, book.memberIds, now), visit.personId));
  if (toSay) return t('sessions.state.say', { date: asked.format.date(toSay.startsAt) });
  const offer = openOffer(book, now);
  if (offer) return t(offer.by === visit.personId ? 'sessions.state.offered' : 'sessions.state.toTake');
  if (openSeries(book, now)) return t('sessions.state.series');
  if (writingNow(book, now)) return t('sessions.state.writing');
  const next = nextOf(book, now);
  return next
    ? t('sessions.state.next', { when: spanText(asked, next.startsAt, next.endsAt) })
    : t('sessions.state.none');
}
