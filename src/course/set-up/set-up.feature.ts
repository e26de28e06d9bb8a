import { setupHome } from './set-up.home.js';
import { setupRoutes } from './set-up.routes.js';
import { setupService, type SetupNeeds } from './set-up.service.js';

/** What Moodle still needs to be told, and where each activity is set. */
export function setUpFeature(needs: SetupNeeds) {
  const setups = setupService(needs);
  return {
    setups,
    routes: setupRoutes({ setups, kinds: needs.kinds }),
    home: setupHome(setups),
    tabs: [{ at: 50, path: '/set-up', label: 'web.tab.setUp', permission: 'configure' as const }],
  };
}
