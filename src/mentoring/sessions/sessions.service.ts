import type { Clocks } from '../../course/clock/clock.js';
import { holidayOn } from '../../course/clock/clock.rules.js';
import type { Person } from '../../course/roster/person.js';
import { sharesCommonHours } from '../../pairing/intake/intake.rules.js';
import type { Intake } from '../../pairing/intake/profile.js';
import { dayOf, fromLocal } from '../../shared/local-time.js';
import { newId } from '../../shared/ids.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Closed, Pair, PairKey } from '../mentorships/pair.js';
import type { Doer, PairsService } from '../mentorships/pairs.service.js';
import type { Library } from './agenda.js';
import type { AgendasService } from './agendas.service.js';
import {
  agreed,
  arranged,
  declined,
  excused,
  logged,
  mostAtOnce,
  offered,
  suggested,
  taken,
  withdrawn,
  type Changed,
  type Refused,
} from './book.rules.js';
import type { Book } from './session.js';
import type { LogAnswers, OfferAnswers, RhythmAnswers } from './sessions.forms.js';
import type { SessionStore } from './sessions.store.js';
import { proposedTimes, rhythmDates, type Hours } from './times.rules.js';

/** Whose clock is where. */
export interface Clock {
  person: Person;
  zone: string | undefined;
  /** The person wrote it themselves, so that its city may be named. */
  said: boolean;
}

/** The sessions of a mentorship as one of its people sees them. */
export interface PairSheet {
  pair: Pair;
  book: Book;
  clocks: readonly Clock[];
  library: Library;
  /** Names this page. */
  once: string;
}

export type Failure = Refused | Closed | 'time' | 'second';
export type Outcome = Result<Book, Failure>;

export interface SessionsNeeds {
  store: SessionStore;
  agendas: Pick<AgendasService, 'of'>;
  pairs: PairsService;
  intake: Pick<Intake, 'profile'>;
  /** Without holidays nobody is asked to meet; undefined: the course has said none. */
  clocks: Clocks;
}

/** Who is asking, and the clock of their pages. */
interface Planner extends Doer {
  timeZone: string;
}

export type SessionsService = ReturnType<typeof sessionsService>;

