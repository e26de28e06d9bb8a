/** The sending of scores on the real store, with a platform, a clock and a world of a few names. */
import { beforeAll, beforeEach } from '@jest/globals';
import type { Activity } from '../../../src/course/activities/activity.js';
import { buildIndexes } from '../../../src/database.js';
import { deliveryStore, type DeliveryStore } from '../../../src/course/grades/deliveries.store.js';
import { comparisonStore, type ComparisonStore } from '../../../src/course/grades/comparisons.store.js';
import { standingStore, type StandingStore } from '../../../src/course/grades/standing.store.js';
import { columnsService } from '../../../src/course/grades/columns.service.js';
import { proofStore } from '../../../src/course/grades/proofs.store.js';
import { provingService } from '../../../src/course/grades/proving.service.js';
import { screeningService } from '../../../src/course/grades/screening.service.js';
import { gradesService } from '../../../src/course/grades/grades.service.js';
import { deliverScoresJob, sendingService, type SendingNeeds } from '../../../src/course/grades/sending.service.js';
import { travelStore, type TravelStore } from '../../../src/course/grades/travels.store.js';
import { withdrawalStore } from '../../../src/course/grades/withdrawals.store.js';
import type { Person } from '../../../src/course/roster/person.js';
import { after } from '../../../src/shared/clock.js';
import { aLaunch } from '../../support/launches.js';
import { aPlatform, refusal, type FakePlatform } from '../../support/platform.js';
import { useStore } from '../../support/store.js';

export const start = new Date('2030-01-07T09:00:00Z');
export const aScore = { activityId: 'one-checkin', personId: 'ana', given: 2, maximum: 2 };

/** `away-checkin` is an activity of the platform `away`; `…-ungraded` has no column, `archived` is hidden with its course, `nobody` is unknown. */
export function useSending() {
  const store = useStore();
  let deliveries: DeliveryStore;
  let travels: TravelStore;
  let comparisons: ComparisonStore;
  let standing: StandingStore;
  let platform: FakePlatform;
  let needs: SendingNeeds;
  let grades: ReturnType<typeof gradesService>;
  const world = { now: start, nudges: [] as string[], tries: 0, graded: false };

  beforeAll(async () => {
    deliveries = deliveryStore(store.connection());
    travels = travelStore(store.connection());
    comparisons = comparisonStore(store.connection());
    standing = standingStore(store.connection());
    await buildIndexes(store.connection());
  });

  beforeEach(async () => {
    await store.connection().model('Delivery').deleteMany({});
    platform = aPlatform();
    Object.assign(world, { now: start, nudges: [], tries: 0, graded: false });
    const outside = { gateway: platform.gateway, clock: () => world.now };
    const activities = {
      activity: (courseId: string, activityId: string) =>
        Promise.resolve(anActivity(courseId, world.graded ? 'one-checkin' : activityId)),
    };
    const columns = columnsService({
      ...{ activities, standing, ...outside },
      courses: { course: () => Promise.resolve(undefined) },
    });
    const people = {
      peopleById: (courseId: string, personIds: readonly string[] = []) => {
        const known = personIds.filter((personId) => personId !== 'nobody');
        return Promise.resolve(new Map(known.map((personId) => [personId, aPerson(courseId, personId)])));
      },
    };
    needs = {
      travels,
      columns,
      screening: screeningService({ travels, ...outside }),
      proving: provingService({ proofs: proofStore(store.connection()), columns, roster: people, ...outside }),
      roster: people,
      ...outside,
      callsPerPlatform: 2,
      sleep: () => Promise.resolve(),
    };
    const withdrawals = withdrawalStore(store.connection());
    const roster = { peopleById: () => Promise.resolve(new Map<string, Person>()) };
    grades = gradesService({ deliveries, withdrawals, comparisons, roster, nudge: (name) => world.nudges.push(name) });
  });

  return Object.assign(world, {
    deliveries: () => deliveries,
    travels: () => travels,
    platform: () => platform,
    grades: () => grades,
    record: (score: Partial<typeof aScore> & { comment?: string } = {}) =>
      grades.recordScore('c1', { ...aScore, ...score }, world.now),
    send: () => deliverScoresJob(sendingService(needs)).run(world.now),
    delivery: (activityId = 'one-checkin', personId = 'ana') => grades.delivery('c1', activityId, personId),
    refuses: (...answer: Parameters<typeof refusal>) => {
      platform.answers.submitScore = () => {
        world.tries += 1;
        return Promise.resolve(refusal(...answer));
      };
    },
    /** From now on the activity without a column has one. */
    gradeEverything: () => {
      world.graded = true;
    },
    pass: (milliseconds: number) => {
      world.now = after(world.now, milliseconds);
    },
  });
}

function anActivity(courseId: string, activityId: string): Activity | undefined {
  if (activityId === 'archived') return undefined;
  const [platformId = 'one'] = activityId.split('-');
  const wish = { platform: platformId, activity: activityId, graded: !activityId.endsWith('ungraded') };
  return { activityId, courseId, title: activityId, settings: {}, service: aLaunch(wish).service };
}

function aPerson(courseId: string, personId: string): Person {
  const shown = { name: personId, initials: 'A', hue: 0, groupIds: [], mayBe: {} };
  return { personId, courseId, externalId: `moodle-${personId}`, role: 'learner', status: 'active', ...shown };
}
