import type { Connection } from 'mongoose';
import type { FactOf } from '../../course/milestones/facts.js';
import type { HelpEntry } from '../../web/help.js';
import type { Keeping } from '../../kept/kept.js';
import type { Dates } from '../../reminders/dates.js';
import type { Logger } from '../../web/log.js';
import { isQuiet } from '../pause/pause.rules.js';
import { afterwardsService, type AfterwardsNeeds } from './afterwards.service.js';
import { agendaRoutes, readingRoutes } from './agendas.routes.js';
import { agendasService } from './agendas.service.js';
import { readAgendas } from './agendas.settings.js';
import { agendasStore, keptAgendas } from './agendas.store.js';
import { agendasPath } from './agendas.view.js';
import { datesOf } from './dates.view.js';
import { heldCounts } from './facts.rules.js';
import { keptNotes, notesStore } from './notes.store.js';
import { ownService, type OwnNeeds } from './own.service.js';
import { readingService, type ReadingNeeds } from './reading.service.js';
import { sessionsHome } from './sessions.home.js';
import { partSessionsJob } from './sessions.jobs.js';
import { sessionRoutes } from './sessions.routes.js';
import { sessionsService, type SessionsNeeds } from './sessions.service.js';
import { keptSessions, sessionStore, type SessionStore } from './sessions.store.js';
import { sessionsStory } from './sessions.story.js';
import type { Watched } from '../mentorships/watched.js';
import { knownOf } from './watched.rules.js';
import { sessionReminders } from './waiting.service.js';
import { sessionPath, sessionsPath } from './words.view.js';

interface Needs
  extends
    Pick<SessionsNeeds, 'pairs' | 'intake' | 'clocks'>,
    Pick<AfterwardsNeeds, 'firstLines' | 'talk'>,
    Pick<ReadingNeeds, 'roster' | 'mentorships'> {
  kept: Keeping;
  logger: Pick<Logger, 'error'>;
  pauses: ReadingNeeds['pauses'] & OwnNeeds['pauses'];
  /** Of the proposed agendas. */
  folder: string;
}

/** Sessions that people say were held. */
function heldFact(store: Pick<SessionStore, 'of' | 'all'>): FactOf {
  return {
    fact: 'sessions',
    words: { before: 'sessions.fact.before', after: 'sessions.fact.after', left: 'sessions.fact.left' },
    async counts(courseId, { now, personIds }) {
      const [one, ...more] = personIds ?? [];
      const alone = one !== undefined && more.length === 0;
      return heldCounts(await (alone ? store.of(courseId, one) : store.all(courseId)), now);
    },
  };
}

/** When people of a mentorship meet, what they go through, and what came of it. */
export function sessionsFeature(connection: Connection, { kept, folder, logger, ...needs }: Needs) {
  const store = kept('sessions', sessionStore(connection), keptSessions);
  const notes = kept('sessionnotes', notesStore(connection), keptNotes);
  const agendas = agendasService({
    agendas: kept('agendas', agendasStore(connection), keptAgendas),
    library: readAgendas(folder),
  });
  const sessions = sessionsService({ ...needs, store, agendas });
  const afterwards = afterwardsService({ ...needs, store, notes, sessions });
  const own = ownService({ ...needs, store, notes });
  const reading = readingService({ ...needs, store, notes });
  const dates: Dates = async ({ courseId, personId, t, now }) => {
    const [all, quiet] = await Promise.all([
      own.ever({ courseId, personId }, now),
      own.quiet({ courseId, personId }, now),
    ]);
    return all
      .flatMap(({ pair, book }) => datesOf(t, { book, isApart: pair.closed !== undefined, now }))
      .filter(({ startsAt, dueAt }) => !isQuiet(quiet, startsAt ?? dueAt));
  };
  const watched: Watched = async (courseId, { now }) =>
    new Map((await store.all(courseId)).map((book) => [book.key, knownOf(book, now)]));
  return {
    ...{ sessions, afterwards, sessionsOf: own, dates, settings: agendas, watched },
    routes: [...agendaRoutes(agendas), ...readingRoutes(reading), ...sessionRoutes({ sessions, afterwards, own })],
    waiting: sessionReminders({ ...needs, store, pathOf: sessionPath }),
    jobs: [partSessionsJob(reading, logger)],
    story: sessionsStory({ store, roster: needs.roster }),
    home: sessionsHome({ own, reading }),
    facts: [heldFact(store)],
    guide,
    tabs: [{ at: 15, path: sessionsPath, label: 'sessions.list.tab', permission: 'takePart' as const }],
    footer: [{ at: 62, path: agendasPath, label: 'sessions.agendas.link', permission: 'configure' as const }],
    /** For operators: what is stored of one person, and its end. */
    records: { of: 'sessions', list: own.partOf, erase: own.erasePartOf },
  };
}

const guide: readonly HelpEntry[] = [
  {
    for: ['learner', 'mentor'],
    at: 40,
    title: 'sessions.help.own.title',
    text: 'sessions.help.own.text',
    link: { path: '/sessions', label: 'sessions.list.tab', permission: 'takePart' },
  },
];
