import { minute, second } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { withPatience } from '../../shared/patience.js';
import type { Activities } from '../activities/activity.js';
import type { Kinds } from '../activities/kind.js';
import type { Course, Courses } from '../activities/course.js';
import type { Launch, LtiGateway } from '../../lti/gateway.js';
import type { Roster } from '../roster/person.js';
import type { RosterService } from '../roster/roster.service.js';
import type { Findings, Outcome, ServiceCheck } from './diagnostic.js';
import {
  failing,
  merged,
  outcomeOfFailure,
  outcomeOfRoster,
  outcomesOf,
  provenBy,
  untried,
} from './diagnostics.rules.js';
import type { DiagnosticsStore } from './diagnostics.store.js';

export interface DiagnosticsNeeds {
  store: DiagnosticsStore;
  courses: Courses;
  activities: Pick<Activities, 'all'>;
  kinds: Pick<Kinds, 'of'>;
  roster: Pick<Roster, 'age' | 'person'> & Pick<RosterService, 'refresh'>;
  grades: {
    /** When Moodle last took a score of this course. */
    deliveredLast(courseId: string): Promise<Date | undefined>;
  };
  gateway: Pick<LtiGateway, 'access' | 'lineItems' | 'results' | 'platforms' | 'failures'>;
  /** Milliseconds that a page waits for the platform. */
  patience?: number;
}

/** One course as the operator sees it. */
export interface CourseDiagnosis {
  courseId: string;
  courseTitle: string;
  platformName: string;
  findings: Findings;
  changedAt: Date;
}

export type Asked = 'tested' | 'soon' | 'later';

export type DiagnosticsService = ReturnType<typeof diagnosticsService>;

/** Courses whose findings this process remembers, so that of launches that say the same few cost a read. */
const remembered = 2000;
const refusedAtMost = 200;
// Short: another process may have seen something else meanwhile.
const launchEvery = minute;

