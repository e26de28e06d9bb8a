import { takesPartHere } from '../../course/roster/person.js';
import { cardOf, type HomeContribution, type PersonNow, type Step } from '../../home/home.js';
import { after, day } from '../../shared/clock.js';
import { startOfDay, daysAfter } from '../../shared/local-time.js';
import type { Asked } from '../../web/routing.js';
import { stateText } from './list.view.js';
import type { OwnService, OwnSessions } from './own.service.js';
import type { ReadingService } from './reading.service.js';
import {
  carriedStep,
  isAsked,
  nextOf,
  openOffer,
  openSeries,
  outcomeOf,
  writingNow,
  hasFinished,
} from './sessions.rules.js';
import { spanText } from './times.view.js';
import { namesOf, pairPath, sessionPath } from './words.view.js';
import { readingRows, sessionsFigure } from './reading.view.js';

interface SessionsCard {
  rows: readonly { href: string; title: string; text: string }[];
}

const sessionsCard = cardOf<SessionsCard>('more', '/mentoring/sessions/card');

interface Needs {
  own: Pick<OwnService, 'running' | 'near'>;
  reading: Pick<ReadingService, 'counts' | 'attendance'>;
}

/** Times to take, sessions to confirm, the next one; for teachers what sessions bring to them. */
export function sessionsHome({ own, reading }: Needs): HomeContribution {
  return {
    async work(asked) {
      return readingRows(asked, await reading.counts(asked.visit.courseId, asked.now));
    },

    async health(asked) {
      return { figures: sessionsFigure(asked, await reading.attendance(asked.visit.courseId, asked.now)) };
    },

    async own(asked) {
      const all = await own.running(asked.visit, asked.now);
      const open = all.filter(({ pair }) => !pair.closed);
      if (open.length === 0) return {};
      const near = await own.near(asked.visit, asked.now);
      const rests = ({ pair }: OwnSessions) => pair.memberIds.some((personId) => near.has(personId));
      // Whom one mentors stands in the list of mentees.
      const rows = open
        .filter(({ pair }) => pair.part !== 'mentor')
        .map(({ pair, book }) => ({
          ...{ href: pairPath(pair.key), title: namesOf(asked, pair.partners), text: stateText(asked, { book }) },
        }));
      const steps = open.flatMap((one) => [
        ...saySteps(asked, one),
        // In a break nothing new is asked of a pair.
        ...(rests(one) ? [] : [...takeSteps(asked, one), ...writeSteps(asked, one), ...nextSteps(asked, one)]),
      ]);
      const awake = open.filter((one) => !rests(one));
      return {
        steps: [...steps, ...offerStep(asked, awake)],
        people: open.filter(({ pair }) => pair.part === 'mentor').flatMap((one) => menteesIn(asked, one)),
        cards: rows.length > 0 ? [sessionsCard({ rows })] : [],
      };
    },
  };
}

function takeSteps(asked: Asked, { pair, book }: OwnSessions): Step[] {
  const { t, visit, now } = asked;
  const names = namesOf(asked, pair.partners);
  const [offer, series] = [openOffer(book, now), openSeries(book, now)];
  const href = pairPath(pair.key);
  const nameOf = (id: string) => pair.partners.find(({ personId }) => personId === id)?.name ?? names;
  return [
    ...(offer && offer.by !== visit.personId
      ? [
          {
            ...{
              order: 'awaited' as const,
              title: t('sessions.offer.theirs', { name: nameOf(offer.by), count: offer.startsAt.length }),
            },
            ...{ text: t('sessions.home.takeText'), action: { label: t('sessions.home.take'), href } },
          },
        ]
      : []),
    ...(series && series.by !== visit.personId
      ? [
          {
            ...{
              order: 'awaited' as const,
              title: t('sessions.series.theirs', { name: nameOf(series.by), count: series.starts.length }),
            },
            ...{ text: t('sessions.series.text'), action: { label: t('sessions.home.see'), href } },
          },
        ]
      : []),
  ];
}

