import { besideRows } from '../../shared/beside-rows.js';
import { second, type Clock } from '../../shared/clock.js';
import { whileHeld } from '../../shared/holding.js';
import { NotFound } from '../../shared/errors.js';
import { withPatience } from '../../shared/patience.js';
import { failure, success, type Result } from '../../shared/result.js';
import { mapInTurns } from '../../shared/turns.js';
import type { Nudge } from '../../jobs/job.js';
import type { Launch, Listing, LtiGateway } from '../../lti/gateway.js';
import type { Course, Courses } from '../activities/course.js';
import type { GroupStore } from './groups.store.js';
import { byName, codeHere, membershipOf, personMapper, unopenedAmong } from './people.rules.js';
import type { PeopleStore, PersonRow } from './people.store.js';
import type { Arrival, Membership } from './membership.js';
import type { Person, Roster } from './person.js';
import type { Refreshed, RosterFailure, Told } from './refreshed.js';
import {
  dueAfterFailure,
  dueAfterSync,
  holdAfter,
  isAwayInHold,
  isPreview,
  launchRoleAfter,
  nameShown,
  roleOf,
  rosterChanges,
  toldBy,
} from './roster.rules.js';
import type { RosterStore } from './rosters.store.js';

export const refreshRosters = 'refresh-rosters';

export interface RosterNeeds {
  people: PeopleStore;
  groups: GroupStore;
  rosters: RosterStore;
  courses: Courses;
  gateway: Pick<LtiGateway, 'roster'>;
  clock: Clock;
  nudge: Nudge;
  /** Hears that people may have left, come back or become staff. Safe to call again. */
  followStanding: (courseId: string, now: Date) => Promise<void>;
  /** Hears what the platform told of learners, as often as it tells it. */
  hear: (courseId: string, told: readonly Told[]) => Promise<void>;
  /** What somebody without a name is called: "Learner 7F3". */
  nameless: (code: string) => string;
  /** Milliseconds that a page waits for the platform. */
  patience?: number;
}

const isLearner = ({ role }: Listing['members'][number]) => role === 'learner';

export type RosterService = ReturnType<typeof rosterService>;

