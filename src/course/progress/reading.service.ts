/** Asks Moodle who has done what: own columns by their results, gates by their roster. Safe to run twice at once. */
import { setTimeout as sleepFor } from 'node:timers/promises';
import { after, second, type Clock } from '../../shared/clock.js';
import { whileHeld } from '../../shared/holding.js';
import { failure, success, type Result } from '../../shared/result.js';
import type { Activities, Activity } from '../activities/activity.js';
import type { Kinds } from '../activities/kind.js';
import type { Courses } from '../activities/course.js';
import { concernsWholePlatform } from '../grades/grades.rules.js';
import type { ReconcilingService } from '../grades/reconciling.service.js';
import type { Job, JobOutcome } from '../../jobs/job.js';
import type { LtiGateway, PlatformFailure } from '../../lti/gateway.js';
import type { Person, Roster } from '../roster/person.js';
import type { Passed, Reading } from './progress.js';
import { gateFreeAt, inUseFor, isColumnDue, isCourseDue, passedByGate, passedByPoints } from './progress.rules.js';
import type { ProgressStore } from './progress.store.js';

export const readProgress = 'read-progress';

/** A platform's code, or ours: `ungraded` (the activity has no column), `no_roster` (no roster service was named). */
export type ReadingFailureCode = PlatformFailure['code'] | 'ungraded' | 'no_roster';

export interface ReadingNeeds {
  store: ProgressStore;
  activities: Pick<Activities, 'all'>;
  kinds: Kinds;
  roster: Pick<Roster, 'learners'>;
  courses: Courses & {
    /** Courses launched since then, with their last launch. */
    findCoursesInUse(since: Date): Promise<readonly { courseId: string; launchedAt: Date }[]>;
  };
  gateway: Pick<LtiGateway, 'roster' | 'results'>;
  /** Hears what the gradebook holds. */
  grades: Pick<ReconcilingService, 'compare'>;
  clock: Clock;
  sleep?: (milliseconds: number) => Promise<unknown>;
}

export type ReadingService = ReturnType<typeof readingService>;

/** One course being read, until the time is up. */
interface Round {
  courseId: string;
  asked: boolean;
  /** One activity alone; else all of the course. */
  only?: string;
  until: Date;
  learners: readonly Person[];
  count: JobOutcome;
  /** Platforms that did not answer in this run: further calls would only wait. */
  away: Map<string, PlatformFailure['code']>;
}

type Answer = Result<Passed[], ReadingFailureCode>;

/** After this a run begins nothing more; what is left is taken up by the next one. */
const runTime = 45 * second;

