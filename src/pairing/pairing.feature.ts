import type { Connection } from 'mongoose';
import type { HelpEntry } from '../web/help.js';
import type { Dates } from '../reminders/dates.js';
import type { ReminderKind } from '../reminders/reminder.js';
import { afterRoutes } from './after/after.routes.js';
import { requestRoutes } from './after/requests.routes.js';
import { choicesHome } from './choices/choices.home.js';
import type { ChoicesService } from './choices/choices.service.js';
import { choiceRoutes } from './choices/choices.routes.js';
import { historyRoutes } from './history/history.routes.js';
import { settleInvitationsJob } from './invitations/invitations.jobs.js';
import type { InvitationsService } from './invitations/invitations.service.js';
import { halfTime, waitingFor } from './publishing/invitations.rules.js';
import { invitationRoutes } from './invitations/invitations.routes.js';
import { listRoutes } from './lists/lists.routes.js';
import { pairingServices, type PairingNeeds } from './parts.service.js';
import { beginningHomes, pairingHome } from './pairing.home.js';
import { boardRoutes, type BoardPages } from './board/board.routes.js';
import { readinessRoutes } from './readiness/readiness.routes.js';
import type { Door } from './readiness/readiness.view.js';
import { choosingOf } from './words/setup.js';
import { pairingSetupRoutes } from './setup/setup.routes.js';

/** Rooms that no other one needs. */
export const separableRooms = ['choices', 'lists', 'history'] as const;
type Room = (typeof separableRooms)[number];

interface Needs extends PairingNeeds, Pick<BoardPages, 'pairNotes'> {
  /** Rooms that are left out. */
  without: readonly string[];
}

/** Who is paired with whom: set up, drafted, explained, published, changed. */
export function pairingFeature(connection: Connection, { pairNotes, without, ...needs }: Needs) {
  const services = pairingServices(connection, needs);
  const { pairing, pairingSetup, amendments, invitations, choices } = services;
  const only = <Part>(room: Room, part: Part): Part[] => (without.includes(room) ? [] : [part]);
  const doors: Door[] = [
    ...only<Door>('choices', { page: 'choices', shownFor: ({ mode }) => choosingOf(mode) !== undefined }),
    ...[{ page: 'seekers' }, { page: 'invitations' }],
    ...only('history', { page: 'history' }),
    ...only('lists', { page: 'lists' }),
  ];
  return {
    ...services,
    dates: [invitationDates(invitations), ...only('choices', choiceDates(choices))],
    routes: [
      ...readinessRoutes({ pairing, doors }),
      ...boardRoutes({ ...services, pairNotes }),
      ...pairingSetupRoutes(services),
      ...afterRoutes(services),
      ...only('choices', choiceRoutes(services)).flat(),
      ...requestRoutes(services),
      ...invitationRoutes(services),
      ...only('history', historyRoutes(services)).flat(),
      ...only('lists', listRoutes(services)).flat(),
    ],
    waiting: [invitationReminder(invitations)],
    jobs: [settleInvitationsJob(invitations, needs.logger)],
    home: [
      pairingHome({ pairing, amendments, invitations, roster: needs.roster }),
      ...beginningHomes({ pairing }),
      ...only('choices', choicesHome(pairing)),
    ],
    settings: pairingSetup,
    guide,
    tabs: [{ at: 10, path: '/pairing', label: 'web.tab.pairs', permission: 'coordinate' as const }],
  };
}

function invitationDates(invitations: Pick<InvitationsService, 'mine'>): Dates {
  return async ({ courseId, personId, t, now }) => {
    const mine = await invitations.mine(courseId, personId, now);
    return mine
      .filter(({ invitation, state }) => state === 'waiting' && !invitation.answers[personId])
      .map(({ invitation: { invitationId, dueAt } }) => ({ dueId: invitationId, title: t('invitations.due'), dueAt }));
  };
}

/** Once, when half the time to answer is over. */
function invitationReminder(invitations: Pick<InvitationsService, 'sheet'>): ReminderKind {
  return {
    kind: 'invitation',
    words: {
      name: 'invitations.reminder.name',
      when: 'invitations.reminder.when',
      line: 'invitations.reminder.line',
    },
    async waiting({ courseId, now }) {
      const { sheets } = await invitations.sheet(courseId, now);
      const open = sheets.filter(({ state }) => state === 'waiting');
      return open.flatMap(({ invitation }) =>
        waitingFor(invitation).map((personId) => ({
          ...{ personId, waitingId: invitation.invitationId, from: halfTime(invitation), until: invitation.dueAt },
          ...{ dueAt: invitation.dueAt, path: `/invitations/${invitation.invitationId}` },
        })),
      );
    },
  };
}

function choiceDates(choices: Pick<ChoicesService, 'closesAt'>): Dates {
  return async ({ courseId, t, now }) => {
    const dueAt = await choices.closesAt(courseId, now);
    return dueAt ? [{ dueId: `choices-${courseId}`, title: t('choices.due'), dueAt }] : [];
  };
}

const guide: readonly HelpEntry[] = [
  {
    for: ['teacher'],
    at: 10,
    title: 'pairing.help.steps.title',
    text: 'pairing.help.steps.text',
    link: { path: '/pairing', label: 'web.tab.pairs', permission: 'coordinate' },
  },
  {
    for: ['teacher'],
    at: 12,
    title: 'pairing.help.setup.title',
    text: 'pairing.help.setup.text',
    link: { path: '/pairing/setup', label: 'pairing.setup.title', permission: 'configure' },
  },
  {
    for: ['teacher'],
    at: 14,
    title: 'pairing.help.why.title',
    text: 'pairing.help.why.text',
    link: { path: '/pairing/why', label: 'pairing.ask.link', permission: 'coordinate' },
  },
];