export function rosterService({
  people,
  groups,
  rosters,
  courses,
  gateway,
  clock,
  nudge,
  followStanding,
  hear,
  nameless,
  patience = 5 * second,
}: RosterNeeds) {
  const flights = new Map<string, Promise<Result<Refreshed, RosterFailure>>>();
  // Worked out once for each row, and for all of them once until one is another.
  const toPerson = besideRows(personMapper(nameless));
  const toMembership = besideRows((row: PersonRow) => membershipOf(row, toPerson(row)));
  const membersAmong = besideRows(async (rows: readonly PersonRow[]): Promise<readonly Membership[]> => {
    const active = rows.filter((row) => row.status === 'active');
    return Object.freeze((await mapInTurns(active, toMembership)).sort(byName));
  });
  const learnersAmong = besideRows((all: readonly Membership[]) =>
    Object.freeze(all.filter((person) => person.role === 'learner')),
  );
  const byIdAmong = besideRows(async (rows: readonly PersonRow[]): Promise<ReadonlyMap<string, Person>> => {
    const found = await mapInTurns(rows, toPerson);
    return new Map(found.map((person) => [person.personId, person]));
  });

  async function members(courseId: string): Promise<readonly Membership[]> {
    return membersAmong(await people.all(courseId));
  }

  async function read(courseId: string): Promise<Result<Listing, RosterFailure>> {
    const course = await courses.course(courseId);
    if (course?.service.membershipsUrl === undefined) return failure({ code: 'no_roster' });
    const answer = await gateway.roster(course.service);
    // A course with a launch has somebody in it: an empty list means that Moodle shows us nobody, not that all left.
    if (answer.ok && answer.value.members.length === 0) return failure({ code: 'empty_roster' });
    return answer;
  }

  async function sync(courseId: string, now: Date): Promise<Result<Refreshed, RosterFailure>> {
    const answer = await read(courseId);
    if (!answer.ok) {
      const { code, retryAfter } = answer.failure;
      await rosters.failed(courseId, { code, now, dueAt: dueAfterFailure(now, retryAfter) });
      return answer;
    }
    const [known, { launchedAt, hold: before }] = await Promise.all([people.all(courseId), rosters.state(courseId)]);
    const hold = holdAfter(known, answer.value, before, now);
    const changes = rosterChanges(known, answer.value, hold);
    await people.applyChanges(courseId, changes, now);
    await hear(courseId, answer.value.members.filter(isLearner));
    await followStanding(courseId, now);
    await rosters.refreshed(courseId, { now, dueAt: dueAfterSync(launchedAt, now), hold });
    const members = new Set(answer.value.members.map(({ externalId }) => externalId)).size;
    return success({ members, changes: changes.length });
  }

  async function claimAndSync(courseId: string, options: { now: Date; force: boolean }) {
    if (!(await rosters.claim(courseId, options))) return failure<RosterFailure>({ code: 'busy_here' });
    return whileHeld(
      () => rosters.hold(courseId, clock()),
      () => sync(courseId, options.now),
    );
  }

  const service = {
    async people(courseId: string): Promise<readonly Person[]> {
      return members(courseId);
    },

    async learners(courseId: string): Promise<readonly Person[]> {
      return learnersAmong(await members(courseId));
    },

    unopened: async (courseId: string) => unopenedAmong(await members(courseId)),

    async person(courseId: string, personId: string): Promise<Person | undefined> {
      const row = await people.byId(courseId, personId);
      return row && toPerson(row);
    },

    async personByExternalId(courseId: string, externalId: string): Promise<Person | undefined> {
      const row = await people.byExternalId(courseId, externalId);
      return row && toPerson(row);
    },

    async peopleById(courseId: string, personIds?: readonly string[]): Promise<ReadonlyMap<string, Person>> {
      return byIdAmong(await people.all(courseId, personIds));
    },

    async packedPeople(courseId: string) {
      return { rows: await people.packed(courseId), nameless: nameless(codeHere) };
    },

    async age(courseId: string) {
      const { refreshedAt, failure: failed, hold } = await rosters.state(courseId);
      return {
        ...(refreshedAt && { refreshedAt }),
        ...(failed && { failure: failed }),
        ...(hold && { heldSince: hold.since }),
      };
    },

    sayZone: (courseId: string, personId: string, zone: string | undefined) => people.sayZone(courseId, personId, zone),

    groupNames: (courseId: string) => groups.names(courseId),

    /** A teacher says that the course goes on: who was away while nobody was closed has left. */
    async closeAway(courseId: string, now: Date): Promise<void> {
      const away = (await people.all(courseId)).filter(isAwayInHold);
      const leaving = away.map(({ externalId }) => ({ externalId, kind: 'leave' as const }));
      await people.applyChanges(courseId, leaving, now);
      await rosters.endHold(courseId);
      await followStanding(courseId, now);
    },

    /** Everybody active with the day they came, sorted by name. */
    members,

    /** Records who launched; idempotent, and writes nothing when nothing is new. */
    async welcome(courseId: string, launch: Launch, now: Date): Promise<Arrival> {
      const { externalId } = launch.person;
      const known = await people.byExternalId(courseId, externalId);
      if (known && isPreview(known, launch.role)) return { person: toPerson(known), preview: true, nameWanted: false };
      const launched = { externalId, launchRole: launchRoleAfter(known, launch.role), ...toldBy(launch) };
      const row = await people.saveLaunched(courseId, known, launched, now);
      const person = toPerson(row);
      if (person.role === 'learner') await hear(courseId, [{ ...launch.person, locale: launch.locale }]);
      if (known && (known.status !== row.status || roleOf(known) !== person.role)) await followStanding(courseId, now);
      const isFirst = known?.launchRole === undefined && person.role === 'learner';
      return { person, preview: false, nameWanted: isFirst && nameShown(row).source === 'none' };
    },

    /** A teacher says that somebody who launched as Instructor once is a learner now. */
    async becomeLearner(courseId: string, personId: string, now: Date): Promise<boolean> {
      if (!(await people.byId(courseId, personId))) throw new NotFound();
      const became = await people.becomeLearner(courseId, personId);
      await followStanding(courseId, now);
      return became;
    },

    /** A teacher says that somebody whom the roster calls Learner is staff. */
    async becomeStaff(courseId: string, personId: string, now: Date): Promise<boolean> {
      if (!(await people.byId(courseId, personId))) throw new NotFound();
      const became = await people.becomeStaff(courseId, personId);
      await followStanding(courseId, now);
      return became;
    },

    /**
     * Somebody launched: asks for a refresh soon, at most one per course and 15 minutes; waits for nobody. Moodle names the
     * service only where an activity of the tool is in the course: content selection without it says nothing, an activity
     * without it that the service is switched off.
     */
    async want(
      { courseId, service }: Pick<Course, 'courseId' | 'service'>,
      launch: Pick<Launch, 'message'>,
      now: Date,
    ) {
      if (service.membershipsUrl === undefined) {
        await rosters.launched(courseId, launch.message === 'deep-linking' ? undefined : 'no_roster', now);
      } else if (await rosters.want(courseId, now)) nudge(refreshRosters);
    },

    /**
     * Reads the whole roster from the platform; two who ask at once share one answer. `force`: a teacher asked, who
     * waits a minute instead of a quarter of an hour.
     */
    async refresh(courseId: string, options: { now: Date; force: boolean }): Promise<Result<Refreshed, RosterFailure>> {
      const flight = flights.get(courseId) ?? claimAndSync(courseId, options).finally(() => flights.delete(courseId));
      flights.set(courseId, flight);
      return flight;
    },

    /** A teacher asked: waits for Moodle, but not longer than a person does. */
    async refreshSoon(courseId: string, now: Date): Promise<'refreshed' | 'failed' | 'later' | 'busy_here'> {
      const answer = await withPatience(service.refresh(courseId, { now, force: true }), patience);
      if (answer === undefined) return 'later';
      if (answer.ok) return 'refreshed';
      return answer.failure.code === 'busy_here' ? 'busy_here' : 'failed';
    },

    dueCourses: (now: Date, limit: number) => rosters.dueCourses(now, limit),
  };
  return service satisfies Roster;
}