/** Asked of whoever has not said it; once more where two do not agree. */
function saySteps(asked: Asked, { pair, book }: OwnSessions): Step[] {
  const { t, visit, now, format } = asked;
  const names = namesOf(asked, pair.partners);
  return book.sessions.flatMap((session) => {
    const outcome = outcomeOf(session, book.memberIds, now);
    if (session.endsAt > now || !isAsked(session, outcome, visit.personId)) return [];
    const word = outcome.is === 'again' ? 'again' : outcome.is === 'waiting' ? 'waiting' : 'open';
    return [
      {
        order: outcome.is === 'open' ? ('due' as const) : ('awaited' as const),
        title: t(`sessions.home.say.${word}`, { names }),
        text: t(`sessions.home.sayText.${word}`, { names, date: format.date(session.startsAt) }),
        action: { label: t('sessions.home.answer'), href: sessionPath(pair.key, session.sessionId) },
        dueAt: session.endsAt,
      },
    ];
  });
}

function writeSteps(asked: Asked, { pair, book }: OwnSessions): Step[] {
  const { t, visit, now, format } = asked;
  const session = writingNow(book, now);
  if (!session || hasFinished(session, visit.personId)) return [];
  return [
    {
      ...{ order: 'due' as const, title: t('sessions.home.write', { names: namesOf(asked, pair.partners) }) },
      text: t('sessions.home.writeText', { date: format.date(session.endsAt) }),
      action: { label: t('sessions.home.answer'), href: sessionPath(pair.key, session.sessionId) },
      dueAt: session.endsAt,
    },
  ];
}

/** The next session, and what was agreed at the last one. */
function nextSteps(asked: Asked, { pair, book }: OwnSessions): Step[] {
  const { t, now, visit } = asked;
  const next = nextOf(book, now);
  const names = namesOf(asked, pair.partners);
  const carried = carriedStep(book, now);
  const by = carried?.step.by;
  const endsAt = by === undefined ? undefined : startOfDay(daysAfter(by, 1), visit.timeZone);
  const isMine = pair.part !== 'mentor';
  return [
    ...(next
      ? [
          {
            ...{ order: 'due' as const, title: t('sessions.home.next', { names }), dueAt: next.startsAt },
            text: `${spanText(asked, next.startsAt, next.endsAt)}.`,
            action: { label: t('sessions.home.prepare'), href: sessionPath(pair.key, next.sessionId) },
          },
        ]
      : []),
    ...(carried && endsAt && endsAt > now && endsAt < after(now, 14 * day) && isMine
      ? [
          {
            ...{ order: 'due' as const, title: t('sessions.home.step', { step: carried.step.text }), dueAt: endsAt },
            text: t('sessions.home.stepText', { date: asked.format.date(after(endsAt, -1)) }),
            action: { label: t('sessions.home.see'), href: pairPath(pair.key) },
          },
        ]
      : []),
  ];
}

/** Of several only one: the rest stand in the card. */
function offerStep(asked: Asked, all: readonly OwnSessions[]): Step[] {
  const { t, now } = asked;
  const found = all.find(
    ({ book }) => !nextOf(book, now) && !openOffer(book, now) && !openSeries(book, now) && !writingNow(book, now),
  );
  if (!found) return [];
  const names = namesOf(asked, found.pair.partners);
  return [
    {
      ...{ order: 'ongoing', title: t('sessions.home.offer', { names }), text: t('sessions.home.offerText') },
      action: { label: t('sessions.home.offerButton'), href: `${pairPath(found.pair.key)}/offer` },
    },
  ];
}

/** What each mentee needs of the one who mentors them, as far as sessions know. */
function menteesIn(asked: Asked, { pair, book }: OwnSessions): PersonNow[] {
  const { t, now, visit } = asked;
  const toSay = book.sessions.some((one) => isAsked(one, outcomeOf(one, book.memberIds, now), visit.personId));
  const [offer, series] = [openOffer(book, now), openSeries(book, now)];
  const toTake = [offer, series].some((one) => one && one.by !== visit.personId);
  const label = t(toSay || toTake ? 'sessions.home.answer' : 'sessions.home.plan');
  return pair.partners.filter(takesPartHere).map(({ personId, name, initials, hue }) => ({
    ...{ personId, name, avatar: { initials, hue }, isMentee: true, text: stateText(asked, { book }) },
    need: toSay ? ('confirm' as const) : toTake ? ('due' as const) : ('quiet' as const),
    action: { label, href: pairPath(pair.key) },
  }));
}
