/** The list of features, in the order in which they need each other; the places that show what they contribute last. */
import { join } from 'node:path';
import { courseWing, separableCourse } from './course.wing.js';
import { launchesFeature } from './course/launches/launches.feature.js';
import { milestonesFeature } from './course/milestones/milestones.feature.js';
import { pickerFeature } from './course/picker/picker.feature.js';
import { setUpFeature } from './course/set-up/set-up.feature.js';
import { storyFeature } from './course/story/story.feature.js';
import { broughtBy, type Feature } from './feature.js';
import { createFoundations, type Surroundings } from './foundations.js';
import { homeFeature } from './home/home.feature.js';
import { mentoringWing, separableMentoring } from './mentoring.wing.js';
import { operatorFeature } from './operator/operator.feature.js';
import { intakeFeature } from './pairing/intake/intake.feature.js';
import type { Uses } from './pairing/intake/profile.js';
import { pairingFeature, separableRooms } from './pairing/pairing.feature.js';
import { peerReviewFeature } from './peer-review/peer-review.feature.js';
import { remindersWing, separableReminders } from './reminders.wing.js';
import { versionOf } from './web/health.js';
import { createSignIn } from './web/sign-in.js';

/** Features that no other one needs. */
const own = ['peer-review', 'milestones'] as const;
const inWings = [...separableCourse, ...separableMentoring, ...separableReminders] as const;
export const separable = [...own, ...inWings, ...separableRooms] as const;
export type Separable = (typeof separable)[number];

export type Services = Awaited<ReturnType<typeof createServices>>;

/** @param without features that are left out */
export async function createServices(surroundings: Surroundings, without: readonly Separable[] = []) {
  const foundations = await createFoundations(surroundings);
  const { connection, root } = surroundings;
  const { config, clock, random, gateway, visits, arrivals, runner, kept } = foundations;
  const templates = join(root, 'config/templates');
  const withs = <Brought>(name: Separable, compose: () => Brought): Partial<Brought> =>
    without.includes(name) ? {} : compose();
  const followStanding = async (courseId: string, now: Date): Promise<void> => {
    await gradebook.grades.followStanding(courseId, now);
    await invitations.followStanding(courseId, now);
  };
  const unopened = (courseId: string): Promise<readonly string[]> => moodleSettings.setups.unopened(courseId);
  const [all, hear] = [() => features, () => told.hear];
  const course = courseWing(connection, { ...foundations, all, followStanding, hear, unopened, without });
  const { kinds, links, weeks, people, gradebook, diagnosed, completion } = course;
  const [{ activities, courses }, { roster }, { findCoursesInUse }] = [links, people, people.rosters];
  const { grades } = gradebook;
  const used = { templates, roster, activities, grades, clocks: weeks.clocks };
  const usesOf = (courseId: string): Promise<Uses> => pairs.pairingSetup.asks(courseId);
  const profiles = intakeFeature(connection, { ...foundations, ...used, findCoursesInUse, usesOf });
  const { intake } = profiles;
  const pairs = pairingFeature(connection, {
    ...{ ...foundations, ...used, intake },
    progress: completion.progress ?? { passed: () => Promise.resolve(undefined) },
    ...{ otherRequests: () => mentoring.answers, pairNotes: () => broughtBy(features, 'pairNotes') },
    without,
  });
  const { pairing, amendments, invitations } = pairs;
  const mentoring = mentoringWing(connection, {
    ...{ ...foundations, ...used, pairings: pairing, intake, amendments, invitations, without, findCoursesInUse },
  });
  const reviewed = withs('peer-review', () =>
    peerReviewFeature(connection, {
      ...{ kept, roster, activities, grades, random, folder: join(templates, 'rubrics') },
      mentorships: mentoring.services.mentorships,
    }),
  );
  const counted = { ...used, columns: gradebook.columns, findCoursesInUse, facts: () => broughtBy(features, 'facts') };
  const paths = withs('milestones', () => milestonesFeature(connection, { kept, ...counted }));
  const features: Feature[] = [...course.features, profiles, pairs];
  features.push(...mentoring.features, completion, reviewed, paths);
  const picking = pickerFeature(connection, { kept, kinds, gateway, folder: join(templates, 'programmes') });
  const { pickerRows: pickers, insertions, programmes } = picking;
  const [rows, courseSettings] = [{ courses, activities: links.activityRows }, broughtBy(features, 'settings')];
  const moodleSettings = setUpFeature({ ...rows, insertions, kinds, readings: completion.readings });
  const arriving = launchesFeature({
    ...{ ...rows, kinds, pickers, insertions, programmes, courseSettings, roster, visits, clock },
    ...{ people: people.people, rosters: people.rosters, deliveries: gradebook.deliveries, admit: arrivals.admit },
    ...{ platforms: gateway.platforms, observe: diagnosed.diagnostics.observe },
  });
  gateway.onLaunch(arriving.launches.handleLaunch);
  const stories = storyFeature(connection, { kept, roster, told: () => broughtBy(features, 'story') });
  features.push(picking, moodleSettings, arriving, stories);
  const [dates, publicUrl] = [broughtBy(features, 'dates'), config.PUBLIC_URL];
  const told = remindersWing(connection, {
    ...{ ...foundations, ...used, dates, findCoursesInUse, pauses: mentoring.services.pauses, without },
    ...{ course: courses.course, platforms: gateway.platforms, kinds: () => broughtBy(features, 'waiting') },
  });
  features.push(...told.features);
  const [guide, contributions] = [broughtBy(features, 'guide'), broughtBy(features, 'home')];
  features.push(homeFeature(connection, { kept, contributions, guide, colleagues: people.colleagues }));
  const { operators } = operatorFeature(connection, {
    ...{ gateway, lastOutcomes: runner.lastOutcomes, findCourseTenants: courses.findCourseTenants },
    ...{ findCourseOf: courses.findCourseOf, findCourseSizes: people.people.findCourseSizes },
    findCourseBacklogs: gradebook.deliveries.findCourseBacklogs,
    mailFacts: told.mailFacts,
  });
  return {
    // What features bring of a sort is asked of `features`; after these, so that no single one's stands here.
    ...{ ...links, ...weeks, ...people, ...gradebook, ...diagnosed, ...profiles, ...pairs, ...mentoring.services },
    ...{ ...picking, ...moodleSettings, ...arriving, operators },
    ...{ progress: completion.progress, reviews: reviewed.reviews, ...told.services },
    ...{ ...foundations, features, jobs: broughtBy(features, 'jobs'), sealed: broughtBy(features, 'sealed') },
    signIn: createSignIn({
      ...{ ...arriving.standing, visits, ownOrigin: new URL(publicUrl).origin, clock },
      verify: { operator: operators.verify, calendar: told.reader },
    }),
    health: {
      version: versionOf(root),
      checks: { database: async () => (await connection.db?.admin().ping())?.ok === 1 },
    },
    async stop(): Promise<void> {
      await runner.stop();
      await pairs.stopThread();
      await gateway.close();
    },
  };
}