export function readingService(needs: ReadingNeeds) {
  const { store, activities, kinds, roster, courses, gateway, grades, clock, sleep = sleepFor } = needs;
  const completionOf = ({ kind }: Pick<Activity, 'kind'>) => kinds.of(kind)?.completion;

  async function askPoints({ courseId, activityId, service }: Activity, { learners }: Round): Promise<Answer> {
    if (service.lineItemUrl === undefined) return failure('ungraded');
    const readFrom = clock();
    const answer = await gateway.results(service, service.lineItemUrl);
    if (!answer.ok) return failure(answer.failure.code);
    await grades.compare(courseId, activityId, { results: answer.value, learners, readFrom });
    // Rows that nobody can read are rare: only for them is asked what was known.
    const isWhole = answer.value.every(({ unreadable }) => !unreadable);
    const known = isWhole ? undefined : await store.reading(courseId, activityId);
    return success(passedByPoints(answer.value, learners, known?.passed));
  }

  async function askGate({ service }: Activity, { learners }: Round): Promise<Answer> {
    if (service.membershipsUrl === undefined) return failure('no_roster');
    const answer = await gateway.roster(service, { throughActivity: true });
    if (!answer.ok) return failure(answer.failure.code);
    // Who is missing may be the row that could not be read.
    return answer.value.whole ? success(passedByGate(answer.value.members, learners)) : failure('unreadable');
  }

  /** Waits for the platform to be free as long as the round lasts; undefined, and when to try again, if longer. */
  async function gateInTurn(gate: Activity, round: Round): Promise<{ answer: Answer } | { freeAt: Date }> {
    const { platformId } = gate.service;
    for (;;) {
      const startedAt = clock();
      const others = await store.takeGateTurn(round.courseId, platformId, startedAt);
      if (!others) return { answer: await gateNow(gate, round, startedAt) };
      if (others.freeAt > round.until) return others;
      await sleep(Math.max(1, others.freeAt.getTime() - startedAt.getTime()));
    }
  }

  async function gateNow(gate: Activity, round: Round, startedAt: Date): Promise<Answer> {
    try {
      return await whileHeld(
        () => store.holdGateTurn(round.courseId, gate.service.platformId, clock()),
        () => askGate(gate, round),
      );
    } finally {
      await store.endGateTurn(round.courseId, gate.service.platformId, gateFreeAt(startedAt, clock()));
    }
  }

  async function keep(activity: Activity, answer: Answer, round: Round): Promise<void> {
    const { courseId, activityId } = activity;
    const now = clock();
    if (answer.ok) {
      await store.saveRead(courseId, activityId, { passed: answer.value, learners: round.learners.length, now });
      round.count.done += 1;
      return;
    }
    const code = answer.failure;
    await store.saveFailure(courseId, activityId, { code, now });
    // An activity without a column is no fault of this run.
    if (code === 'ungraded') return;
    round.count.failed += 1;
    if (code !== 'no_roster' && concernsWholePlatform({ code })) round.away.set(activity.service.platformId, code);
  }

  /** When to try again, if it had to wait for its turn. */
  async function readColumn(activity: Activity, round: Round): Promise<Date | undefined> {
    const away = round.away.get(activity.service.platformId);
    if (away !== undefined) {
      await keep(activity, failure(away), round);
      return undefined;
    }
    if (completionOf(activity) === 'points') {
      await keep(activity, await askPoints(activity, round), round);
      return undefined;
    }
    const turn = await gateInTurn(activity, round);
    if ('freeAt' in turn) return turn.freeAt;
    await keep(activity, turn.answer, round);
    return undefined;
  }

  async function readColumns(round: Round): Promise<Date | undefined> {
    const readings = await store.readings(round.courseId);
    const due = (await activities.all(round.courseId))
      .filter((activity) => completionOf(activity) !== undefined)
      .filter(({ activityId }) => round.only === undefined || round.only === activityId)
      .filter(({ activityId }) => isColumnDue(triedAt(readings.get(activityId)), round.asked, clock()))
      // Own columns first: gates may have to wait.
      .sort((one, other) => Number(completionOf(one) === 'gate') - Number(completionOf(other) === 'gate'));
    let leftUntil: Date | undefined;
    for (const activity of due) leftUntil = (await readColumn(activity, round)) ?? leftUntil;
    return leftUntil;
  }

  /** Undefined when somebody else reads this course now. */
  async function readCourse(
    courseId: string,
    options: Pick<Round, 'asked' | 'only' | 'until' | 'away'>,
  ): Promise<(JobOutcome & { left: boolean }) | undefined> {
    if (!(await store.claimCourse(courseId, clock()))) return undefined;
    let leftUntil: Date | undefined;
    try {
      const round = { ...options, courseId, learners: await roster.learners(courseId), count: { done: 0, failed: 0 } };
      leftUntil = await whileHeld(
        () => store.holdCourse(courseId, clock()),
        () => readColumns(round),
      );
      return { ...round.count, left: leftUntil !== undefined };
    } finally {
      await store.releaseCourse(courseId, leftUntil);
    }
  }

  async function dueByPlatform(now: Date): Promise<Map<string, string[]>> {
    const inUse = await courses.findCoursesInUse(after(now, -inUseFor));
    const turns = await store.dueTurns(inUse.map(({ courseId }) => courseId));
    const byPlatform = new Map<string, string[]>();
    for (const { courseId, launchedAt } of inUse) {
      if (!isCourseDue(turns.get(courseId), launchedAt, now)) continue;
      const platformId = (await courses.course(courseId))?.platformId;
      if (platformId !== undefined) byPlatform.set(platformId, [...(byPlatform.get(platformId) ?? []), courseId]);
    }
    return byPlatform;
  }

  return {
    readCourse,

    /** Reads what is due, one course after the other on each platform, for less than a minute. */
    async readDue(now: Date): Promise<JobOutcome> {
      const total = { done: 0, failed: 0 };
      const until = after(clock(), runTime);
      const away: Round['away'] = new Map();
      const broken: unknown[] = [];
      const readAll = async (courseIds: readonly string[]) => {
        for (const courseId of courseIds) {
          if (clock() >= until) return;
          try {
            const outcome = await readCourse(courseId, { asked: false, until, away });
            total.done += outcome?.done ?? 0;
            total.failed += outcome?.failed ?? 0;
          } catch (problem) {
            broken.push(problem);
          }
        }
      };
      await Promise.all([...(await dueByPlatform(now)).values()].map(readAll));
      if (broken.length > 0) throw new AggregateError(broken, `${broken.length} courses broke off`);
      return total;
    },
  };
}

function triedAt(reading: Reading | undefined): { at: Date } | undefined {
  const times = [reading?.readAt, reading?.failure?.at].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : { at: new Date(Math.max(...times.map(Number))) };
}

export function readProgressJob(reading: Pick<ReadingService, 'readDue'>): Job {
  return { name: readProgress, cron: '30 * * * * *', run: (now) => reading.readDue(now) };
}