export function diagnosticsService(needs: DiagnosticsNeeds) {
  const { store, courses, roster, grades, gateway, patience = 8 * second } = needs;
  const lastSaid = new Map<string, { words: string; at: number }>();

  function isNews(courseId: string, words: string, now: Date): boolean {
    const last = lastSaid.get(courseId);
    if (last?.words === words && now.getTime() - last.at < launchEvery) return false;
    if (lastSaid.size >= remembered) lastSaid.clear();
    lastSaid.set(courseId, { words, at: now.getTime() });
    return true;
  }

  async function keep(course: Course, outcomes: Parameters<typeof merged>[1], when: { now: Date; force?: boolean }) {
    const findings = merged(await store.findings(course.courseId), outcomes, when);
    if (findings) await store.save(course.courseId, course.platformId, { findings, now: when.now });
  }

  async function run(course: Course, wanted: readonly ServiceCheck[], asking: { personId?: string; now: Date }) {
    const outcomes: Partial<Record<ServiceCheck, Outcome>> = {};
    for (const check of wanted) outcomes[check] = await tests[check](course, asking);
    await keep(course, outcomes, { now: asking.now, force: true });
  }

  // Each asks for a new token: one that was given before goes on for an hour after its service was switched off.
  const tests: Record<ServiceCheck, (course: Course, asking: { personId?: string; now: Date }) => Promise<Outcome>> = {
    async keys({ service }) {
      const answer = await gateway.access(service, 'scores');
      // Moodle looks at the signature first: who hears that a scope is missing was recognised.
      if (answer.ok || answer.failure.code === 'scope_missing') return { state: 'works' };
      return outcomeOfFailure(answer.failure, 'grades_off');
    },

    async roster({ courseId, service }, { now }) {
      const granted = await gateway.access(service, 'roster');
      if (!granted.ok) return outcomeOfFailure(granted.failure, 'roster_off');
      await roster.refresh(courseId, { now, force: true });
      return outcomeOfRoster(await roster.age(courseId));
    },

    /** Never posts a score: a token that may, and a column that answers. */
    async scores(course, { personId }) {
      const granted = await gateway.access(course.service, 'scores');
      if (!granted.ok) return outcomeOfFailure(granted.failure, 'grades_off');
      const graded = (await needs.activities.all(course.courseId)).filter(
        ({ kind }) => needs.kinds.of(kind)?.points !== undefined,
      );
      const withColumn = graded.find(({ service }) => service.lineItemUrl !== undefined);
      if (!withColumn) return graded.length === 0 ? untried : failing('column_missing', graded[0]?.title);
      const person = personId === undefined ? undefined : await roster.person(course.courseId, personId);
      const { service } = withColumn;
      const results = await gateway.results(service, service.lineItemUrl ?? '', person?.externalId ?? '0');
      return results.ok ? { state: 'works' } : outcomeOfFailure(results.failure, 'grades_off');
    },

    async lineItems({ service }) {
      const granted = await gateway.access(service, 'scores');
      if (!granted.ok) return outcomeOfFailure(granted.failure, 'grades_off');
      const items = await gateway.lineItems(service);
      return items.ok ? { state: 'works' } : outcomeOfFailure(items.failure, 'grades_off');
    },
  };

  return {
    /** What every launch shows, stored when it is news. Never asks the platform. */
    async observe(course: Course, launch: Launch, now: Date): Promise<void> {
      const outcomes = outcomesOf(launch, now);
      const words = JSON.stringify(outcomes, (key, value: unknown) =>
        key === 'detail' || key === 'at' ? undefined : value,
      );
      if (isNews(course.courseId, words, now)) await keep(course, outcomes, { now });
    },

    async findings(courseId: string): Promise<Findings> {
      const [findings, age, deliveredAt] = await Promise.all([
        store.findings(courseId),
        roster.age(courseId),
        grades.deliveredLast(courseId),
      ]);
      const read = rosterFinding(findings, age);
      const proofs = { ...(deliveredAt && { deliveredAt }), ...(age.refreshedAt && { readAt: age.refreshedAt }) };
      return { ...provenBy(proofs, findings), ...(read && { roster: read }) };
    },

    /** Somebody pressed "Test again"; nothing runs twice within a minute, and nobody waits longer than a page may. */
    async testAgain(
      courseId: string,
      wanted: readonly ServiceCheck[],
      asking: { personId?: string; now: Date },
    ): Promise<Asked> {
      const course = await courses.course(courseId);
      if (!course) throw new NotFound();
      const { platformId } = course;
      const free: ServiceCheck[] = [];
      for (const check of wanted) {
        if (await store.claim(courseId, platformId, { check, now: asking.now })) free.push(check);
      }
      if (free.length === 0) return 'soon';
      const done = await withPatience(
        run(course, free, asking).then(() => true),
        patience,
      );
      return done === true ? 'tested' : 'later';
    },

    /** Refused launches of the course's Moodle, also by younger registrations that were joined to it; newest first. */
    async refused(courseId: string) {
      const course = await courses.course(courseId);
      if (!course) return [];
      const platforms = await gateway.platforms.list();
      const joined = platforms.filter(({ continues }) =>
        continues.some(({ tenant }) => tenant.platformId === course.platformId),
      );
      const own = [course.platformId, ...joined.map(({ platformId }) => platformId)];
      return gateway.failures.recent(refusedAtMost, own);
    },

    /** For the operator: the courses heard of last. */
    async overview(limit = 100): Promise<CourseDiagnosis[]> {
      const [rows, platforms] = await Promise.all([store.findCoursesDiagnosed(limit), gateway.platforms.list()]);
      const names = new Map(platforms.map(({ platformId, name }) => [platformId, name]));
      return Promise.all(
        rows.map(async ({ courseId, platformId, findings, changedAt }) => {
          const courseTitle = (await courses.course(courseId))?.title ?? courseId;
          return { courseId, courseTitle, platformName: names.get(platformId) ?? platformId, findings, changedAt };
        }),
      );
    },
  };
}

/** The job reads the roster between two tests: its word is newer. */
function rosterFinding(findings: Findings, age: Awaited<ReturnType<Roster['age']>>) {
  const at = age.failure?.at ?? age.refreshedAt;
  if (!at) return undefined;
  const known = findings.roster;
  if (known && known.at >= at) return undefined;
  const outcome = outcomeOfRoster(age);
  return { ...outcome, at, since: known?.state === outcome.state ? known.since : at };
}