export function sessionsService({ store, agendas, pairs, intake, clocks }: SessionsNeeds) {
  async function change(doer: Doer, key: PairKey, next: (book: Book) => Changed): Promise<Outcome> {
    const pair = await pairs.one(doer, key);
    if (pair.closed) return failure(pair.closed);
    const said: { outcome: Changed } = { outcome: failure('gone') };
    await store.change(doer.courseId, pair, (before) => {
      said.outcome = next(before);
      return said.outcome.ok && said.outcome.value !== before ? said.outcome.value : undefined;
    });
    return said.outcome;
  }

  async function clockOf(courseId: string, person: Person): Promise<Clock> {
    const profile = await intake.profile(courseId, person.personId);
    return { person, zone: profile?.timeZone ?? person.timeZone, said: profile?.timeZone !== undefined };
  }

  async function sheet(doer: Doer, key: PairKey): Promise<PairSheet> {
    const pair = await pairs.one(doer, key);
    const [stored, clocks, library] = await Promise.all([
      store.book(doer.courseId, key),
      Promise.all(pair.partners.map((person) => clockOf(doer.courseId, person))),
      agendas.of(doer.courseId),
    ]);
    const book = stored ?? { key, memberIds: pair.memberIds, sessions: [] };
    return { pair, book, clocks, library, once: newId() };
  }

  /** One's own hours; of the others only those that they show to partners. */
  async function hoursOf({ courseId, personId, timeZone }: Planner, pair: Pair): Promise<Hours[]> {
    const own = await intake.profile(courseId, personId);
    const theirs = await Promise.all(pair.partners.map((one) => intake.profile(courseId, one.personId)));
    const shown = theirs.filter((profile) => profile && sharesCommonHours(profile));
    return [own, ...shown].flatMap((profile) =>
      profile ? [{ zone: profile.timeZone ?? timeZone, slots: profile.availability }] : [],
    );
  }

  return {
    sheet,

    /** Two times to begin with: where all are free, as far as they let the others know. */
    async proposed(doer: Planner, { pair, book }: PairSheet, now: Date): Promise<Date[]> {
      const meetings = book.sessions.filter(({ cancelled, way }) => !cancelled && way === 'meeting');
      const taken = meetings.map(({ startsAt }) => startsAt);
      return proposedTimes(await hoursOf(doer, pair), doer.timeZone, taken, now);
    },

    async offer(doer: Planner, key: PairKey, wish: OfferAnswers, now: Date): Promise<Outcome> {
      const first = fromLocal(wish.first, doer.timeZone);
      const second = wish.second === '' ? undefined : fromLocal(wish.second, doer.timeZone);
      if (!first) return failure('time');
      if (wish.second !== '' && !second) return failure('second');
      const startsAt = [first, second].filter((time) => time !== undefined);
      return change(doer, key, (book) =>
        offered(
          book,
          { ...proposalOf(doer, wish, now), offerId: wish.once, startsAt: inTurn(startsAt), ...instead(wish) },
          now,
        ),
      );
    },

    take: (doer: Doer, key: PairKey, wish: { offerId: string; time: string }, now: Date): Promise<Outcome> =>
      change(doer, key, (book) =>
        taken(book, { offerId: wish.offerId, startsAt: new Date(wish.time) }, { personId: doer.personId, now }),
      ),

    withdraw: (doer: Doer, key: PairKey, offerId: string): Promise<Outcome> =>
      change(doer, key, (book) => success(withdrawn(book, offerId))),

    async suggest(doer: Planner, key: PairKey, wish: RhythmAnswers, now: Date): Promise<Outcome> {
      const first = fromLocal(wish.first, doer.timeZone);
      if (!first) return failure('time');
      const { weeks, until } = wish;
      const clock = await clocks.clockOf(doer.courseId);
      const isFree = (time: Date) => clock !== undefined && holidayOn(clock, dayOf(time, clock.zone)) !== undefined;
      const starts = rhythmDates(first, { weeks, until, zone: doer.timeZone, atMost: mostAtOnce, isFree });
      return change(doer, key, (book) =>
        suggested(book, { ...proposalOf(doer, wish, now), seriesId: wish.once, starts }, now),
      );
    },

    agree: (
      doer: Doer,
      key: PairKey,
      wish: { seriesId: string; dates: readonly string[] },
      now: Date,
    ): Promise<Outcome> =>
      change(doer, key, (book) =>
        agreed(
          book,
          { seriesId: wish.seriesId, starts: wish.dates.map((one) => new Date(one)) },
          { personId: doer.personId, now },
        ),
      ),

    decline: (doer: Doer, key: PairKey, seriesId: string): Promise<Outcome> =>
      change(doer, key, (book) => success(declined(book, seriesId))),

    excuse: (doer: Doer, place: { key: PairKey; sessionId: string }, reason: string, now: Date): Promise<Outcome> =>
      change(doer, place.key, (book) => excused(book, place.sessionId, { personId: doer.personId, now }, reason)),

    arrange: (
      doer: Doer,
      place: { key: PairKey; sessionId: string },
      wish: { link: string; agendaId: string },
    ): Promise<Outcome> => change(doer, place.key, (book) => arranged(book, place.sessionId, wish)),

    async log(doer: Planner, key: PairKey, wish: LogAnswers, now: Date): Promise<Outcome> {
      const startsAt = fromLocal(wish.first, doer.timeZone);
      if (!startsAt) return failure('time');
      const { once: sessionId, minutes, agendaId } = wish;
      return change(doer, key, (book) =>
        logged(book, { sessionId, startsAt, minutes, agendaId }, { personId: doer.personId, now }),
      );
    },
  };
}

function proposalOf(
  { personId }: Doer,
  { minutes, agendaId, link }: { minutes: number; agendaId: string; link: string },
  now: Date,
) {
  return { by: personId, at: now, minutes, agendaId, ...(link !== '' && { link }) };
}

function instead({ instead: sessionId }: OfferAnswers): { instead?: string } {
  return sessionId === undefined || sessionId === '' ? {} : { instead: sessionId };
}

/** The earlier one first, each once. */
function inTurn(times: readonly Date[]): Date[] {
  const once = [...new Set(times.map((time) => time.getTime()))].sort((one, other) => one - other);
  return once.map((time) => new Date(time));
}
