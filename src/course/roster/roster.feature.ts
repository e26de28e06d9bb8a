import type { Connection } from 'mongoose';
import type { HelpEntry } from '../../web/help.js';
import type { Keeping } from '../../kept/kept.js';
import type { Translate } from '../../web/texts.js';
import { isStaffHere } from './person.js';
import { groupsService } from './groups.service.js';
import { groupStore, keptGroups } from './groups.store.js';
import { namesService } from './names.service.js';
import { keptPeople, peopleStore } from './people.store.js';
import { rosterRoutes } from './roster.routes.js';
import { refreshRostersJob } from './roster.jobs.js';
import { rosterService, type RosterNeeds } from './roster.service.js';
import { keptRosters, rosterStore } from './rosters.store.js';

interface Needs extends Pick<RosterNeeds, 'courses' | 'gateway' | 'clock' | 'nudge' | 'followStanding' | 'hear'> {
  kept: Keeping;
  english: Translate;
}

/** Who is in the course, as Moodle lists them. */
export function rosterFeature(connection: Connection, { kept, english, ...needs }: Needs) {
  const people = kept('people', peopleStore(connection), keptPeople);
  const rosters = kept('rosters', rosterStore(connection), keptRosters);
  const groupRows = kept('groups', groupStore(connection), keptGroups);
  const nameless = (code: string) => english('roster.nameless', { code });
  const roster = rosterService({ people, groups: groupRows, rosters, nameless, ...needs });
  const names = namesService({ people, nameless });
  const groups = groupsService({ groups: groupRows });
  /** Staff who are here, of these ids, as they are called. */
  const colleagues = async (courseId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const here = [...(await roster.peopleById(courseId, ids)).values()].filter(isStaffHere);
    return new Map(here.map(({ personId, name }) => [personId, name]));
  };
  return {
    ...{ roster, names, groups, people, rosters, colleagues },
    routes: rosterRoutes({ roster, names, groups }),
    jobs: [refreshRostersJob(roster)],
    guide,
    tabs: [{ at: 40, path: '/roster', label: 'web.tab.people', permission: 'coordinate' as const }],
    footer: [{ at: 10, path: '/name', label: 'roster.name.link', permission: 'takePart' as const }],
  };
}

const guide: readonly HelpEntry[] = [
  {
    for: ['teacher'],
    at: 20,
    title: 'roster.help.staff.title',
    text: 'roster.help.staff.text',
    link: { path: '/roster', label: 'web.tab.people', permission: 'coordinate' },
  },
];
