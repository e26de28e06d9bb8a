/** The site map. Every page inside a visit, with its permission, is in one of these lists. */
import { activityRoutes } from './course/activities/activities.routes.js';
import { checkinRoutes } from './mentoring/checkins/checkins.routes.js';
import { diagnosticsRoutes } from './course/diagnostics/diagnostics.routes.js';
import { gradeRoutes } from './course/grades/grades.routes.js';
import { intakeRoutes } from './pairing/intake/intake.routes.js';
import { mentorshipRoutes } from './mentoring/mentorships/mentorships.routes.js';
import { afterRoutes } from './pairing/after/after.routes.js';
import { requestRoutes } from './pairing/after/requests.routes.js';
import { choiceRoutes } from './pairing/choices/choices.routes.js';
import { historyRoutes } from './pairing/history/history.routes.js';
import { invitationRoutes } from './pairing/invitations/invitations.routes.js';
import { listRoutes } from './pairing/lists/lists.routes.js';
import { pairingRoutes } from './pairing/pairing.routes.js';
import { pairingSetupRoutes } from './pairing/setup/setup.routes.js';
import { peerReviewRoutes } from './peer-review/peer-review.routes.js';
import { progressRoutes } from './course/progress/progress.routes.js';
import { calendarRoutes } from './reminders/calendar.routes.js';
import { rosterRoutes } from './course/roster/roster.routes.js';
import type { Services } from './services.js';
import { may, type Permission } from './web/permissions.js';
import { signOutPath } from './web/sign-out.js';
import type { Site, Tab } from './web/site.js';

export function siteMap(services: Services): Site {
  return {
    routes: [
      ...activityRoutes(services),
      ...rosterRoutes(services),
      ...diagnosticsRoutes(services),
      ...gradeRoutes(services),
      ...intakeRoutes(services),
      ...pairingRoutes(services),
      ...pairingSetupRoutes(services),
      ...afterRoutes(services),
      ...choiceRoutes(services),
      ...requestRoutes(services),
      ...invitationRoutes(services),
      ...historyRoutes(services),
      ...listRoutes(services),
      ...mentorshipRoutes(services),
      ...checkinRoutes(services),
      ...peerReviewRoutes(services),
      ...progressRoutes(services),
      ...calendarRoutes({ calendar: services.calendar, publicUrl: services.config.PUBLIC_URL }),
    ],
    tabs: [
      tab('/mentoring', 'web.tab.home', 'enter'),
      tab('/pairing', 'web.tab.pairs', 'coordinate'),
      tab('/progress', 'web.tab.progress', 'coordinate'),
      tab('/grades', 'web.tab.grades', 'coordinate'),
      tab('/roster', 'web.tab.people', 'coordinate'),
      tab('/set-up', 'web.tab.setUp', 'configure'),
      tab('/profile', 'web.tab.profile', 'takePart'),
    ],
    footer: [
      tab('/name', 'roster.name.link', 'takePart'),
      tab('/calendar', 'reminders.calendar.link', 'takePart'),
      tab('/diagnostics', 'diagnostics.link', 'coordinate'),
      tab(signOutPath, 'web.signOut.link', 'enter'),
    ],
  };
}

function tab(path: string, label: string, permission: Permission): Tab {
  return { path, label, shownTo: ({ role }) => may(role, permission) };
}
