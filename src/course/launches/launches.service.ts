/** From a verified launch to the page where it lands: everything it says is recorded on the way, once. */
import type { Clock } from '../../shared/clock.js';
import { Forbidden } from '../../shared/errors.js';
import type { DeepLinkingRequest, Launch, LaunchBrowser, LaunchHandler } from '../../lti/gateway.js';
import type { Person } from '../roster/person.js';
import type { Arrival } from '../roster/membership.js';
import type { RosterService } from '../roster/roster.service.js';
import type { Arrivals } from '../../web/arrival.js';
import { may } from '../../web/permissions.js';
import type { NewVisit } from '../../web/visit.store.js';
import { pathOf, reviewPathOf } from '../activities/activities.rules.js';
import type { ActivityStore, LaunchedActivity } from '../activities/activities.store.js';
import type { Course } from '../activities/course.js';
import type { Kinds } from '../activities/kind.js';
import type { CourseStore } from '../activities/courses.store.js';
import type { InsertionStore } from '../picker/insertions.store.js';
import { linkFacts, type LinkFacts } from '../activities/link.rules.js';
import type { OriginsService } from './origins.service.js';
import type { PickerStore } from '../picker/pickers.store.js';

export interface LaunchNeeds {
  courses: CourseStore;
  activities: ActivityStore;
  kinds: Kinds;
  pickers: PickerStore;
  insertions: Pick<InsertionStore, 'showOnce'>;
  origins: Pick<OriginsService, 'start'>;
  roster: Pick<RosterService, 'welcome' | 'want' | 'personByExternalId'>;
  /** Sees what every launch shows of the platform's settings. */
  observe: (course: Course, launch: Launch, now: Date) => Promise<void>;
  admit: Arrivals['admit'];
  clock: Clock;
}

interface Arriving {
  course: Course;
  arrival: Arrival;
  enter: (visit: NewVisit, path: string) => Promise<string>;
}

export type LaunchesService = ReturnType<typeof launchesService>;

export function launchesService(needs: LaunchNeeds) {
  const { courses, activities, kinds, pickers, insertions, origins, roster, observe, admit, clock } = needs;

  async function toActivity(launch: Launch, { course, arrival, enter }: Arriving): Promise<string> {
    const link = linkFacts(kinds, launch.activity);
    const { identity, title } = link;
    const launched = { ...launchedFrom(link), service: launch.service };
    const { activity } = await activities.upsertLaunched(course.courseId, launched, () =>
      origins.start(course, link, launch),
    );
    const visit = { ...visitOf(launch, course, arrival), activityId: activity.activityId, activityTitle: title };
    const reviewed = await reviewedPerson(launch, course, visit);
    const path = reviewed ? reviewPathOf(kinds, activity, reviewed) : pathOf(kinds, activity.kind, activity.activityId);
    if (!reviewed && (await isFirstLook(visit, identity))) return enter(visit, setUpPath);
    // A platform that shares no names: at the first visit people say how they want to be called, or skip that.
    const first = arrival.nameWanted ? `/name?next=${path}` : path;
    return enter(visit, first);
  }

  /** A teacher's first launch of what was inserted: Moodle still needs settings that no tool can make. */
  async function isFirstLook(visit: NewVisit, identity: string | undefined): Promise<boolean> {
    if (!may(visit.role, 'configure') || identity === undefined) return false;
    return insertions.showOnce(visit.courseId, identity, clock());
  }

  /** A review wish (`for_user`) can be forged by a learner: only staff look at others, learners see themselves. */
  async function reviewedPerson(launch: Launch, course: Course, visit: NewVisit): Promise<Person | undefined> {
    const wanted = launch.forPersonExternalId;
    if (launch.message !== 'submission-review' || wanted === undefined) return undefined;
    if (!may(visit.role, 'coordinate')) return undefined;
    return roster.personByExternalId(course.courseId, wanted);
  }

  async function toPicker(
    launch: Launch,
    { course, arrival, enter }: Arriving,
    request: DeepLinkingRequest,
  ): Promise<string> {
    if (launch.role !== 'teacher') throw new Forbidden();
    const pickerId = await pickers.open(course.courseId, request, clock());
    const visit = { ...visitOf(launch, course, arrival), activityId: '', activityTitle: '', pickerId };
    // Moodle asks only people who may add activities to the course, whatever the roster calls them.
    return enter({ ...visit, role: 'teacher', preview: false }, '/picker');
  }

  async function arrive(launch: Launch, browser: LaunchBrowser): Promise<{ courseId: string; to: string }> {
    const now = clock();
    const course = await courses.upsertCourse(launch);
    const arrival = await roster.welcome(course.courseId, launch, now);
    await roster.want(course, launch, now);
    await observe(course, launch, now);
    const request = launch.deepLinking;
    const enter: Arriving['enter'] = (visit, path) => admit(visit, path, { bound: launch.boundToBrowser, browser });
    const arriving = { course, arrival, enter };
    const to = await (request ? toPicker(launch, arriving, request) : toActivity(launch, arriving));
    return { courseId: course.courseId, to };
  }

  /** Where the browser goes; safe under many first launches at once. Never waits for the platform. */
  const handleLaunch: LaunchHandler = async (launch, browser) => {
    const { courseId, to } = await arrive(launch, browser);
    // The course may have started fresh in between: then this launch belongs to its new life.
    return (await courses.course(courseId)) ? to : (await arrive(launch, browser)).to;
  };
  return { handleLaunch };
}

const setUpPath = '/set-up?from=launch';

function launchedFrom({ externalId, title, kind, identity }: LinkFacts): Omit<LaunchedActivity, 'service'> {
  return { externalId, title, ...(kind && { kind }), ...(identity !== undefined && { identity }) };
}

function visitOf(launch: Launch, course: Course, { person, preview }: Arrival): Omit<NewVisit, ActivityFields> {
  return {
    courseId: course.courseId,
    personId: person.personId,
    account: { platformId: launch.platformId, externalId: launch.person.externalId },
    platformId: launch.service.platformId,
    role: preview ? 'learner' : person.role,
    preview,
    personName: person.name,
    courseTitle: course.title,
    locale: launch.locale,
    ...zoneOf(launch, course, person),
    platformOrigin: launch.platformOrigin,
    ...(launch.returnUrl !== undefined && { returnUrl: launch.returnUrl }),
  };
}

type ActivityFields = 'activityId' | 'activityTitle';

/** What the person told Tandem goes before what the launch says, as everywhere. */
function zoneOf(
  launch: Launch,
  course: Course,
  person: Pick<Person, 'timeZone'>,
): Pick<NewVisit, 'timeZone' | 'zoneFrom'> {
  const own = person.timeZone ?? launch.person.timeZone;
  if (own !== undefined) return { timeZone: own, zoneFrom: 'own' };
  return course.timeZone === undefined
    ? { timeZone: 'UTC', zoneFrom: 'none' }
    : { timeZone: course.timeZone, zoneFrom: 'course' };
}
