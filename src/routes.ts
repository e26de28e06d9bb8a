/** The site map. Every page inside a visit, with its permission, is in one of these lists. */
import { checkinRoutes } from './checkins/checkins.routes.js';
import { calendarRoutes } from './reminders/calendar.routes.js';
import type { Services } from './services.js';
import type { Site } from './web/site.js';

export function siteMap(services: Services): Site {
  return {
    routes: [
      ...checkinRoutes(services),
      ...calendarRoutes({ calendar: services.calendar, publicUrl: services.config.PUBLIC_URL }),
    ],
    tabs: [],
    footer: [],
  };
}
