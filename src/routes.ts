/** The site map. Every page inside a visit, with its permission, is in one of the lists that features bring. */
import type { Services } from './services.js';
import { may } from './web/permissions.js';
import type { Place } from './web/place.js';
import { signOutPath } from './web/sign-out.js';
import type { Site, Tab } from './web/site.js';

const signOut: Place = { at: 90, path: signOutPath, label: 'web.signOut.link', permission: 'enter' };

export function siteMap({ features }: Pick<Services, 'features'>): Site {
  return {
    routes: features.flatMap(({ routes = [] }) => routes),
    tabs: tabsOf(features.flatMap(({ tabs = [] }) => tabs)),
    footer: tabsOf([...features.flatMap(({ footer = [] }) => footer), signOut]),
  };
}

function tabsOf(places: readonly Place[]): Tab[] {
  return [...places]
    .sort((one, other) => one.at - other.at)
    .map(({ path, label, permission }) => ({
      ...{ path, label, isSetting: permission === 'configure' },
      shownTo: ({ role }) => may(role, permission),
    }));
}
