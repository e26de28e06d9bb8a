/** From a verified launch to the page where it lands: everything it says is recorded on the way, once. */
import type { Clock } from '../shared/clock.js';
import { Forbidden } from '../shared/errors.js';
import type { DeepLinkingRequest, Launch, LaunchHandler } from '../lti/gateway.js';
import type { Person } from '../roster/person.js';
import type { Arrival, RosterService } from '../roster/roster.service.js';
import type { Arrivals } from '../web/arrival.js';
import type { NewVisit } from '../web/visit.store.js';
import { kindFrom, pathOf } from './activities.rules.js';
import type { ActivityStore } from './activities.store.js';
import type { Course } from './course.js';
import type { CourseStore } from './courses.store.js';
import type { PickerStore } from './pickers.store.js';

export interface LaunchNeeds {
  courses: CourseStore;
  activities: ActivityStore;
  pickers: PickerStore;
  roster: Pick<RosterService, 'welcome' | 'want' | 'personByExternalId'>;
  admit: Arrivals['admit'];
  clock: Clock;
}

export type LaunchesService = ReturnType<typeof launchesService>;

export function launchesService({ courses, activities, pickers, roster, admit, clock }: LaunchNeeds) {
  async function toActivity(launch: Launch, course: Course, arrival: Arrival): Promise<string> {
    const { externalId, title, custom } = launch.activity;
    const kind = kindFrom(custom);
    const launched = { externalId, title, service: launch.service, ...(kind && { kind }) };
    const activity = await activities.upsertLaunched(course.courseId, launched);
    const visit = { ...visitOf(launch, course, arrival), activityId: activity.activityId, activityTitle: title };
    const path = pathOf(activity.kind, activity.activityId) + (await reviewedQuery(launch, course, visit));
    // A platform that shares no names: at the first visit people say how they want to be called, or skip that.
    const first = arrival.nameWanted ? `/name?next=${path}` : path;
    return admit(visit, first, launch.boundToBrowser);
  }

  /** A review wish (`for_user`) can be forged by a learner: only staff look at others, learners see themselves. */
  async function reviewedQuery(launch: Launch, course: Course, visit: NewVisit): Promise<string> {
    const wanted = launch.forPersonExternalId;
    if (launch.message !== 'submission-review' || wanted === undefined) return '';
    if (visit.role === 'learner') return '';
    const person = await roster.personByExternalId(course.courseId, wanted);
    return person ? `?person=${person.personId}` : '';
  }

  async function toPicker(
    launch: Launch,
    { course, arrival, request }: { course: Course; arrival: Arrival; request: DeepLinkingRequest },
  ): Promise<string> {
    if (launch.role !== 'teacher') throw new Forbidden();
    const pickerId = await pickers.open(course.courseId, request, clock());
    const visit = { ...visitOf(launch, course, arrival), activityId: '', activityTitle: '', pickerId };
    // Moodle asks only people who may add activities to the course, whatever the roster calls them.
    return admit({ ...visit, role: 'teacher', preview: false }, '/picker', launch.boundToBrowser);
  }

  /** Where the browser goes; safe under many first launches at once. Never waits for the platform. */
  const handleLaunch: LaunchHandler = async (launch) => {
    const now = clock();
    const course = await courses.upsertCourse(launch);
    const arrival = await roster.welcome(course.courseId, launch, now);
    await roster.want(course.courseId, now);
    const request = launch.deepLinking;
    return request ? toPicker(launch, { course, arrival, request }) : toActivity(launch, course, arrival);
  };
  return { handleLaunch };
}

function visitOf(launch: Launch, course: Course, { person, preview }: Arrival): Omit<NewVisit, ActivityFields> {
  return {
    courseId: course.courseId,
    personId: person.personId,
    role: preview ? 'learner' : person.role,
    preview,
    personName: person.name,
    courseTitle: course.title,
    locale: launch.locale,
    timeZone: zoneOf(launch, person),
    platformOrigin: launch.platformOrigin,
    ...(launch.returnUrl !== undefined && { returnUrl: launch.returnUrl }),
  };
}

type ActivityFields = 'activityId' | 'activityTitle';

function zoneOf(launch: Launch, person: Person): string {
  return launch.person.timeZone ?? person.timeZone ?? 'UTC';
}
