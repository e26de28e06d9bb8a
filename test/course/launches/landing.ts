import { someKinds } from '../../support/kinds.js';
import type { Connection } from 'mongoose';
import { activityStore } from '../../../src/course/activities/activities.store.js';
import { courseStore } from '../../../src/course/activities/courses.store.js';
import { insertionStore } from '../../../src/course/picker/insertions.store.js';
import { launchesService, type LaunchNeeds } from '../../../src/course/launches/launches.service.js';
import { originsService } from '../../../src/course/launches/origins.service.js';
import { pickerStore } from '../../../src/course/picker/pickers.store.js';
import { groupStore } from '../../../src/course/roster/groups.store.js';
import { peopleStore } from '../../../src/course/roster/people.store.js';
import { rosterService, type RosterNeeds } from '../../../src/course/roster/roster.service.js';
import { rosterStore } from '../../../src/course/roster/rosters.store.js';

type Around = Pick<RosterNeeds, 'gateway' | 'nudge'> & Pick<LaunchNeeds, 'clock' | 'admit'>;

/** The way from a launch to the first page on real stores, with what is around it given. */
export function landingOn(connection: Connection, { gateway, nudge, clock, admit }: Around) {
  const stores = {
    courses: courseStore(connection),
    activities: activityStore(connection),
    pickers: pickerStore(connection),
    insertions: insertionStore(connection),
  };
  const roster = rosterService({
    followStanding: () => Promise.resolve(),
    hear: () => Promise.resolve(),
    people: peopleStore(connection),
    groups: groupStore(connection),
    rosters: rosterStore(connection),
    courses: stores.courses,
    gateway,
    nudge,
    clock,
    nameless: (code) => `Learner ${code}`,
  });
  const origins = originsService({ ...stores, programmes: [], courseSettings: [] });
  const observe = () => Promise.resolve();
  return { roster, launches: launchesService({ ...stores, kinds: someKinds, origins, roster, observe, clock, admit }) };
}
