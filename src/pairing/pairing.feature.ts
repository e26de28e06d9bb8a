import type { Connection } from 'mongoose';
import type { Dates } from '../reminders/dates.js';
import { afterRoutes } from './after/after.routes.js';
import { requestRoutes } from './after/requests.routes.js';
import { choicesHome } from './choices/choices.home.js';
import { choiceRoutes } from './choices/choices.routes.js';
import { historyRoutes } from './history/history.routes.js';
import { settleInvitationsJob } from './invitations/invitations.jobs.js';
import { invitationRoutes } from './invitations/invitations.routes.js';
import { listRoutes } from './lists/lists.routes.js';
import { pairingServices, type PairingNeeds } from './parts.service.js';
import { pairingHome } from './pairing.home.js';
import { pairingRoutes, type PairingPages } from './pairing.routes.js';
import { pairingSetupRoutes } from './setup/setup.routes.js';

type Needs = PairingNeeds & Pick<PairingPages, 'pauses'>;

/** Who is paired with whom: set up, drafted, explained, published, changed. */
export function pairingFeature(connection: Connection, { pauses, ...needs }: Needs) {
  const services = pairingServices(connection, needs);
  const { pairing, pairingSetup, amendments, invitations } = services;
  const dates: Dates = async ({ courseId, personId, t, now }) => {
    const [mine, closesAt] = await Promise.all([
      invitations.mine(courseId, personId, now),
      services.choices.closesAt(courseId, now),
    ]);
    const open = mine.filter(({ invitation, state }) => state === 'waiting' && !invitation.answers[personId]);
    return [
      ...open.map(({ invitation: { invitationId, dueAt } }) => {
        return { dueId: invitationId, title: t('invitations.due'), dueAt };
      }),
      ...(closesAt ? [{ dueId: `choices-${courseId}`, title: t('choices.due'), dueAt: closesAt }] : []),
    ];
  };
  return {
    ...services,
    dates,
    routes: [
      ...pairingRoutes({ ...services, pauses }),
      ...pairingSetupRoutes(services),
      ...afterRoutes(services),
      ...choiceRoutes(services),
      ...requestRoutes(services),
      ...invitationRoutes(services),
      ...historyRoutes(services),
      ...listRoutes(services),
    ],
    jobs: [settleInvitationsJob(invitations, needs.logger)],
    home: [pairingHome({ pairing, amendments, invitations, roster: needs.roster }), choicesHome(pairing)],
    settings: pairingSetup,
    tabs: [{ at: 10, path: '/pairing', label: 'web.tab.pairs', permission: 'coordinate' as const }],
  };
}
